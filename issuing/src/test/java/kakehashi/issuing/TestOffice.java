package kakehashi.issuing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Approval;
import kakehashi.contract.Credential;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.Digest;
import kakehashi.contract.Enrolment;
import kakehashi.contract.Filing;
import kakehashi.contract.Genesis;
import kakehashi.contract.Id;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Keys;
import kakehashi.contract.Officer;
import kakehashi.contract.Order;
import kakehashi.contract.OrderBody;
import kakehashi.contract.OrderKind;
import kakehashi.contract.RelyingParty;
import kakehashi.contract.Request;
import kakehashi.contract.Role;
import kakehashi.contract.Rules;
import kakehashi.contract.Salt;
import kakehashi.contract.Scope;
import kakehashi.contract.Signed;
import kakehashi.contract.SignedOrder;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertificationRequestBuilder;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.ToBeSigned;

/// The officers and custodians of a test installation, with keys of their own, and what they sign.
final class TestOffice {
    /// A second node of the vault.
    static final Id STANDBY = id("standby");

    static final Id ROOT = id("root");
    static final Id SUB = id("sub");
    static final Id OFFICE = id("office");
    static final Name SUBTREE = Name.of("C=JP");

    private static final SecureRandom CHANCE = new SecureRandom();

    /// An officer with a key for approvals in the client, one at the portal, and one for filings.
    static final class Person {
        final String name;
        final Role role;
        final TestKey client = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        final TestKey portal = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        final TestKey filing = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);

        Person(String name, Role role) {
            this.name = name;
            this.role = role;
        }

        Id officer() {
            return id("officer " + name);
        }

        Id credential(String which) {
            return id(which + " of " + name);
        }

        Credential client() {
            return credential("client", Credential.Use.APPROVAL, Credential.Display.CLIENT, client);
        }

        Credential portal() {
            return credential("portal", Credential.Use.APPROVAL, Credential.Display.PORTAL, portal);
        }

        Credential filing() {
            return credential("filing", Credential.Use.FILING, Credential.Display.PORTAL, filing);
        }

        private Credential credential(String which, Credential.Use use, Credential.Display display, TestKey key) {
            return new Credential(
                    credential(which),
                    use,
                    display,
                    Credential.Algorithm.ECDSA_P256_SHA256,
                    key.publicKey(),
                    Optional.empty());
        }

        Officer record(Scope scope, Instant notAfter) {
            return new Officer(
                    officer(),
                    id("person " + name),
                    Officer.nameDigest(salt(), name),
                    List.of(role),
                    scope,
                    List.of(client(), portal(), filing()),
                    notAfter);
        }

        Salt salt() {
            return new Salt(Bytes.wrap(name.getBytes(StandardCharsets.UTF_8)).sha256());
        }

        List<Bytes> enrolments(Optional<Digest> installation, Instant now) {
            return List.of(
                    enrolment(client(), client, installation, now),
                    enrolment(portal(), portal, installation, now),
                    enrolment(filing(), filing, installation, now));
        }

