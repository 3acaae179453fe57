package kakehashi.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
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
import kakehashi.profiles.CertificateProfile;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertificationRequestBuilder;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.ToBeSigned;

/// The officers of the installation that is measured, and the orders that they sign beforehand.
final class IssuingOffice {
    static final Id ROOT = id("root");
    static final Id NODE = id("node");
    private static final Id OFFICE = id("office");

    private final SplittableRandom chance = new SplittableRandom();
    private final List<TestKey> custodians =
            List.of(TestKey.generate(SignatureAlgorithm.ED25519), TestKey.generate(SignatureAlgorithm.ED25519));
    private final Person clerk;
    private final Person examiner;
    private final Person approver;
    private final Person supervisor;
    private final Person second;
    private final Person third;
    private final List<Person> persons;
    private final List<Id> profiles;
    private Digest installation;
    private long names;

    /// @param profiles the profiles that all may order
    /// @param keys the officers' keys, by use and name
    IssuingOffice(List<Id> profiles, Function<String, FastKey> keys) {
        this.profiles = profiles;
        this.clerk = new Person("clerk", Role.LRA_CLERK, keys);
        this.examiner = new Person("examiner", Role.RA_EXAMINER, keys);
        this.approver = new Person("approver", Role.RA_APPROVER, keys);
        this.supervisor = new Person("supervisor", Role.IA_SUPERVISOR, keys);
        this.second = new Person("second", Role.IA_SUPERVISOR, keys);
        this.third = new Person("third", Role.IA_SUPERVISOR, keys);
        this.persons = List.of(clerk, examiner, approver, supervisor, second, third);
    }

    /// An officer with one key for approvals in the client and one for filings.
    private static final class Person {
        private final String name;
        private final Role role;
        private final FastKey client;
        private final FastKey filing;

        Person(String name, Role role, Function<String, FastKey> keys) {
            this.name = name;
            this.role = role;
            this.client = keys.apply("client-" + name);
            this.filing = keys.apply("filing-" + name);
        }

        private Credential client() {
            return credential("client ", Credential.Use.APPROVAL, Credential.Display.CLIENT, client);
        }

        private Credential filing() {
            return credential("filing ", Credential.Use.FILING, Credential.Display.PORTAL, filing);
        }

        private Credential credential(String which, Credential.Use use, Credential.Display display, FastKey key) {
            return new Credential(
                    id(which + name),
                    use,
                    display,
                    Credential.Algorithm.ECDSA_P256_SHA256,
                    key.publicKey(),
                    Optional.empty());
        }

        private Id officer() {
            return id("officer " + name);
        }

        private Officer record(Scope scope, Instant notAfter) {
            byte[] salted = new byte[32 + name.length()];
            text(name).sha256().copyTo(salted, 0);
            text(name).copyTo(salted, 32);
            return new Officer(
                    officer(),
                    id("person " + name),
                    Digest.of(Bytes.wrap(salted)),
                    List.of(role),
                    scope,
                    List.of(client(), filing()),
                    notAfter);
        }

        private Bytes enrolment(Credential credential, FastKey key, Instant now) {
            Bytes statement = new Enrolment(Optional.empty(), id("person " + name), credential, now).der();
            return key.sign(statement, credential.credential()).der();
        }
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Id id(String name) {
        return new Id(text(name).sha256().slice(0, 16));
    }

