package kakehashi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlReason;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Parsed;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
    private static final Digest D = Digest.of(Bytes.EMPTY);
    private static final Id ID = Id.ofHex("00".repeat(16));
    private static final Instant AT = Instant.parse("2026-11-22T01:02:03Z");
    private static final Position P = new Position(5, D);
    private static final Head HEAD = new Head(D, 9, P);

    private static void refused(Parsed<?> parsed, String reason) {
        assertThat(parsed)
                .isInstanceOfSatisfying(
                        Parsed.Malformed.class, m -> assertThat(m.reason()).contains(reason));
    }

    private static Parsed<Head> head(String from, String to) {
        String der = HEAD.der().toString();
        assertThat(der).contains(from);
        return Head.parse(Bytes.ofHex(der.replaceFirst(from, to)));
    }

    private static Bytes der(Consumer<DerWriter> content) {
        return DerWriter.write(content);
    }

    @ParameterizedTest
    @EnumSource(
            value = Statements.class,
            names = {
                "SIGNED",
                "SIGNED_OUTCOME",
                "REQUEST",
                "SUBSCRIBER_PROOF",
                "REVOKE_ME",
                "RULES",
                "KEYS_BODY",
                "SIGNED_HEAD",
                "SIGNED_BATCH",
                "SIGNED_PULSE",
                "SIGNED_MINUTES",
                "KEY_DESTROYED",
                "SIGNED_ORDER",
                "SEALED"
            },
            mode = EnumSource.Mode.EXCLUDE)
    void refusesAnotherVersionAndAnotherLabel(Statements statement) {
        Bytes der = new Samples(3).of(statement.type).der();
        Label label = Label.of(der).orElseThrow();
        String fields = label.fields().toString();
        String hex = der.toString();
        String newer = fields.substring(0, fields.length() - 2) + "02";
        refused(statement.parse(Bytes.ofHex(hex.replaceFirst(fields, newer))), "version is not 1");
        String other = fields.replace("6b", "4b");
        refused(statement.parse(Bytes.ofHex(hex.replaceFirst(fields, other))), "label is not");
    }

    @Test
    void refusesOneStatementForAnother() {
        for (Statements one : Statements.ALL) {
            Bytes der = new Samples(11).of(one.type).der();
            Statements.ALL.stream()
                    .filter(other -> other != one && Label.of(der).isPresent())
                    .forEach(other -> assertThat(other.parse(der)).isInstanceOf(Parsed.Malformed.class));
        }
    }

    @Test
    void refusesLengthsThatAreNotDer() {
        String der = HEAD.der().toString();
        refused(Head.parse(Bytes.ofHex("3080" + der.substring(4) + "0000")), "indefinite length");
        refused(Head.parse(Bytes.ofHex("3081" + der.substring(2))), "length in more octets than needed");
        refused(
                Head.parse(der(w -> w.sequence(
                        s -> s.raw(Label.HEAD.fields()).octetString(D.octets()).raw(Bytes.ofHex("02020009"))))),
                "INTEGER in more octets than needed");
    }

    @Test
    void refusesNumbersOutsideZeroTo2To63() {
        refused(head("020109", "0201ff"), "INTEGER outside 0 to 2^63-1");
        assertThat(head("020109", "020100")).isInstanceOf(Parsed.Value.class);
        for (BigInteger number : List.of(BigInteger.ONE.shiftLeft(63), BigInteger.ONE.negate())) {
            refused(
                    Head.parse(der(w -> w.sequence(s -> s.raw(Label.HEAD.fields())
                            .octetString(D.octets())
                            .integer(number)
                            .raw(P.der())))),
                    "INTEGER outside 0 to 2^63-1");
        }
        Head most = new Head(D, Long.MAX_VALUE, P);
        assertThat(Head.parse(most.der()).orElseThrow()).isEqualTo(most);
        assertThatIllegalArgumentException().isThrownBy(() -> new Head(D, -1, P).der());
    }

    @Test
    void refusesIdentifiersOfAnotherLength() {
        refused(
                Head.parse(der(w -> w.sequence(s -> s.raw(Label.HEAD.fields()).octetString(ID.octets())))),
                "16 octets");
        assertThatIllegalArgumentException().isThrownBy(() -> new Id(D.octets()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Salt(ID.octets()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Digest(ID.octets()));
    }

    /// `YYYYMMDDHHMMSSZ` only.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "20261122010203.5Z",
                "20261122010203+0900",
                "20261122010203",
                "202611220102Z",
                "20261322010203Z",
                "20260230010203Z",
                "20261122240000Z",
                "20261122010260Z"
            })
    void refusesTimesInAnyOtherForm(String time) {
        refused(cardKey(w -> w.value(Tag.GENERALIZED_TIME, text(time))), "ime");
        refused(cardKey(w -> w.value(Tag.UTC_TIME, text("261122010203Z"))), "tag 17 instead of 18");
        assertThat(cardKey(w -> w.value(Tag.GENERALIZED_TIME, text("20261122010203Z"))))
                .isInstanceOf(Parsed.Value.class);
        assertThatIllegalArgumentException().isThrownBy(() -> new CardKey(D, ID, D, ID, AT.plusNanos(1)).der());
    }

    private static Bytes text(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Parsed<CardKey> cardKey(Consumer<DerWriter> time) {
        return CardKey.parse(der(w -> w.sequence(s -> {
            s.raw(Label.CARD_KEY.fields()).octetString(D.octets()).octetString(ID.octets());
            s.octetString(D.octets()).octetString(ID.octets());
            time.accept(s);
        })));
    }

    @Test
    void refusesListsBeyondTheirBounds() {
        Salt salt = new Salt(D.octets());
        List<Digest> many = Collections.nCopies(255, D);
        Filing filing = new Filing(D, ID, salt, ID, ID, many, AT, AT);
        assertThat(Filing.parse(filing.der()).orElseThrow()).isEqualTo(filing);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Filing(D, ID, salt, ID, ID, Collections.nCopies(256, D), AT, AT).der());
        refused(OrderBody.parse(OrderKind.ERASE, digests(256)), "list of more than 255");
        refused(OrderBody.parse(OrderKind.ERASE, digests(0)), "list of less than 1");
        assertThat(OrderBody.parse(OrderKind.ERASE, digests(255))).isInstanceOf(Parsed.Value.class);
        assertThatIllegalArgumentException().isThrownBy(() -> new HoldBody(List.of()).der());
        assertThatIllegalArgumentException().isThrownBy(() -> entry(17, 0).der());
        assertThatIllegalArgumentException().isThrownBy(() -> entry(0, 4_097).der());
        assertThat(Entry.parse(entry(16, 4_096).der())).isInstanceOf(Parsed.Value.class);
        assertThat(Batch.parse(batch(65_535).der())).isInstanceOf(Parsed.Value.class);
        assertThatIllegalArgumentException().isThrownBy(() -> batch(65_536).der());
        assertThatIllegalArgumentException().isThrownBy(() -> batch(0).der());
    }

    private static Bytes digests(int count) {
        return der(w -> w.sequenceOf(Tag.SEQUENCE, Collections.nCopies(count, D), (s, d) -> s.octetString(d.octets())));
    }

    private static Entry entry(int approvals, int effects) {
        Entry.Cause cause =
                new Entry.Cause.Order(D, Optional.empty(), Collections.nCopies(approvals, D), Optional.empty());
        return new Entry(0, D, 0, AT, cause, Collections.nCopies(effects, new Effect.Node(ID)));
    }

    private static Batch batch(int items) {
        return new Batch(D, 1, D, P, AT, Collections.nCopies(items, new Batch.Item.State(D)));
    }

    @Test
    void refusesBodiesAndStatementsBeyondTheirSize() {
        Bytes mebibyte = Bytes.wrap(new byte[Limits.BODY]);
        Bytes more = Bytes.wrap(new byte[Limits.BODY + 1]);
        Order order = order(OrderKind.ERASE, mebibyte);
        assertThat(Order.parse(order.der()).orElseThrow()).isEqualTo(order);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> order(OrderKind.ERASE, more).der());
        refused(Order.parse(Bytes.wrap(new byte[Limits.OCTETS + 1])), "more than " + Limits.OCTETS);
        refused(OrderBody.parse(OrderKind.ERASE, more), "more than " + Limits.BODY);
        refused(
                RevokeMe.parse(der(w -> w.sequence(s -> s.octetString(more).octetString(D.octets())))),
                "more than " + Limits.BODY);
        refused(Batch.parse(Bytes.wrap(new byte[Limits.LARGE + 1])), "more than " + Limits.LARGE);
    }

    private static Order order(OrderKind kind, Bytes body) {
        return new Order(
                D, ID, new Salt(D.octets()), kind, Optional.empty(), Optional.empty(), Optional.empty(), AT, AT, body);
    }

    @Test
    void refusesClientDataOfMoreThanFourKibibytes() {
        Signed most = signed(Limits.CLIENT_DATA);
        assertThat(Signed.parse(most.der()).orElseThrow()).isEqualTo(most);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> signed(Limits.CLIENT_DATA + 1).der());
    }

    private static Signed signed(int clientData) {
        Bytes octets = Bytes.wrap(new byte[clientData]);
        return new Signed(Bytes.EMPTY, ID, new Signed.Proof.Passkey(Bytes.EMPTY, octets, Bytes.EMPTY));
    }

    @Test
    void refusesSerialNumbersBelowZeroOrOfMoreThan20Octets() {
        refused(hold("0201ff"), "INTEGER below 0");
        refused(hold("0215" + "01".repeat(21)), "more than 20 octets");
        assertThat(hold("0214" + "01".repeat(20))).isInstanceOf(Parsed.Value.class);
        for (String contents : List.of("ff", "01".repeat(21), "0001", "")) {
            SerialNumber serial = new SerialNumber(Bytes.ofHex(contents));
            assertThatIllegalArgumentException().isThrownBy(() -> new HoldBody(List.of(serial)).der());
        }
    }

    private static Parsed<OrderBody> hold(String integer) {
        return OrderBody.parse(OrderKind.SUSPEND, der(w -> w.sequence(s -> s.raw(Bytes.ofHex(integer)))));
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 8, 11, 127})
    void refusesReasonsThatAreNoneToRevoke(int reason) {
        Bytes body = der(w -> w.sequence(s -> s.sequence(i -> i.integer(5).integer(reason))));
        refused(OrderBody.parse(OrderKind.REVOKE, body), "reason code " + reason);
        RevokeBody.Item item =
                new RevokeBody.Item(SerialNumber.of(BigInteger.ONE), CrlReason.REMOVE_FROM_CRL, Optional.empty());
        assertThatIllegalArgumentException().isThrownBy(() -> new RevokeBody(List.of(item)).der());
    }

    @Test
    void refusesAlternativesAndValuesThatItDoesNotKnow() {
        refused(OrderBody.parse(OrderKind.CRL, Bytes.ofHex("0a0103")), "INTEGER outside 0 to 2");
        refused(OrderBody.parse(OrderKind.OFFICER, Bytes.ofHex("8310" + "00".repeat(16))), "not an alternative");
        refused(OrderBody.parse(OrderKind.OFFICER, Bytes.ofHex("a11204100" + "0".repeat(31))), "tag a1 instead of 81");
        refused(SubscriberProof.parse(Bytes.ofHex("0400")), "not an alternative");
        refused(SubscriberProof.parse(Bytes.EMPTY), "not an alternative");
    }

    @Test
    void refusesAnItemWhoseRequestIsNone() {
        IssueBody good = new Samples(1).of(IssueBody.class);
        IssueBody.Item item = good.items().getFirst();
        IssueBody.Item bad = new IssueBody.Item(Bytes.ofHex("3000"), item.key(), item.possession());
        Parsed<OrderBody> parsed = OrderBody.parse(OrderKind.ISSUE, new IssueBody(List.of(bad)).der());
        refused(parsed, "value with tag 04 is missing");
        assertThat(item.asked().der()).isEqualTo(item.request());
    }
}
