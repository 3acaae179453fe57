package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Pem;
import kakehashi.x509.SubjectPublicKeyInfo;

/// OpenSSL's CMP client, whose messages are kept and sent to nobody but the server that it has inside.
///
/// @param folder with its keys: `account` that protects messages, `own` that is to be certified
record OpensslCmp(Path folder) {
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");

    static OpensslCmp in(Path folder, String host) throws Exception {
        assumeTrue(Files.isExecutable(OPENSSL), "no OpenSSL here");
        OpensslCmp client = new OpensslCmp(Files.createDirectories(folder));
        client.run("ecparam -name prime256v1 -genkey -noout -out account.key");
        client.run("ecparam -name prime256v1 -genkey -noout -out own.key");
        client.run("req -new -x509 -key account.key -subj /CN=account -days 2 -out account.pem");
        client.run("req -new -key own.key -subj /CN=" + host + " -outform DER -out own.p10");
        return client;
    }

    /// The message of a command, protected by the account's key.
    ///
    /// @param options what the command asks for
    Bytes message(String command, String options) throws Exception {
        return message(command, "account.pem", "account.key", options);
    }

    /// The message of a command, protected by a key.
    Bytes message(String command, String certificate, String key, String options) throws Exception {
        // The server refuses whom it does not know; the message is written before that.
        run("cmp -cmd " + command + " -use_mock_srv -srv_cert account.pem -srv_key account.key -trusted account.pem"
                + " -recipient /CN=CA -certout certificate.pem -cert " + certificate + " -key " + key
                + " -reqout message.der " + options);
        return octets("message.der");
    }

    /// The key by which the account signs.
    SubjectPublicKeyInfo account() throws IOException {
        Bytes pem = octets("account.pem");
        return Certificate.parse(Pem.decode(pem).orElseThrow().getFirst().content())
                .orElseThrow()
                .subjectPublicKeyInfo();
    }

    void write(String name, Certificate certificate) throws IOException {
        Files.writeString(folder.resolve(name), Pem.encode(certificate));
    }

    Bytes octets(String name) throws IOException {
        return Bytes.wrap(Files.readAllBytes(folder.resolve(name)));
    }

    private void run(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(OPENSSL.toString()));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.txt").toFile())
                .start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
}
