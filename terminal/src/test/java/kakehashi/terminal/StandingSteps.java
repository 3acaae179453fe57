package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import kakehashi.contract.Id;
import kakehashi.terminal.WalkHome.Done;
import kakehashi.x509.Certificate;
import kakehashi.x509.GeneralName;

/// A standing authorisation from its grant to its end, used by OpenSSL's CMP client; no officer is asked in
/// between.
///
/// @param vault that runs
/// @param authority the CA that issues
/// @param openssl where the client works
record StandingSteps(WalkHome vault, Id authority, OutsideRoot openssl) {
    private static final String HOST = "auto.partner.example.jp";
    private static final Id GRANTED = Chance.id();

    void walk() throws IOException {
        run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out client.key");
        run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out own.key");
        run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out next.key");
        run("pkey -in client.key -pubout -out client.pub");
        run("req -x509 -config req.cnf -key client.key -days 2 -subj /CN=client -out client.pem");
        vault.octets("client.pub", openssl.octets("client.pub"));
        vault.done("authorisation-grant", """
                authorisation = "%s"
                protocol = "cmp"
                authority = "%s"
                profile = "servers.profile"
                names = ["%s"]
                subject = "O=Partner,C=JP"
                key = "client.pub"
                quota = 2
                per-day = 5
                interval-seconds = 0
                not-before = "2026-01-01T00:00:00+09:00"
                not-after = "2036-01-01T00:00:00+09:00"
                """.formatted(GRANTED, authority, HOST), WalkHome.SUPERVISORS);

        Certificate first = WalkHome.mustBeDone(use("ir", "own.key", HOST)).certificate();
        assertThat(first.subjectAltNames()).containsExactly(new GeneralName.DnsName(HOST));
        refused(use("cr", "own.key", "other.partner.example.jp"), "subscriber-proof");
        Certificate second = WalkHome.mustBeDone(use("kur", "next.key", HOST)).certificate();
        assertThat(second.subjectPublicKeyInfo()).isNotEqualTo(first.subjectPublicKeyInfo());
        assertThat(listed()).contains("\"left\" : 0").contains("\"inForce\" : false");
        refused(use("cr", "own.key", HOST), "authorisation-exhausted");

        endsByItsOwnKey(first);
        vault.done("authorisation-stop", "authorisation = \"" + GRANTED + "\"\n", WalkHome.SUPERVISORS);
        refused(use("cr", "own.key", HOST), "no-such-authorisation");
    }

    private String listed() {
        String all = vault.ask("authorisation", "list", "--json").out();
        return all.substring(all.indexOf(GRANTED.toString()));
    }

    private Done use(String command, String key, String host) throws IOException {
        message(command, "client", "-newkey " + key + " -subject /C=JP/O=Partner/CN=" + host + " -sans " + host);
        return vault.order("issue", """
                authority = "%s"
                authorisation = "%s"
                profile = "servers.profile"
                message = "message.der"
                """.formatted(authority, GRANTED));
    }

    private void endsByItsOwnKey(Certificate certificate) throws IOException {
        java.nio.file.Files.writeString(openssl.folder().resolve("own.pem"), kakehashi.x509.Pem.encode(certificate));
        message("rr", "own", "-oldcert own.pem -revreason 4");
        WalkHome.mustBeDone(vault.order("revoke", "authority = \"" + authority + "\"\nmessage = \"message.der\"\n"));
    }

    /// A message that is kept and sent to nobody but the server that OpenSSL has inside, which refuses it.
    private void message(String command, String signer, String options) throws IOException {
        List<String> arguments = words("cmp -cmd " + command + " -use_mock_srv -srv_cert client.pem -srv_key client.key"
                + " -trusted client.pem -recipient /CN=CA -certout none.pem -reqout message.der");
        arguments.addAll(words("-cert " + signer + ".pem -key " + signer + ".key " + options));
        openssl.attempt(arguments);
        vault.octets("message.der", openssl.octets("message.der"));
    }

    private void run(String arguments) {
        openssl.run(words(arguments));
    }

    private static List<String> words(String arguments) {
        return new ArrayList<>(List.of(arguments.split(" ")));
    }

    private static void refused(Done done, String rule) {
        assertThat(done.submitted().code()).isEqualTo(2);
        assertThat(done.submitted().out()).contains(rule);
    }
}
