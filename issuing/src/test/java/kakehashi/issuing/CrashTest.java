package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import kakehashi.authority.AuthorityState;
import kakehashi.contract.CrlBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Order;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SignedOutcome;
import kakehashi.ledger.DatabaseAccess;
import kakehashi.ledger.Feed;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;
import kakehashi.x509.Crl;
import kakehashi.x509.DerReader;
import kakehashi.x509.SerialNumber;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The process dies at each arrow of docs/adr/0007: no serial number is lost, none is used twice, no order is
/// settled twice, and every order is carried out in the end.
@Tag("faults")
class CrashTest {
    private static final int ORDERS = 12;

    @ParameterizedTest
    @CsvSource({
        "before, ca-, 1",
        "after, ca-, 1",
        "before, ca-, 7",
        "after, ca-, 7",
        "before, vault-statement, 1",
        "after, vault-statement, 1",
        "before, vault-statement, 6",
        "after, vault-statement, 6",
        "before, vault-feed, 1",
        "after, vault-feed, 2"
    })
    void losesNothingWhenItDiesAt(String when, String label, int number) throws Exception {
        String name = "crash_" + when + "_" + label.replace('-', '_') + number;
        try (AttackScene scene = AttackScene.of(name)) {
            List<SignedOrder> orders = prepare(scene);
            assertThat(run(scene, when, label, number, 60_000)).isEqualTo(CrashingVault.DIED);
            check(scene, orders);
        }
    }

    @Test
    void losesNothingWhenItIsKilledAtRandom() throws Exception {
        Random random = new Random(11);
        try (AttackScene scene = AttackScene.of("crash_random")) {
            List<SignedOrder> orders = prepare(scene);
            for (int i = 0; i < 5; i++) {
                run(scene, "never", "", 0, 900 + random.nextInt(900));
            }
            check(scene, orders);
        }
    }

    @Test
    void aStandbyLosesNothingWhenTheOtherNodeDies() throws Exception {
        try (AttackScene scene = AttackScene.of("crash_standby")) {
            List<SignedOrder> orders = prepare(scene);
            assertThat(run(scene, "after", "ca-", 3, 60_000)).isEqualTo(CrashingVault.DIED);
            VaultParts own = scene.vault.parts;
            VaultParts standby = new VaultParts(
                    own.database(),
                    own.book(),
                    own.token(),
                    scene.vault.folder.resolve("standby.sealed"),
                    own.clock(),
                    TestOffice.STANDBY,
                    2);
            scene.vault.authority = IssuingAuthority.takeOver(standby, scene.vault.installation, Duration.ZERO);
            verify(scene, orders);
        }
    }

    private static List<SignedOrder> prepare(AttackScene scene) throws IOException {
        Path folder = Files.createDirectories(scene.vault.folder.resolve("orders"));
        List<SignedOrder> orders = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            List<IssueBody.Item> items =
                    List.of(scene.item("a" + i + ".example.go.jp"), scene.item("b" + i + ".example.go.jp"));
            SignedOrder order = scene.office.issue(TestOffice.ROOT, items, scene.now());
            orders.add(order);
            Files.write(folder.resolve("order" + i), order.der().toArray());
        }
        scene.vault.authority.close();
        return orders;
    }

    /// Runs the other process to its end, or kills it.
    private static int run(AttackScene scene, String when, String label, int number, long millis) throws Exception {
        DatabaseAccess access = TestVault.access(Zone.VAULT, scene.vault.name);
        Path password =
                TestVault.FOLDER.resolve("secrets").resolve(access.login().role());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingVault.class.getName(),
                        scene.vault.folder.toString(),
                        Integer.toString(access.port()),
                        access.database(),
                        access.login().role(),
                        password.toString(),
                        scene.vault.installation.toString(),
                        when,
                        label,
                        Integer.toString(number))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(scene.vault.folder.resolve("errors").toFile())
                .start();
        if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return process.exitValue();
    }

    private static void check(AttackScene scene, List<SignedOrder> orders) {
        scene.vault.open();
        verify(scene, orders);
    }

    static void verify(AttackScene scene, List<SignedOrder> orders) {
        assertThat(scene.vault.authority.askCommitted(AuthorityState::openIntents))
                .isEmpty();
        for (SignedOrder order : orders) {
            Bytes answer = scene.vault.authority.submit(order.der()).join();
            Outcome outcome = Outcome.parse(
                            SignedOutcome.parse(answer).orElseThrow().outcome())
                    .orElseThrow();
            assertThat(outcome.result()).isInstanceOf(Outcome.Result.Done.class);
            assertThat(((Outcome.Result.Done) outcome.result()).digests()).hasSize(2);
            assertThat(scene.vault.authority.submit(order.der()).join()).isEqualTo(answer);
        }
        assertThat(scene.vault.authority.scrub()).isEmpty();
        Set<SerialNumber> intended = new HashSet<>();
        Set<SerialNumber> closed = new HashSet<>();
        Set<SerialNumber> burnt = new HashSet<>();
        Set<Digest> settled = new HashSet<>();
        for (Effect effect : effects(scene)) {
            if (effect instanceof Effect.Intended e) {
                assertThat(intended.add(e.serial())).isTrue();
            } else if (effect instanceof Effect.Issued e) {
                assertThat(closed.add(e.serial())).isTrue();
            } else if (effect instanceof Effect.Burnt e) {
                assertThat(closed.add(e.serial())).isTrue();
                burnt.add(e.serial());
            } else if (effect instanceof Effect.OrderSettled e) {
                assertThat(settled.add(e.digest())).isTrue();
            }
        }
        assertThat(closed).isEqualTo(intended);
        assertThat(closed).hasSize(1 + 2 * orders.size() + burnt.size());
        assertThat(scene.certificates()).isEqualTo(1 + 2L * orders.size());
        assertThat(listed(scene)).isEqualTo(burnt);
    }

    private static List<Effect> effects(AttackScene scene) {
        List<Effect> effects = new ArrayList<>();
        scene.vault.database.useTransaction(tx -> VaultStore.eachGroup(tx.handle(), 0, group -> {
            DerReader reader = new DerReader(group.entries());
            while (reader.hasNext()) {
                effects.addAll(Entry.parse(reader.any()).orElseThrow().effects());
            }
        }));
        return effects;
    }

    /// What the next CRL lists.
    private static Set<SerialNumber> listed(AttackScene scene) {
        Order order = scene.office.order(OrderKind.CRL, Optional.of(TestOffice.ROOT), CrlBody.FULL, scene.now());
        Set<SerialNumber> listed = new HashSet<>();
        for (Digest digest : scene.vault.done(scene.office.approved(order, scene.now(), scene.office.operator))) {
            Bytes file = scene.vault
                    .database
                    .inTransaction(tx -> Feed.file(tx, digest.octets()))
                    .orElseThrow();
            Crl.parse(file).orElseThrow().entries().forEach(entry -> listed.add(entry.serialNumber()));
        }
        return listed;
    }
}