    private Bytes random(int octets) {
        byte[] bytes = new byte[octets];
        chance.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    List<kakehashi.x509.SubjectPublicKeyInfo> custodianKeys() {
        return custodians.stream().map(TestKey::publicKey).toList();
    }

    List<CustodianSignature> custodiansSign(Bytes statement) {
        return custodians.stream()
                .map(key -> new CustodianSignature(Digest.of(key.publicKey().der()), key.sign(statement)))
                .toList();
    }

    Genesis genesis(Keys keys) {
        Instant now = now();
        Scope scope = new Scope(List.of(ROOT), profiles, List.of(OFFICE), List.of(Name.of("C=JP")), List.of(".go.jp"));
        List<Bytes> enrolments = new ArrayList<>();
        persons.forEach(person -> {
            enrolments.add(person.enrolment(person.client(), person.client, now));
            enrolments.add(person.enrolment(person.filing(), person.filing, now));
        });
        List<Officer> officers = persons.stream()
                .map(person -> person.record(scope, now.plus(Duration.ofDays(3650))))
                .toList();
        return new Genesis(
                random(32), "bench", "kakehashi.bench", List.of(NODE), keys, rules(), officers, enrolments, now);
    }

    /// The orders that follow are of this installation.
    void belongTo(Digest founded) {
        installation = founded;
    }

    private static Rules rules() {
        List<Rules.Rule> rules = new ArrayList<>();
        for (OrderKind kind : OrderKind.values()) {
            List<Rules.Need> needs = switch (kind) {
                case ISSUE, RESUME, REVOKE, SUSPEND ->
                    List.of(
                            new Rules.Need(Role.RA_EXAMINER, 1, 0),
                            new Rules.Need(Role.RA_APPROVER, 1, kind == OrderKind.ISSUE ? 1 : 0));
                case RULES, KEYS -> List.of(new Rules.Need(Role.IA_SUPERVISOR, 3, 3));
                case CRL, OFFICER, PROFILE, AUTHORISATION, CA, CROSS_CERTIFICATE, RELYING_PARTY_POLICY, ERASE ->
                    List.of(new Rules.Need(Role.IA_SUPERVISOR, 2, 2));
            };
            rules.add(new Rules.Rule(kind, Optional.empty(), needs, 7_776_000, Optional.empty()));
        }
        return new Rules(
                rules,
                List.of(new Rules.Exclusive(Role.RA_EXAMINER, Role.RA_APPROVER)),
                new RelyingParty("filing.example.jp", "https://filing.example.jp"),
                new RelyingParty("approval.example.jp", "https://approval.example.jp"),
                new RelyingParty("client.invalid", "https://client.invalid"));
    }

    private Order order(OrderKind kind, Optional<Id> ca, Optional<Digest> filing, OrderBody body) {
        Instant now = now();
        return new Order(
                installation,
                new Id(random(16)),
                new Salt(random(32)),
                kind,
                ca,
                filing,
                Optional.empty(),
                now,
                now.plus(Duration.ofDays(7)),
                body.der());
    }

    private SignedOrder approved(Order order, Optional<Signed> filing, Person... by) {
        SignedOrder signed = SignedOrder.of(order, filing);
        for (Person person : by) {
            Approval approval = new Approval(
                    installation,
                    Digest.of(order.der()),
                    order.expiresAt(),
                    person.role,
                    Approval.Decision.APPROVE,
                    person.officer(),
                    order.madeAt());
            signed = signed.with(
                    person.client.sign(approval.der(), person.client().credential()));
        }
        return signed;
    }

    /// An order of two supervisors.
    Bytes supervised(OrderKind kind, Optional<Id> ca, OrderBody body) {
        return approved(order(kind, ca, Optional.empty(), body), Optional.empty(), supervisor, second)
                .der();
    }

    /// An order of an examiner and an approver that revokes.
    Bytes revoke(OrderBody body) {
        return approved(
                        order(OrderKind.REVOKE, Optional.of(ROOT), Optional.empty(), body),
                        Optional.empty(),
                        examiner,
                        approver)
                .der();
    }

    /// A filing and the order that carries it out, approved twice, each item with a key and a name of its own.
    Bytes issue(CertificateProfile profile, int items) {
        List<IssueBody.Item> wanted = new ArrayList<>(items);
        for (int i = 0; i < items; i++) {
            wanted.add(item(profile));
        }
        Filing filing = new Filing(
                installation,
                new Id(random(16)),
                new Salt(random(32)),
                OFFICE,
                clerk.officer(),
                wanted.stream().map(item -> Digest.of(item.request())).toList(),
                now(),
                now().plus(Duration.ofDays(30)));
        Signed filed = clerk.filing.sign(filing.der(), clerk.filing().credential());
        Order order =
                order(OrderKind.ISSUE, Optional.of(ROOT), Optional.of(Digest.of(filing.der())), new IssueBody(wanted));
        return approved(order, Optional.of(filed), examiner, approver).der();
    }

    private IssueBody.Item item(CertificateProfile profile) {
        FastKey key = FastKey.generate();
        String host = "h" + names++ + ".example.go.jp";
        Name subject = profile.subject().written(Name.of("CN=" + host + ",O=Japanese Government,C=JP"));
        Request request = new Request(
                new Salt(random(32)),
                profile.digest(),
                subject,
                List.of(new GeneralName.DnsName(host)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        ToBeSigned pkcs10 =
                new CertificationRequestBuilder(subject, key.publicKey()).toBeSigned(SignatureAlgorithm.ECDSA_SHA256);
        return new IssueBody.Item(
                request.der(),
                key.publicKey(),
                new IssueBody.Possession.Pkcs10(pkcs10.signed(key.sign(pkcs10.content()))));
    }
}
