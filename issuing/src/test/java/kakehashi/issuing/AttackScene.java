package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.authority.OrderRule;
import kakehashi.contract.Approval;
import kakehashi.contract.Digest;
import kakehashi.contract.Filing;
import kakehashi.contract.Id;
import kakehashi.contract.IssueBody;
import kakehashi.contract.OfficerBody;
import kakehashi.contract.Order;
import kakehashi.contract.OrderBody;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.Request;
import kakehashi.contract.Role;
import kakehashi.contract.Salt;
import kakehashi.contract.Scope;
import kakehashi.contract.Signed;
import kakehashi.contract.SignedOrder;
import kakehashi.ledger.EmbeddedServer;
import kakehashi.profiles.ProfileKind;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequestBuilder;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.ToBeSigned;

/// A working vault with a root and a profile for servers, and the hands of somebody who tries to deceive it.
final class AttackScene implements AutoCloseable {
    final TestVault vault;
    final TestOffice office;
    final Certificate root;
    final Digest profile;

    /// The same scene over another database.
    AttackScene(TestVault vault, AttackScene before) {
        this.vault = vault;
        this.office = before.office;
        this.root = before.root;
        this.profile = before.profile;
    }

    private AttackScene(TestVault vault) {
        this.vault = vault;
        this.office = vault.office;
        this.root = vault.makeRoot();
        this.profile = vault.putProfile(ProfileKind.INTERNAL_SERVER);
    }

    /// The same over a server of its own.
    static AttackScene over(EmbeddedServer server, String name) {
        return new AttackScene(TestVault.found(
                server,
                name,
                List.of(TestVault.profile(ProfileKind.INTERNAL_SERVER).id())));
    }

    /// @param more profiles that its officers may decide about, beside the servers'
    static AttackScene of(String name, ProfileKind... more) {
        List<Id> profiles = Stream.concat(Stream.of(ProfileKind.INTERNAL_SERVER), Stream.of(more))
                .map(kind -> TestVault.profile(kind).id())
                .toList();
        return new AttackScene(TestVault.found(name, profiles));
    }

    Instant now() {
        return vault.now();
    }

    /// What every server's subject has beside its common name.
    static final Name ORGANISATION =
            TestVault.profile(ProfileKind.INTERNAL_SERVER).subject().written(Name.of("O=Japanese Government,C=JP"));

    static Name subject(String host) {
        return TestVault.profile(ProfileKind.INTERNAL_SERVER)
                .subject()
                .written(Name.of("CN=" + host + ",O=Japanese Government,C=JP"));
    }

    IssueBody.Item item(String host) {
        return item(host, Optional.empty(), TestKey.generate(SignatureAlgorithm.ECDSA_SHA256));
    }

    IssueBody.Item item(String host, Optional<Id> applicant, TestKey key) {
        Request request = new Request(
                new Salt(TestOffice.random(32)),
                profile,
                subject(host),
                List.of(new GeneralName.DnsName(host)),
                Optional.empty(),
                applicant,
                Optional.empty());
        // What makes one request differ from the next by the same key.
        ToBeSigned pkcs10 = new CertificationRequestBuilder(subject(host), key.publicKey())
                .challengePassword(TestOffice.random(8).toString())
                .toBeSigned(key.algorithm());
        return new IssueBody.Item(
                request.der(),
                key.publicKey(),
                new IssueBody.Possession.Pkcs10(pkcs10.signed(key.sign(pkcs10.content()))));
    }

    /// An order for one server with its filing, approved by these.
    SignedOrder issue(IssueBody.Item item, TestOffice.Person... persons) {
        return office.issue(TestOffice.ROOT, List.of(item), now(), persons);
    }

    static Order order(SignedOrder folder) {
        return Order.parse(folder.order()).orElseThrow();
    }

    Filing filing(TestOffice.Person clerk, List<Digest> requests, Instant filedAt, Instant expiresAt) {
        return new Filing(
                office.installation,
                TestOffice.chance(),
                new Salt(TestOffice.random(32)),
                TestOffice.OFFICE,
                clerk.officer(),
                requests,
                filedAt,
                expiresAt);
    }

    Signed filed(Filing filing, TestOffice.Person clerk) {
        return TestOffice.signed(filing.der(), clerk.credential("filing"), clerk.filing);
    }

