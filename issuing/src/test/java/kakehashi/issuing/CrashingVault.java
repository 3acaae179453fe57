package kakehashi.issuing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import kakehashi.keys.KeyPolicy;
import kakehashi.keys.KeyUse;
import kakehashi.keys.KeyUseListener;
import kakehashi.keys.KeyUseResult;
import kakehashi.keys.Secret;
import kakehashi.keys.SoftwareToken;
import kakehashi.keys.Token;
import kakehashi.keys.TokenRules;
import kakehashi.ledger.Database;
import kakehashi.ledger.DatabaseAccess;
import kakehashi.ledger.OrderBook;
import kakehashi.ledger.Password;
import kakehashi.ledger.RetryPlan;
import kakehashi.ledger.Transport;
import kakehashi.x509.Bytes;

/// A vault in a process of its own that dies at a chosen use of a key, as if the power failed.
final class CrashingVault {
    static final int DIED = 9;

    private CrashingVault() {}

    /// Dies before or after the n-th use of a key whose label begins so.
    private record Death(String when, String label, int number, AtomicInteger count) implements KeyUseListener {
        @Override
        public void before(KeyUse use) {
            die("before", use);
        }

        @Override
        public void after(KeyUse use, KeyUseResult result) {
            die("after", use);
        }

        private void die(String now, KeyUse use) {
            if (now.equals(when) && use.key().label().startsWith(label) && count.incrementAndGet() == number) {
                Runtime.getRuntime().halt(DIED);
            }
        }
    }

    /// @param arguments folder of the vault, port, database, role, password file, installation, when, label, number
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        DatabaseAccess access = new DatabaseAccess(
                "127.0.0.1",
                Integer.parseInt(arguments[1]),
                arguments[2],
                new DatabaseAccess.Login(arguments[3], Password.read(Path.of(arguments[4]))),
                new Transport.Loopback());
        Death death = new Death(arguments[6], arguments[7], Integer.parseInt(arguments[8]), new AtomicInteger());
        Database database = Database.open(access, 8);
        VaultParts parts = new VaultParts(
                database,
                new OrderBook(RetryPlan.USUAL),
                token(folder, death),
                folder.resolve("vault.sealed"),
                InstantSource.system(),
                TestOffice.id("node"),
                2);
        IssuingAuthority authority = IssuingAuthority.open(parts, Bytes.ofHex(arguments[5]));
        List<CompletableFuture<Bytes>> answers = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("orders"))) {
            for (Path file : files.sorted().toList()) {
                answers.add(authority.submit(Bytes.wrap(Files.readAllBytes(file))));
            }
        }
        answers.forEach(CompletableFuture::join);
        Runtime.getRuntime().halt(0);
    }

    static Token token(Path folder, KeyUseListener listener) {
        return SoftwareToken.open(
                        folder.resolve("token"),
                        Secret.of("correct horse battery".toCharArray()),
                        new TokenRules(KeyPolicy.ofAllKinds(), listener))
                .orElseThrow();
    }
}
