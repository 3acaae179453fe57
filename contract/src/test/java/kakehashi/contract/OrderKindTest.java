package kakehashi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Optional;
import kakehashi.contract.OrderKind.Client;
import kakehashi.contract.OrderKind.Field;
import kakehashi.contract.OrderKind.Reject;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlReason;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Parsed;
import kakehashi.x509.SerialNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The table of record 3.
class OrderKindTest {
    private static final Id ID = Id.ofHex("00".repeat(16));

    @ParameterizedTest
    @CsvSource({
        "ISSUE, MUST, MUST", "REVOKE, MUST, NEVER", "SUSPEND, MUST, NEVER", "RESUME, MUST, NEVER",
        "CRL, MUST, NEVER", "OFFICER, NEVER, NEVER", "PROFILE, NEVER, NEVER", "RELYING_PARTY_POLICY, NEVER, NEVER",
        "RULES, NEVER, NEVER", "AUTHORISATION, NEVER, NEVER", "CA, MUST, NEVER", "CROSS_CERTIFICATE, MUST, NEVER",
        "KEYS, NEVER, NEVER", "ERASE, NEVER, NEVER"
    })
    void asksForAnAuthorityAndAFilingAsTheTableDoes(OrderKind kind, Field authority, Field filing) {
        assertThat(kind.authority()).isEqualTo(authority);
        assertThat(kind.filing()).isEqualTo(filing);
    }

    @ParameterizedTest
    @EnumSource
    void refusesAFieldThatTheTableDoesNotAskForAndTheLackOfOneThatItDoes(OrderKind kind) {
        Order order = new Samples(5).order(kind);
        Optional<Id> otherAuthority = order.authority().isPresent() ? Optional.empty() : Optional.of(ID);
        refused(with(order, otherAuthority, order.filing(), order.authorisation()));
        refused(with(order, order.authority(), otherFiling(order), order.authorisation()));
        Optional<Id> otherAuthorisation = order.authorisation().isPresent() ? Optional.empty() : Optional.of(ID);
        refused(with(order, order.authority(), order.filing(), otherAuthorisation));
    }

    private static Optional<Digest> otherFiling(Order order) {
        return order.filing().isPresent() ? Optional.empty() : Optional.of(order.installation());
    }

    private static Order with(Order o, Optional<Id> authority, Optional<Digest> filing, Optional<Id> authorisation) {
        return new Order(
                o.installation(),
                o.order(),
                o.salt(),
                o.kind(),
                authority,
                filing,
                authorisation,
                o.madeAt(),
                o.expiresAt(),
                o.body());
    }

    /// The writer refuses it; so does the reader the same octets.
    private static void refused(Order order) {
        assertThatIllegalArgumentException().isThrownBy(order::der).withMessageContaining("order with a");
        Bytes der = DerWriter.write(w -> w.sequence(s -> {
            s.raw(Label.ORDER.fields()).octetString(order.installation().octets());
            s.octetString(order.order().octets()).octetString(order.salt().octets());
            s.raw(Bytes.ofHex(String.format("0a01%02x", order.kind().number())));
            order.authority().ifPresent(id -> s.value(0x80, id.octets()));
            order.filing().ifPresent(digest -> s.value(0x81, digest.octets()));
            order.authorisation().ifPresent(id -> s.value(0x82, id.octets()));
            s.generalizedTime(order.madeAt()).generalizedTime(order.expiresAt()).octetString(order.body());
        }));
        assertThat(Order.parse(der))
                .isInstanceOfSatisfying(
                        Parsed.Malformed.class, m -> assertThat(m.reason()).startsWith("order with a"));
    }

    @ParameterizedTest
    @EnumSource
    void aRejectEndsWhatGivesRightsAndNothingThatTakesThemAway(OrderKind kind) {
        for (int seed = 0; seed < 40; seed++) {
            OrderBody body = new Samples(seed).body(kind);
            boolean ends = switch (kind) {
                case ISSUE, RESUME, PROFILE, RELYING_PARTY_POLICY, RULES, KEYS, ERASE -> true;
                case REVOKE, SUSPEND, CRL -> false;
                case OFFICER -> body instanceof OfficerBody.Put;
                case AUTHORISATION -> body instanceof AuthorisationBody.Grant;
                case CA -> !(body instanceof CaBody.End);
                case CROSS_CERTIFICATE -> !(body instanceof CrossBody.Withdraw);
            };
            assertThat(kind.reject(body)).isEqualTo(ends ? Reject.ENDS : Reject.CHANGES_NOTHING);
        }
    }

    @Test
    void asksForClientCredentialsAsTheTableDoes() {
        for (OrderKind kind : OrderKind.values()) {
            Client expected = switch (kind) {
                case ISSUE, RESUME -> Client.ONE;
                case REVOKE, SUSPEND, CRL -> Client.NONE;
                case OFFICER, PROFILE, AUTHORISATION, CA, CROSS_CERTIFICATE, RELYING_PARTY_POLICY, RULES, KEYS, ERASE ->
                    Client.ALL;
            };
            OrderBody body = kind == OrderKind.AUTHORISATION
                    ? new AuthorisationBody.Grant(new Samples(1).of(Authorisation.class))
                    : new Samples(1).body(kind);
            assertThat(kind.client(body)).isEqualTo(expected);
        }
        assertThat(OrderKind.AUTHORISATION.client(new AuthorisationBody.Stop(ID)))
                .isEqualTo(Client.NONE);
        assertThat(OrderKind.OFFICER.client(new OfficerBody.End(ID))).isEqualTo(Client.ALL);
        SerialNumber serial = SerialNumber.of(BigInteger.TWO);
        assertThat(OrderKind.CROSS_CERTIFICATE.client(
                        new CrossBody.Withdraw(ID, serial, CrlReason.SUPERSEDED, Digest.ZERO)))
                .isEqualTo(Client.ALL);
    }
}
