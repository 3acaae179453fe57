package kakehashi.fuzz;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.contract.Approval;
import kakehashi.contract.AuditedZone;
import kakehashi.contract.Batch;
import kakehashi.contract.Change;
import kakehashi.contract.Credential;
import kakehashi.contract.CrlBody;
import kakehashi.contract.DerValue;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Enrolment;
import kakehashi.contract.Entry;
import kakehashi.contract.Genesis;
import kakehashi.contract.HoldBody;
import kakehashi.contract.Id;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Keys;
import kakehashi.contract.Officer;
import kakehashi.contract.OfficerBody;
import kakehashi.contract.Order;
import kakehashi.contract.OrderBody;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Position;
import kakehashi.contract.RelyingParty;
import kakehashi.contract.Request;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.Role;
import kakehashi.contract.Rules;
import kakehashi.contract.Salt;
import kakehashi.contract.Scope;
import kakehashi.contract.Signed;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlReason;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;

/// Well-formed statements with which the fuzzer begins. Nothing in them is signed: parsers do not look.
final class StatementSeeds {
    private static final Digest D = Digest.ZERO;
    private static final Salt SALT = new Salt(D.octets());
    private static final Id ID = new Id(D.octets().slice(0, Id.OCTETS));
    private static final Instant NOW = Seeds.NOW;
    private static final SerialNumber SERIAL = SerialNumber.of(BigInteger.TWO);
    private static final Position POSITION = new Position(1, D);
    private static final Bytes SIGNATURE = Bytes.ofHex("3006020101020101");
    private static final Credential CREDENTIAL = new Credential(
            ID,
            Credential.Use.APPROVAL,
            Credential.Display.CLIENT,
            Credential.Algorithm.ECDSA_P256_SHA256,
            Seeds.key(),
            Optional.of(SIGNATURE));
    private static final Scope SCOPE =
            new Scope(List.of(ID), List.of(ID), List.of(ID), List.of(Name.of("C=JP")), List.of(".go.jp"));
    private static final Officer OFFICER =
            new Officer(ID, ID, D, List.of(Role.RA_APPROVER), SCOPE, List.of(CREDENTIAL), NOW);
    private static final Signed BY_KEY =
            new Signed(new Enrolment(Optional.of(D), ID, CREDENTIAL, NOW).der(), ID, new Signed.Proof.Key(SIGNATURE));

    private StatementSeeds() {}

    private static Stream<byte[]> octets(DerValue... seeds) {
        return Arrays.stream(seeds).map(seed -> seed.der().toArray());
    }

    private static Order order(OrderKind kind, OrderBody body) {
        boolean filed = kind.filing() == OrderKind.Field.MUST;
        boolean ca = kind.authority() == OrderKind.Field.MUST;
        return new Order(
                D,
                ID,
                SALT,
                kind,
                ca ? Optional.of(ID) : Optional.empty(),
                filed ? Optional.of(D) : Optional.empty(),
                Optional.empty(),
                NOW,
                NOW.plusSeconds(60),
                body.der());
    }

    static Stream<byte[]> orders() {
        Request request = new Request(
                SALT,
                D,
                Name.of("CN=花子,C=JP"),
                List.of(new GeneralName.DnsName("a.go.jp")),
                Optional.of(NOW),
                Optional.of(ID),
                Optional.of(D));
        IssueBody issue = new IssueBody(List.of(
                new IssueBody.Item(request.der(), Seeds.key(), new IssueBody.Possession.Pkcs10(SIGNATURE)),
                new IssueBody.Item(request.der(), Seeds.key(), new IssueBody.Possession.Card(BY_KEY.der()))));
        RevokeBody.Item revoked = new RevokeBody.Item(SERIAL, CrlReason.KEY_COMPROMISE, Optional.of(NOW));
        return octets(
                order(OrderKind.ISSUE, issue),
                order(OrderKind.REVOKE, new RevokeBody(List.of(revoked))),
                order(OrderKind.RESUME, new HoldBody(List.of(SERIAL))),
                order(OrderKind.CRL, CrlBody.DELTA),
                order(OrderKind.RULES, rules()),
                order(OrderKind.OFFICER, new OfficerBody.Put(OFFICER, "花子", SALT, List.of(BY_KEY.der()))));
    }

    static Stream<byte[]> signed() {
        Approval approval = new Approval(D, D, NOW, Role.RA_APPROVER, Approval.Decision.APPROVE, ID, NOW);
        Signed byPasskey = new Signed(approval.der(), ID, new Signed.Proof.Passkey(D.octets(), SIGNATURE, SIGNATURE));
        return octets(BY_KEY, byPasskey);
    }

    static Stream<byte[]> entries() {
        List<Effect> effects = List.of(
                new Effect.OrderSettled(ID, D, NOW, D, Optional.of(D), Optional.empty()),
                new Effect.Officer(OFFICER),
                new Effect.Intended(ID, SERIAL, D, D, NOW, Effect.Holder.AUTHORITY, ID, 0, 1),
                new Effect.CrlIssued(ID, BigInteger.TEN, D, 1, CrlBody.DELTA),
                new Effect.Profile(ID, D, Effect.InForce.YES),
                new Effect.Batch(1, NOW));
        return Stream.of(
                        new Entry.Cause.Genesis(D),
                        new Entry.Cause.Order(D, Optional.of(D), List.of(D), Optional.of(D)),
                        new Entry.Cause.Token(POSITION),
                        new Entry.Cause.Schedule(ID, Entry.ScheduleRule.DELTA))
                .flatMap(cause -> octets(new Entry(1, D, 2, NOW, cause, effects)));
    }

    static Stream<byte[]> batches() {
        List<Batch.Item> items = List.of(
                new Batch.Item.Status(ID, SERIAL, new Change.Issued(D, NOW)),
                new Batch.Item.Status(ID, SERIAL, new Change.Revoked(NOW, CrlReason.SUPERSEDED, Optional.of(NOW))),
                new Batch.Item.Certificate(ID, Seeds.certificate().der()),
                new Batch.Item.Crl(ID, BigInteger.TEN, D, 5),
                new Batch.Item.Withdrawn(new Batch.Withdrawal.Pair(ID)),
                new Batch.Item.State(D));
        return octets(new Batch(D, 1, D, POSITION, NOW, items));
    }

    static Stream<byte[]> geneses() {
        Keys keys = new Keys(
                Seeds.key(),
                Seeds.key(),
                List.of(new Keys.Checkpoint(AuditedZone.VAULT, Seeds.key())),
                List.of(Seeds.key()),
                2);
        return octets(new Genesis(
                D.octets(),
                "架け橋",
                "example.test",
                List.of(ID),
                keys,
                rules(),
                List.of(OFFICER),
                List.of(BY_KEY.der()),
                NOW));
    }

    private static Rules rules() {
        RelyingParty party = new RelyingParty("a.invalid", "https://a.invalid");
        Rules.Rule rule = new Rules.Rule(
                OrderKind.REVOKE,
                Optional.of(ID),
                List.of(new Rules.Need(Role.RA_APPROVER, 2, 1)),
                3_600,
                Optional.of(new Rules.Alone(Role.RA_EXAMINER, 5)));
        List<Rules.Exclusive> exclusive = List.of(new Rules.Exclusive(Role.AUDITOR, Role.IA_OPERATOR));
        return new Rules(List.of(rule), exclusive, party, party, party);
    }
}
