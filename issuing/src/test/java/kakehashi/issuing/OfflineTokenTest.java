package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import kakehashi.authority.OrderRule;
import kakehashi.contract.CaBody;
import kakehashi.contract.CrlBody;
import kakehashi.contract.Digest;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.SignedOrder;
import kakehashi.keys.Token;
import kakehashi.ledger.Feed;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.Oid;
import org.junit.jupiter.api.Test;

/// A CA whose keys lie in a token of their own, which is open for ceremonies only.
class OfflineTokenTest {
    private static final String SETTINGS = "token = \"offline\"\n" + TestVault.ROOT_SETTINGS + "expired = \"stays\"\n";

    private static BigInteger crlNumber(TestVault vault) {
        return vault.authority.<BigInteger>askCommitted(
                state -> state.find(TestOffice.ROOT).orElseThrow().crlNumber());
    }

    private static SignedOrder crl(TestVault vault) {
        var order = vault.office.order(OrderKind.CRL, Optional.of(TestOffice.ROOT), CrlBody.FULL, vault.now());
        return vault.office.approved(order, vault.now(), vault.office.operator);
    }

    private static void waits(TestVault vault, SignedOrder order) {
        Outcome outcome = vault.submit(order);
        assertThat(outcome.entry()).isEmpty();
        assertThat(outcome.result())
                .isEqualTo(new Outcome.Result.Refused(List.of(new Outcome.Refusal(OrderRule.TOKEN_NOT_OPEN.id(), 0))));
    }

    @Test
    void keepsOrdersOfAnOfflineCaUntilItsTokenIsOpen() {
        try (TestVault vault = TestVault.found("offline", List.of());
                Token offline = vault.makeToken("offline")) {
            int own = vault.token.keys().size();
            SignedOrder key = vault.keyOrder(SETTINGS);
            waits(vault, key);

            vault.reopen(Map.of("offline", offline));
            Digest made = vault.done(key).getFirst();
            assertThat(offline.keys()).hasSize(1);
            assertThat(vault.token.keys()).hasSize(own);
            vault.makeRoot(made, offline);
            assertThat(vault.done(crl(vault))).hasSize(2);

            staysAway(vault, offline);
            comesByItself(vault, offline);
        }
    }

    private static void staysAway(TestVault vault, Token offline) {
        vault.reopen(Map.of());
        BigInteger before = crlNumber(vault);
        vault.clock.advance(Duration.ofDays(2));
        // The group at work knows the time at which it began; those after it the new one.
        assertThat(List.of(crlNumber(vault), crlNumber(vault))).containsOnly(before);
        SignedOrder crl = crl(vault);
        waits(vault, crl);
        waits(vault, vault.keyOrder(SETTINGS));
        // Nothing that needs the key is begun, and no number is spent, though a list is due.
        assertThat(crlNumber(vault)).isEqualTo(before);
        assertThat(vault.authority.facts().authorities()).hasSize(1);
        assertThat(vault.authority.scrub()).isEmpty();

        vault.reopen(Map.of("offline", offline));
        assertThat(vault.done(crl)).hasSize(2);
        assertThat(crlNumber(vault)).isGreaterThan(before);
        assertThat(vault.authority.review().findings()).isEmpty();
    }

    /// The last list of a CA that ended while its token was away, over two starts.
    private static void comesByItself(TestVault vault, Token offline) {
        vault.reopen(Map.of());
        BigInteger before = crlNumber(vault);
        vault.done(vault.supervised(
                OrderKind.CA, Optional.of(TestOffice.ROOT), new CaBody.End(CrlReason.CESSATION_OF_OPERATION)));
        vault.reopen(Map.of());
        assertThat(crlNumber(vault)).isEqualTo(before);
        assertThat(owes(vault)).isTrue();

        vault.reopen(Map.of("offline", offline));
        while (owes(vault)) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(crlNumber(vault)).isEqualTo(before.add(BigInteger.ONE));
        List<Crl> last = vault.database.inTransaction(tx -> VaultStore.newestCrls(tx.handle(), TestOffice.ROOT).stream()
                .map(digest -> Feed.file(tx, digest.octets()).orElseThrow())
                .map(der -> Crl.parse(der).orElseThrow())
                .toList());
        assertThat(last).hasSize(2);
        // RFC 5280, section 4.1.2.5: "no well-defined expiration date".
        assertThat(last)
                .allSatisfy(crl -> assertThat(crl.nextUpdate()).contains(Instant.parse("9999-12-31T23:59:59Z")))
                // X.509, expiredCertsOnCRL: what expired since the CA's beginning is still there.
                .allSatisfy(crl ->
                        assertThat(crl.extensions().find(Oid.of("2.5.29.60"))).isPresent());
        assertThat(vault.authority.scrub()).isEmpty();
        assertThat(vault.authority.review().findings()).isEmpty();
    }

    private static boolean owes(TestVault vault) {
        return vault.authority.<Boolean>askCommitted(
                state -> state.find(TestOffice.ROOT).orElseThrow().owesCrl());
    }
}
