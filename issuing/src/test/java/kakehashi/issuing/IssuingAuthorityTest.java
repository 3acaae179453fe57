package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import kakehashi.authority.AuthorityState;
import kakehashi.contract.Digest;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Order;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.RevokeBody;
import kakehashi.ledger.Database;
import kakehashi.profiles.ProfileKind;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.Test;

class IssuingAuthorityTest {
    private static final Name SERVER = TestVault.profile(ProfileKind.INTERNAL_SERVER)
            .subject()
            .written(Name.of("CN=www.example.go.jp,O=Japanese Government,C=JP"));

    @Test
    void issuesRevokesAndListsByApprovedOrders() {
        try (TestVault vault = TestVault.found(
                "story", List.of(TestVault.profile(ProfileKind.INTERNAL_SERVER).id()))) {
            Certificate root = vault.makeRoot();
            assertThat(root.isSelfIssued()).isTrue();
            Digest profile = vault.putProfile(ProfileKind.INTERNAL_SERVER);
            TestKey key = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
            IssueBody.Item item =
                    TestOffice.item(profile, SERVER, List.of(new GeneralName.DnsName("www.example.go.jp")), key);

            List<Digest> digests = vault.done(vault.office.issue(TestOffice.ROOT, List.of(item), vault.now()));

            Certificate certificate = vault.certificate(digests.get(0));
            assertThat(certificate.subjectPublicKeyInfo()).isEqualTo(key.publicKey());
            assertThat(vault.published(digests.getFirst()))
                    .as("a profile that does not publish")
                    .isEmpty();
            RevokeBody revoke = new RevokeBody(List.of(
                    new RevokeBody.Item(certificate.serialNumber(), CrlReason.KEY_COMPROMISE, Optional.empty())));
            Order order = vault.office.order(OrderKind.REVOKE, Optional.of(TestOffice.ROOT), revoke, vault.now());
            Outcome revoked = vault.submit(
                    vault.office.approved(order, vault.now(), vault.office.examiner, vault.office.approver));
            assertThat(revoked.result()).isInstanceOf(Outcome.Result.Done.class);
            isComparedWithTheChain(vault);
        }
    }

    /// The scrubber: its tail sees an edited register, which it tells the vault of each minute, and it ends at
    /// once.
    private static void isComparedWithTheChain(TestVault vault) {
        long others = scrubbers();
        Scrubber scrubber = new Scrubber(
                vault.authority, vault.database, vault.authority.askCommitted(AuthorityState::installation));
        scrubber.start();
        try (Database owner = vault.asOwner()) {
            assertThat(scrubber.tail()).as("the whole, the first time").isEmpty();
            edit(owner, "UPDATE issuing.profiles SET in_force = NOT in_force");
            assertThat(scrubber.tail()).isPresent();
            edit(owner, "UPDATE issuing.profiles SET in_force = NOT in_force");
            assertThat(scrubber.tail()).as("and again").isEmpty();
        }
        long from = System.nanoTime();
        scrubber.close();
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
        assertThat(scrubbers()).isEqualTo(others);
    }

    private static void edit(Database owner, String sql) {
        owner.useTransaction(tx -> tx.handle().execute(sql));
    }

    private static long scrubbers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("vault-scrubber"))
                .count();
    }

    /// An item for a server of this name.
    static IssueBody.Item server(Digest profile, String host) {
        Name subject = TestVault.profile(ProfileKind.INTERNET_SERVER)
                .subject()
                .written(Name.of("CN=" + host + ",O=Japanese Government,C=JP"));
        return TestOffice.item(
                profile,
                subject,
                List.of(new GeneralName.DnsName(host)),
                TestKey.generate(SignatureAlgorithm.ECDSA_SHA256));
    }
}
