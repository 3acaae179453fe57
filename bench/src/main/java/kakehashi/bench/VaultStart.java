package kakehashi.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kakehashi.issuing.IssuingAuthority;
import kakehashi.keys.KeyPolicy;
import kakehashi.keys.KeyUse;
import kakehashi.keys.KeyUseListener;
import kakehashi.keys.KeyUseResult;
import kakehashi.keys.Secret;
import kakehashi.keys.SoftwareToken;
import kakehashi.keys.TokenRules;
import kakehashi.ledger.Database;
import kakehashi.ledger.DatabaseAccess;
import kakehashi.ledger.Password;
import kakehashi.ledger.Transport;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;

/// A vault in a process of its own: unlocks the token, opens the vault, carries one order out and ends. The
/// database server runs already.
final class VaultStart {
    private static final String SIGNED = "signed ";

    /// @param seconds from the start of the Java process to the answer with the first certificate
    /// @param cpuSeconds of that process up to there, compilers and collector too
    record Took(double seconds, double cpuSeconds) {}

    private VaultStart() {}

    /// Starts a process, with the options that the product is started with and one more, and waits until it has
    /// ended.
    static Took measure(IssuingVault vault, Bytes order, String option) throws IOException, InterruptedException {
        Files.write(vault.folder.resolve("order"), order.toArray());
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dcom.amazon.corretto.crypto.provider.registerEdKeyFactory=true",
                "-Xlog:disable",
                option));
        // More options of its JVM, with @ between them: -Dkakehashi.bench.start=-Xlog:gc@-Xmx1g.
        Stream.of(System.getProperty("kakehashi.bench.start", "").split("@"))
                .filter(more -> !more.isEmpty())
                .forEach(command::add);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "kakehashi.bench.VaultStart",
                vault.folder.toString(),
                Integer.toString(vault.server.port()),
                vault.installation.toString()));
        long began = System.nanoTime();
        Path log = vault.folder.resolve("start.log");
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        Took took = new Took(Double.NaN, Double.NaN);
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(SIGNED)) {
                    double cpu = Double.parseDouble(line.substring(SIGNED.length()));
                    took = new Took((System.nanoTime() - began) / 1e9, cpu);
                }
            }
        }
        process.waitFor();
        if (Double.isNaN(took.seconds())) {
            throw new IllegalStateException("the vault did not start: " + Files.readString(log));
        }
        return took;
    }

    /// @param args the folder, the server's port, the installation
    public static void main(String[] args) throws IOException {
        Bench.logWarningsOnly();
        Path folder = Path.of(args[0]);
        Password password = Password.read(folder.resolve("secrets").resolve(Zone.VAULT.role()));
        DatabaseAccess access = new DatabaseAccess(
                "127.0.0.1",
                Integer.parseInt(args[1]),
                IssuingVault.DATABASE,
                new DatabaseAccess.Login(Zone.VAULT.role(), password),
                new Transport.Loopback());
        KeyUseListener silent = new KeyUseListener() {
            @Override
            public void before(KeyUse use) {}

            @Override
            public void after(KeyUse use, KeyUseResult result) {}
        };
        TokenRules rules = new TokenRules(KeyPolicy.ofAllKinds(), silent);
        Secret passphrase = Secret.of(IssuingVault.PASSPHRASE.toCharArray());
        Bytes order = Bytes.wrap(Files.readAllBytes(folder.resolve("order")));
        try (SoftwareToken token = SoftwareToken.open(folder.resolve(IssuingVault.TOKEN), passphrase, rules)
                        .orElseThrow();
                Database database = Database.open(access, 4);
                IssuingAuthority authority =
                        IssuingAuthority.open(IssuingVault.parts(folder, database, token), Bytes.ofHex(args[2]))) {
            List<?> digests = IssuingVault.done(authority.submit(order).join(), order);
            if (!digests.isEmpty()) {
                System.out.println(SIGNED + CpuTimes.ofThisProcess());
                System.out.flush();
            }
        }
    }
}
