package kakehashi.demo;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.Filing;
import kakehashi.contract.Genesis;
import kakehashi.contract.Id;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Keys;
import kakehashi.contract.Order;
import kakehashi.contract.OrderBody;
import kakehashi.contract.OrderKind;
import kakehashi.contract.RelyingParty;
import kakehashi.contract.Role;
import kakehashi.contract.Rules;
import kakehashi.contract.Salt;
import kakehashi.contract.Scope;
import kakehashi.contract.Signed;
import kakehashi.contract.SignedOrder;
import kakehashi.keys.Signer;
import kakehashi.keys.Token;
import kakehashi.x509.Bytes;

/// The people of an installation in the demonstration: custodians, an LRA clerk, RA and IA officers, and what they
/// file and approve. They act as real ones do, by signed statements; only nobody is asked.
final class DemoOffice {
    private static final int CUSTODIANS = 3;
    private static final long LIFE = Duration.ofDays(30).toSeconds();
    private static final SecureRandom CHANCE = new SecureRandom();

    private final List<Signer> custodians;
    private final DemoPerson clerk;
    private final DemoPerson examiner;
    private final DemoPerson approver;
    private final List<DemoPerson> supervisors;
    private final Scope scope;
    private final Id office = DemoPerson.id("office");
    private Digest installation;

    /// @param token the officers' own token
    DemoOffice(Token token, Scope scope) {
        this.scope =
                new Scope(scope.authorities(), scope.profiles(), List.of(office), scope.subtrees(), scope.domains());
        this.custodians = IntStream.range(0, CUSTODIANS)
                .mapToObj(i -> DemoPerson.signer(token, "custodian " + i))
                .toList();
        this.clerk = DemoPerson.of("LRA 受付 佐藤", Role.LRA_CLERK, token);
        this.examiner = DemoPerson.of("RA 審査 鈴木", Role.RA_EXAMINER, token);
        this.approver = DemoPerson.of("RA 承認 高橋", Role.RA_APPROVER, token);
        this.supervisors = List.of(
                DemoPerson.of("IA 責任者 田中", Role.IA_SUPERVISOR, token),
                DemoPerson.of("IA 責任者 伊藤", Role.IA_SUPERVISOR, token),
                DemoPerson.of("IA 責任者 渡辺", Role.IA_SUPERVISOR, token));
    }

    void workFor(Digest founded) {
        installation = founded;
    }

    /// The public key by which the RA's approver approves.
    Bytes approversKey() {
        return approver.approving().signer().credential().key().der();
    }

    List<kakehashi.x509.SubjectPublicKeyInfo> custodianKeys() {
        return custodians.stream().map(Signer::publicKey).toList();
    }

    List<CustodianSignature> custodiansSign(Bytes statement) {
        return custodians.stream()
                .map(key -> new CustodianSignature(Digest.of(key.publicKey().der()), key.sign(statement)))
                .toList();
    }

    /// What custodians and officers set down at the ceremony.
    Genesis genesis(String name, Keys keys, Id node, Instant now) {
        List<DemoPerson> people = new ArrayList<>(List.of(clerk, examiner, approver));
        people.addAll(supervisors);
        List<Bytes> enrolments = new ArrayList<>();
        people.forEach(person -> enrolments.addAll(person.enrolments(now)));
        return new Genesis(
                random(Genesis.NONCE_OCTETS),
                name,
                "demo.kakehashi.invalid/" + random(4),
                List.of(node),
                keys,
                rules(),
                people.stream()
                        .map(person -> person.officer(scope, now.plus(Duration.ofDays(365))))
                        .toList(),
                enrolments,
                now);
    }