        private Bytes enrolment(Credential credential, TestKey key, Optional<Digest> installation, Instant now) {
            Bytes statement = new Enrolment(installation, id("person " + name), credential, now).der();
            return signed(statement, credential.credential(), key).der();
        }
    }

    final List<TestKey> custodians = List.of(
            TestKey.generate(SignatureAlgorithm.ED25519),
            TestKey.generate(SignatureAlgorithm.ED25519),
            TestKey.generate(SignatureAlgorithm.ED25519));
    final Person clerk = new Person("clerk", Role.LRA_CLERK);
    final Person examiner = new Person("examiner", Role.RA_EXAMINER);
    final Person approver = new Person("approver", Role.RA_APPROVER);
    final Person operator = new Person("operator", Role.IA_OPERATOR);
    final Person supervisor = new Person("supervisor", Role.IA_SUPERVISOR);
    final Person second = new Person("second supervisor", Role.IA_SUPERVISOR);
    final Person third = new Person("third supervisor", Role.IA_SUPERVISOR);
    final Scope scope;
    Digest installation;

    TestOffice(List<Id> profiles) {
        this.scope = new Scope(
                List.of(ROOT, SUB), profiles, List.of(OFFICE), List.of(SUBTREE), List.of(".go.jp", ".example.jp"));
    }

    static Id id(String name) {
        return new Id(Bytes.wrap(name.getBytes(StandardCharsets.UTF_8)).sha256().slice(0, 16));
    }

    static Id chance() {
        return new Id(random(16));
    }

    static Bytes random(int octets) {
        byte[] bytes = new byte[octets];
        CHANCE.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    List<Person> persons() {
        return List.of(clerk, examiner, approver, operator, supervisor, second, third);
    }

    List<SubjectPublicKeyInfo> custodianKeys() {
        return custodians.stream().map(TestKey::publicKey).toList();
    }

    List<CustodianSignature> custodiansSign(Bytes statement, int how) {
        return custodians.stream()
                .limit(how)
                .map(key -> new CustodianSignature(Digest.of(key.publicKey().der()), key.sign(statement)))
                .toList();
    }

    static Rules rules() {
        List<Rules.Rule> rules = new ArrayList<>();
        for (OrderKind kind : OrderKind.values()) {
            rules.add(
                    switch (kind) {
                        case ISSUE, RESUME ->
                            rule(kind, Optional.empty(), need(Role.RA_EXAMINER, 1, 0), need(Role.RA_APPROVER, 1, 1));
                        case REVOKE, SUSPEND ->
                            rule(
                                    kind,
                                    Optional.of(new Rules.Alone(Role.IA_OPERATOR, 3)),
                                    need(Role.RA_EXAMINER, 1, 0),
                                    need(Role.RA_APPROVER, 1, 0));
                        case CRL -> rule(kind, Optional.empty(), need(Role.IA_OPERATOR, 1, 0));
                        case RULES, KEYS -> rule(kind, Optional.empty(), need(Role.IA_SUPERVISOR, 3, 3));
                        case OFFICER, PROFILE, AUTHORISATION, CA, CROSS_CERTIFICATE, RELYING_PARTY_POLICY, ERASE ->
                            rule(kind, Optional.empty(), need(Role.IA_SUPERVISOR, 2, 2));
                    });
        }
        return new Rules(
                rules,
                List.of(new Rules.Exclusive(Role.RA_EXAMINER, Role.RA_APPROVER)),
                new RelyingParty("filing.example.jp", "https://filing.example.jp"),
                new RelyingParty("approval.example.jp", "https://approval.example.jp"),
                new RelyingParty("client.invalid", "https://client.invalid"));
    }

    static Rules.Rule rule(OrderKind kind, Optional<Rules.Alone> alone, Rules.Need... needs) {
        return new Rules.Rule(kind, Optional.empty(), List.of(needs), 7_776_000, alone);
    }

    static Rules.Need need(Role role, long persons, long fromClient) {
        return new Rules.Need(role, persons, fromClient);
    }

    Genesis genesis(Keys keys, Id node, Instant now) {
        List<Bytes> enrolments = new ArrayList<>();
        persons().forEach(person -> enrolments.addAll(person.enrolments(Optional.empty(), now)));
        return new Genesis(
                random(32),
                "test",
                "kakehashi.test",
                List.of(node, STANDBY),
                keys,
                rules(),
                persons().stream()
                        .map(person -> person.record(scope, now.plus(Duration.ofDays(3650))))
                        .toList(),
                enrolments,
                now);
    }

    static Signed signed(Bytes statement, Id credential, TestKey key) {
        return new Signed(statement, credential, new Signed.Proof.Key(key.sign(statement)));
    }

    Order order(OrderKind kind, Optional<Id> authority, OrderBody body, Instant now) {
        return new Order(
                installation,
                chance(),
                new Salt(random(32)),
                kind,
                authority,
                Optional.empty(),
                Optional.empty(),
                now,
                now.plus(Duration.ofDays(7)),
                body.der());
    }

    Signed approve(Order order, Person person, Instant now) {
        return vote(order, person, Approval.Decision.APPROVE, now);
    }

    Signed vote(Order order, Person person, Approval.Decision decision, Instant now) {
        Approval approval = new Approval(
                order.installation(),
                Digest.of(order.der()),
                order.expiresAt(),
                person.role,
                decision,
                person.officer(),
                now);
        return signed(approval.der(), person.credential("client"), person.client);
    }

    SignedOrder approved(Order order, Instant now, Person... persons) {
        SignedOrder signed = SignedOrder.of(order, Optional.empty());
        for (Person person : persons) {
            signed = signed.with(approve(order, person, now));
        }
        return signed;
    }

    /// An item of an issue order with a request by its own key.
    static IssueBody.Item item(Digest profile, Name subject, List<GeneralName> names, TestKey key) {
        Request request = new Request(
                new Salt(random(32)), profile, subject, names, Optional.empty(), Optional.empty(), Optional.empty());
        ToBeSigned pkcs10 =
                new CertificationRequestBuilder(subject, key.publicKey()).toBeSigned(SignatureAlgorithm.ECDSA_SHA256);
        return new IssueBody.Item(
                request.der(),
                key.publicKey(),
                new IssueBody.Possession.Pkcs10(pkcs10.signed(key.sign(pkcs10.content()))));
    }

    /// A filing of the clerk and the order that carries it out, approved by examiner and approver.
    SignedOrder issue(Id authority, List<IssueBody.Item> items, Instant now) {
        return issue(authority, items, now, examiner, approver);
    }

    SignedOrder issue(Id authority, List<IssueBody.Item> items, Instant now, Person... persons) {
        Filing filing = new Filing(
                installation,
                chance(),
                new Salt(random(32)),
                OFFICE,
                clerk.officer(),
                items.stream().map(item -> Digest.of(item.request())).toList(),
                now,
                now.plus(Duration.ofDays(30)));
        Signed filed = signed(filing.der(), clerk.credential("filing"), clerk.filing);
        Order order = new Order(
                installation,
                chance(),
                new Salt(random(32)),
                OrderKind.ISSUE,
                Optional.of(authority),
                Optional.of(Digest.of(filing.der())),
                Optional.empty(),
                now,
                now.plus(Duration.ofDays(7)),
                new IssueBody(items).der());
        SignedOrder signed = SignedOrder.of(order, Optional.of(filed));
        for (Person person : persons) {
            signed = signed.with(approve(order, person, now));
        }
        return signed;
    }
}
