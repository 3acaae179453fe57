package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.FeedMaker;
import kakehashi.authority.StateSnapshot;
import kakehashi.contract.Digest;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Order;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.SignedOrder;
import kakehashi.profiles.ProfileKind;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.Test;

class StateSnapshotTest {
    private static final Name SERVER = TestVault.profile(ProfileKind.INTERNAL_SERVER)
            .subject()
            .written(Name.of("CN=www.example.go.jp,O=Japanese Government,C=JP"));

    private static IssueBody.Item item(Digest profile) {
        TestKey key = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        return TestOffice.item(profile, SERVER, List.of(new GeneralName.DnsName("www.example.go.jp")), key);
    }

    private static SignedOrder revoke(TestVault vault, Certificate certificate) {
        RevokeBody revoke = new RevokeBody(
                List.of(new RevokeBody.Item(certificate.serialNumber(), CrlReason.KEY_COMPROMISE, Optional.empty())));
        Order order = vault.office.order(OrderKind.REVOKE, Optional.of(TestOffice.ROOT), revoke, vault.now());
        return vault.office.approved(order, vault.now(), vault.office.examiner, vault.office.approver);
    }

    /// The digest of the folded state, once the first CRL is there and nothing more happens by itself.
    private static Bytes state(TestVault vault) {
        while (vault.authority.facts().authorities().get(0).lastCrl().isEmpty()) {
            Thread.onSpinWait();
        }
        return vault.authority.ask(state -> joined(state).sha256());
    }

    private static Bytes joined(AuthorityState state) {
        FeedMaker feed = new FeedMaker(state.installation(), digest -> Bytes.EMPTY);
        byte[] all = new byte[0];
        for (Bytes piece : StateSnapshot.write(state, feed)) {
            int at = all.length;
            all = java.util.Arrays.copyOf(all, at + piece.length());
            piece.copyTo(all, at);
        }
        return Bytes.wrap(all);
    }

    private static Path file(TestVault vault) {
        return vault.folder.resolve("vault.sealed.snapshot");
    }

    private static TestVault filled(String name, List<SignedOrder> settled) {
        TestVault vault = TestVault.found(
                name, List.of(TestVault.profile(ProfileKind.INTERNAL_SERVER).id()));
        vault.makeRoot();
        Digest profile = vault.putProfile(ProfileKind.INTERNAL_SERVER);
        SignedOrder issue = vault.office.issue(TestOffice.ROOT, List.of(item(profile), item(profile)), vault.now());
        List<Digest> digests = vault.done(issue);
        SignedOrder revoke = revoke(vault, vault.certificate(digests.get(0)));
        vault.done(revoke);
        settled.add(issue);
        settled.add(revoke);
        return vault;
    }

    @Test
    void startsFromTheSnapshotWithTheSameState() throws IOException {
        List<SignedOrder> settled = new java.util.ArrayList<>();
        try (TestVault vault = filled("snapshot", settled)) {
            Bytes before = state(vault);
            vault.authority.close();
            assertThat(Files.size(file(vault))).isGreaterThan(1_000);
            // Entries before the snapshot are not read: without them the vault starts all the same.
            try (var owner = vault.asOwner()) {
                owner.useTransaction(tx ->
                        tx.handle().execute("DELETE FROM issuing.entry_groups WHERE first_index BETWEEN 1 AND 5"));
            }
            vault.open();
            assertThat(state(vault)).isEqualTo(before);
            // A settled order is answered as it was, and the filing stays spent.
            assertThat(vault.submit(settled.get(0)).result()).isInstanceOf(Outcome.Result.Done.class);
            Digest profile = TestVault.profile(ProfileKind.INTERNAL_SERVER).digest();
            assertThat(vault.done(vault.office.issue(TestOffice.ROOT, List.of(item(profile)), vault.now())))
                    .hasSize(1);
        }
    }

    @Test
    void readsTheWholeChainWhenTheFileIsNotTheOneThatWasSealed() throws IOException {
        try (TestVault vault = filled("snapshotchanged", new java.util.ArrayList<>())) {
            Bytes before = state(vault);
            vault.authority.close();
            byte[] octets = Files.readAllBytes(file(vault));
            octets[octets.length - 1] ^= 1;
            Files.write(file(vault), octets);
            vault.open();
            assertThat(state(vault)).isEqualTo(before);
        }
    }
}