    private static Rules rules() {
        List<Rules.Rule> rules = new ArrayList<>();
        for (OrderKind kind : OrderKind.values()) {
            rules.add(
                    switch (kind) {
                        case ISSUE, REVOKE, SUSPEND, RESUME ->
                            rule(kind, need(Role.RA_EXAMINER, 1), need(Role.RA_APPROVER, 1));
                        case CRL -> rule(kind, need(Role.IA_SUPERVISOR, 1));
                        case RULES, KEYS -> rule(kind, need(Role.IA_SUPERVISOR, 3));
                        case OFFICER, PROFILE, AUTHORISATION, CA, CROSS_CERTIFICATE, RELYING_PARTY_POLICY, ERASE ->
                            rule(kind, need(Role.IA_SUPERVISOR, 2));
                    });
        }
        return new Rules(
                rules,
                List.of(new Rules.Exclusive(Role.RA_EXAMINER, Role.RA_APPROVER)),
                new RelyingParty("filing.demo.invalid", "https://filing.demo.invalid"),
                new RelyingParty("approval.demo.invalid", "https://approval.demo.invalid"),
                new RelyingParty("client.invalid", "https://client.invalid"));
    }

    private static Rules.Rule rule(OrderKind kind, Rules.Need... needs) {
        return new Rules.Rule(kind, Optional.empty(), List.of(needs), LIFE, Optional.empty());
    }

    private static Rules.Need need(Role role, long persons) {
        return new Rules.Need(role, persons, 1);
    }

    /// An order that two supervisors approve.
    SignedOrder supervised(OrderKind kind, Optional<Id> authority, OrderBody body, Instant now) {
        return approved(
                order(kind, authority, Optional.empty(), body, now), Optional.empty(), now, supervisors.subList(0, 2));
    }

    /// An order that examiner and approver of the registration authority approve.
    SignedOrder registered(OrderKind kind, Id authority, OrderBody body, Instant now) {
        Order order = order(kind, Optional.of(authority), Optional.empty(), body, now);
        return approved(order, Optional.empty(), now, List.of(examiner, approver));
    }

    /// A filing of the clerk, and the order that carries it out with both approvals.
    SignedOrder issue(Id authority, List<IssueBody.Item> items, Instant now) {
        return issue(authority, items, now, List.of(examiner, approver));
    }

    /// The same with one approval only, and another that somebody forged: the examiner's, said to be the
    /// approver's.
    SignedOrder forged(Id authority, List<IssueBody.Item> items, Instant now) {
        SignedOrder honest = issue(authority, items, now, List.of(examiner));
        Order order = Order.parse(honest.order()).orElseThrow();
        Signed approval = approver.approving().approve(order, approver.role(), now);
        Signed forgery = new Signed(approval.statement(), approval.credential(), new Signed.Proof.Key(random(70)));
        return honest.with(forgery);
    }

    private SignedOrder issue(Id authority, List<IssueBody.Item> items, Instant now, List<DemoPerson> approvers) {
        Filing filing = new Filing(
                installation,
                new Id(random(Id.OCTETS)),
                new Salt(random(Salt.OCTETS)),
                office,
                clerk.approving().officer(),
                items.stream().map(item -> Digest.of(item.request())).toList(),
                now,
                now.plusSeconds(LIFE));
        Signed filed = clerk.filing().sign(filing);
        Order order = order(
                OrderKind.ISSUE,
                Optional.of(authority),
                Optional.of(Digest.of(filed.statement())),
                new IssueBody(items),
                now);
        return approved(order, Optional.of(filed), now, approvers);
    }

    private Order order(OrderKind kind, Optional<Id> authority, Optional<Digest> filing, OrderBody body, Instant now) {
        return new Order(
                installation,
                new Id(random(Id.OCTETS)),
                new Salt(random(Salt.OCTETS)),
                kind,
                authority,
                filing,
                Optional.empty(),
                now,
                now.plusSeconds(LIFE),
                body.der());
    }

    private static SignedOrder approved(Order order, Optional<Signed> filed, Instant now, List<DemoPerson> approvers) {
        SignedOrder signed = SignedOrder.of(order, filed);
        for (DemoPerson person : approvers) {
            signed = signed.with(person.approving().approve(order, person.role(), now));
        }
        return signed;
    }

    static Bytes random(int octets) {
        byte[] bytes = new byte[octets];
        CHANCE.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