    /// An order that carries a filing out, approved by examiner and approver.
    SignedOrder carryOut(Filing filing, Signed filed, List<IssueBody.Item> items) {
        Order order = new Order(
                office.installation,
                TestOffice.chance(),
                new Salt(TestOffice.random(32)),
                OrderKind.ISSUE,
                Optional.of(TestOffice.ROOT),
                Optional.of(Digest.of(filing.der())),
                Optional.empty(),
                now(),
                now().plus(Duration.ofDays(7)),
                new IssueBody(items).der());
        return SignedOrder.of(order, Optional.of(filed))
                .with(office.approve(order, office.examiner, now()))
                .with(office.approve(order, office.approver, now()));
    }

    Order lasting(OrderKind kind, Optional<Id> ca, OrderBody body, Instant madeAt, Duration life) {
        return new Order(
                office.installation,
                TestOffice.chance(),
                new Salt(TestOffice.random(32)),
                kind,
                ca,
                Optional.empty(),
                Optional.empty(),
                madeAt,
                madeAt.plus(life),
                body.der());
    }

    static Approval approval(Order order, TestOffice.Person by, Instant at) {
        return new Approval(
                order.installation(),
                Digest.of(order.der()),
                order.expiresAt(),
                by.role,
                Approval.Decision.APPROVE,
                by.officer(),
                at);
    }

    static Approval inRole(Approval approval, Role role) {
        return new Approval(
                approval.installation(),
                approval.order(),
                approval.expiresAt(),
                role,
                approval.decision(),
                approval.officer(),
                approval.at());
    }

    static Signed byClient(Approval approval, TestOffice.Person by) {
        return TestOffice.signed(approval.der(), by.credential("client"), by.client);
    }

    static Signed byPortal(Approval approval, TestOffice.Person by) {
        return TestOffice.signed(approval.der(), by.credential("portal"), by.portal);
    }

    Signed reject(Order order, TestOffice.Person by) {
        return office.vote(order, by, Approval.Decision.REJECT, now());
    }

    /// Registers somebody new with a scope.
    TestOffice.Person hire(String name, Role role, Scope scope) {
        TestOffice.Person person = new TestOffice.Person(name, role);
        vault.done(vault.supervised(OrderKind.OFFICER, Optional.empty(), put(person, scope)));
        return person;
    }

    OfficerBody.Put put(TestOffice.Person person, Scope scope) {
        return new OfficerBody.Put(
                person.record(scope, now().plus(Duration.ofDays(365))),
                person.name,
                person.salt(),
                person.enrolments(Optional.of(office.installation), now()));
    }

    SignedOrder supervised(OrderKind kind, OrderBody body) {
        return vault.supervised(kind, Optional.empty(), body);
    }

    long count(String table) {
        return vault.database.inTransaction(tx -> tx.handle()
                .createQuery("SELECT count(*) FROM " + table)
                .mapTo(Long.class)
                .one());
    }

    long certificates() {
        return count("issuing.certificates");
    }

    long refusals() {
        return count("ledger.audit_leaf WHERE zone = 'vault' AND position('refusal'::bytea IN leaf) > 0");
    }

    /// The order is not carried out: nothing is signed, the chain does not settle it, and a leaf remembers it.
    void holds(OrderRule rule, SignedOrder order) {
        long certificates = certificates();
        long refusals = refusals();
        Outcome outcome = vault.submit(order);
        assertThat(outcome.result()).isEqualTo(refused(rule));
        assertThat(outcome.entry()).isEmpty();
        assertThat(certificates()).isEqualTo(certificates);
        assertThat(refusals()).isGreaterThan(refusals);
    }

    /// The order is settled as refused, and nothing is signed.
    void refuses(OrderRule rule, SignedOrder order) {
        long certificates = certificates();
        Outcome outcome = vault.submit(order);
        assertThat(outcome.result()).isEqualTo(refused(rule));
        assertThat(outcome.entry()).isPresent();
        assertThat(certificates()).isEqualTo(certificates);
    }

    private static Outcome.Result refused(OrderRule rule) {
        return new Outcome.Result.Refused(List.of(new Outcome.Refusal(rule.id(), 0)));
    }

    static Bytes flipped(Bytes bytes, int bit) {
        byte[] copy = bytes.toArray();
        copy[bit / 8] ^= (byte) (1 << bit % 8);
        return Bytes.wrap(copy);
    }

    @Override
    public void close() {
        vault.close();
    }
}
