package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.authority.OrderRule;
import kakehashi.contract.Authorisation;
import kakehashi.contract.AuthorisationBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Filing;
import kakehashi.contract.Id;
import kakehashi.contract.IssueBody;
import kakehashi.contract.OfficerBody;
import kakehashi.contract.Order;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.RevokeMe;
import kakehashi.contract.RevokeMeStatement;
import kakehashi.contract.Role;
import kakehashi.contract.Rules;
import kakehashi.contract.Salt;
import kakehashi.contract.Scope;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SubscriberProof;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// Filings, standing authorisations, officers and rules in the hands of somebody who wants more than he was given.
class GroundsAttackTest {
    private AttackScene scene;
    private TestOffice office;

    @BeforeEach
    void found(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
        scene = AttackScene.of("grounds_" + name.substring(0, Math.min(40, name.length())));
        office = scene.office;
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private SignedOrder filed(IssueBody.Item item, Instant at, Duration life, TestOffice.Person clerk) {
        Filing filing = scene.filing(clerk, List.of(Digest.of(item.request())), at, at.plus(life));
        return scene.carryOut(filing, scene.filed(filing, clerk), List.of(item));
    }

    @Test
    void refusesAFilingThatIsExpiredFromTheFutureOrTooLong() {
        IssueBody.Item item = scene.item("a.example.go.jp");
        Instant now = scene.now();
        scene.holds(OrderRule.FILING_EXPIRED, filed(item, now.minusSeconds(7200), Duration.ofHours(1), office.clerk));
        scene.holds(OrderRule.FILING_EXPIRED, filed(item, now, Duration.ofDays(181), office.clerk));
        scene.holds(
                OrderRule.NOT_YET_MADE, filed(item, now.plus(Duration.ofDays(400)), Duration.ofDays(9), office.clerk));
    }

    @Test
    void refusesAFilingTwiceAlsoAtTheSameMoment() {
        IssueBody.Item item = scene.item("b.example.go.jp");
        Filing filing = scene.filing(
                office.clerk,
                List.of(Digest.of(item.request())),
                scene.now(),
                scene.now().plus(Duration.ofDays(9)));
        List<java.util.concurrent.CompletableFuture<Bytes>> answers = new ArrayList<>();
        long before = scene.certificates();
        for (int i = 0; i < 5; i++) {
            answers.add(scene.vault.authority.submit(
                    scene.carryOut(filing, scene.filed(filing, office.clerk), List.of(item))
                            .der()));
        }
        answers.forEach(java.util.concurrent.CompletableFuture::join);
        assertThat(scene.certificates()).isEqualTo(before + 1);
        scene.holds(OrderRule.FILING_SPENT, scene.carryOut(filing, scene.filed(filing, office.clerk), List.of(item)));
    }

    @Test
    void refusesAnOrderThatIsNotWhatWasFiled() {
        IssueBody.Item filed = scene.item("c.example.go.jp");
        IssueBody.Item more = scene.item("d.example.go.jp");
        Filing filing = scene.filing(
                office.clerk,
                List.of(Digest.of(filed.request())),
                scene.now(),
                scene.now().plus(Duration.ofDays(9)));
        for (List<IssueBody.Item> items : List.of(List.of(more), List.of(filed, more), List.of(filed, filed))) {
            scene.holds(OrderRule.FILING_DIFFERS, scene.carryOut(filing, scene.filed(filing, office.clerk), items));
        }
        SignedOrder bare = scene.issue(filed, office.examiner, office.approver);
        scene.holds(
                OrderRule.NO_FILING,
                new SignedOrder(bare.order(), Optional.empty(), bare.approvals(), Optional.empty()));
    }

    @Test
    void refusesFilerApplicantAndApproverInOnePerson() {
        TestOffice.Person both = new TestOffice.Person("clerk and approver", Role.RA_APPROVER);
        kakehashi.contract.Officer one = both.record(office.scope, scene.now().plus(Duration.ofDays(9)));
        kakehashi.contract.Officer two = new kakehashi.contract.Officer(
                one.officer(),
                one.person(),
                one.name(),
                List.of(Role.RA_APPROVER, Role.LRA_CLERK),
                one.scope(),
                one.credentials(),
                one.notAfter());
        scene.vault.done(scene.supervised(
                OrderKind.OFFICER,
                new OfficerBody.Put(
                        two, both.name, both.salt(), both.enrolments(Optional.of(office.installation), scene.now()))));
        IssueBody.Item item = scene.item("e.example.go.jp");
        Filing filing = scene.filing(
                both,
                List.of(Digest.of(item.request())),
                scene.now(),
                scene.now().plus(Duration.ofDays(9)));
        SignedOrder order = scene.carryOut(filing, scene.filed(filing, both), List.of(item));
        SignedOrder own = new SignedOrder(
                        order.order(), order.filing(), order.approvals().subList(0, 1), Optional.empty())
                .with(office.approve(AttackScene.order(order), both, scene.now()));
        scene.holds(OrderRule.NOT_ENOUGH_APPROVALS, own);

        Id approver = TestOffice.id("person approver");
        IssueBody.Item forApprover =
                scene.item("f.example.go.jp", Optional.of(approver), TestKey.generate(SignatureAlgorithm.ECDSA_SHA256));
        scene.holds(OrderRule.NOT_ENOUGH_APPROVALS, filed(forApprover, scene.now(), Duration.ofDays(9), office.clerk));
        IssueBody.Item forClerk = scene.item(
                "g.example.go.jp",
                Optional.of(TestOffice.id("person clerk")),
                TestKey.generate(SignatureAlgorithm.ECDSA_SHA256));
        scene.holds(OrderRule.SELF_FILED, filed(forClerk, scene.now(), Duration.ofDays(9), office.clerk));
    }

    private Authorisation grant(TestKey key, long quota, long perDay, long interval) {
        return new Authorisation(
                TestOffice.chance(),
                Authorisation.Protocol.EST,
                TestOffice.ROOT,
                scene.profile,
                List.of("auto.example.go.jp"),
                key.publicKey(),
                quota,
                perDay,
                interval,
                "",
                scene.now().minusSeconds(1),
                scene.now().plus(Duration.ofDays(90)),
                Optional.of(new Authorisation.Subject(AttackScene.ORGANISATION)));
    }

    private void allow(Authorisation granted) {
        scene.vault.done(scene.supervised(OrderKind.AUTHORISATION, new AuthorisationBody.Grant(granted)));
    }

    private SignedOrder under(Authorisation granted, IssueBody.Item item) {
        Order order = new Order(
                office.installation,
                TestOffice.chance(),
                new Salt(TestOffice.random(32)),
                OrderKind.ISSUE,
                Optional.of(TestOffice.ROOT),
                Optional.empty(),
                Optional.of(granted.authorisation()),
                scene.now(),
                scene.now().plus(Duration.ofHours(1)),
                new IssueBody(List.of(item)).der());
        Bytes request = ((IssueBody.Possession.Pkcs10) item.possession()).request();
        return new SignedOrder(
                order.der(), Optional.empty(), List.of(), Optional.of(new SubscriberProof.Pkcs10(request).der()));
    }

    private IssueBody.Item auto(TestKey key) {
        return scene.item("auto.example.go.jp", Optional.empty(), key);
    }

    @Test
    void keepsTheQuotaAlsoAtTheSameMoment() {
        TestKey key = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        Authorisation granted = grant(key, 2, 9, 0);
        allow(granted);
        long before = scene.certificates();
        List<SignedOrder> orders =
                Stream.generate(() -> under(granted, auto(key))).limit(6).toList();
        orders.stream()
                .map(order -> scene.vault.authority.submit(order.der()))
                .toList()
                .forEach(java.util.concurrent.CompletableFuture::join);
        assertThat(scene.certificates()).isEqualTo(before + 2);
        scene.holds(OrderRule.AUTHORISATION_EXHAUSTED, under(granted, auto(key)));
    }

    @Test
    void keepsDayIntervalNamesKeyAndStopOfAnAuthorisation() {
        TestKey key = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        Authorisation daily = grant(key, 9, 1, 0);
        allow(daily);
        IssueBody.Item first = auto(key);
        scene.vault.done(under(daily, first));
        scene.holds(OrderRule.AUTHORISATION_EXHAUSTED, under(daily, auto(key)));
        TestKey slowKey = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        Authorisation slow = grant(slowKey, 9, 9, 3600);
        allow(slow);
        scene.vault.done(under(slow, auto(slowKey)));
        scene.holds(OrderRule.AUTHORISATION_EXHAUSTED, under(slow, auto(slowKey)));

        TestKey third = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        Authorisation open = grant(third, 9, 9, 0);
        allow(open);
        IssueBody.Item original = auto(third);
        scene.vault.done(scene.issue(original, office.examiner, office.approver));
        scene.holds(OrderRule.SUBSCRIBER_PROOF, under(open, original));
        IssueBody.Item used = auto(third);
        scene.vault.done(under(open, used));
        scene.holds(OrderRule.SUBSCRIBER_PROOF, under(open, used));
        Authorisation second = grant(third, 9, 9, 0);
        allow(second);
        scene.holds(OrderRule.SUBSCRIBER_PROOF, under(second, used));
        scene.holds(OrderRule.SUBSCRIBER_PROOF, under(open, auto(key)));
        scene.holds(
                OrderRule.SUBSCRIBER_PROOF, under(open, scene.item("other.example.go.jp", Optional.empty(), third)));
        scene.vault.done(scene.supervised(OrderKind.AUTHORISATION, new AuthorisationBody.Stop(open.authorisation())));
        scene.holds(OrderRule.NO_SUCH_AUTHORISATION, under(open, auto(third)));
    }

    /// Else one request could be refused for ever anew, each time by an entry of the chain.
    @Test
    void remembersARequestUnderAnAuthorisationThatWasRefused() {
        TestKey key = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        scene.vault.done(scene.issue(
                scene.item("first.example.go.jp", Optional.empty(), key), office.examiner, office.approver));
        Authorisation granted = grant(key, 2, 9, 0);
        allow(granted);
        IssueBody.Item refused = auto(key);
        scene.refuses(OrderRule.KEY_REUSED, under(granted, refused));
        scene.holds(OrderRule.SUBSCRIBER_PROOF, under(granted, refused));
        scene.refuses(OrderRule.KEY_REUSED, under(granted, auto(key)));
        scene.holds(OrderRule.AUTHORISATION_EXHAUSTED, under(granted, auto(key)));
        assertThat(scene.vault.authority.review().findings()).isEmpty();
    }

    @Test
    void grantsNothingBeyondTheScopeOfWhoGrants() {
        Authorisation granted = new Authorisation(
                TestOffice.chance(),
                Authorisation.Protocol.EST,
                TestOffice.ROOT,
                scene.profile,
                List.of("www.bank.test"),
                TestKey.generate(SignatureAlgorithm.ECDSA_SHA256).publicKey(),
                2,
                2,
                0,
                "",
                scene.now(),
                scene.now().plus(Duration.ofDays(90)),
                Optional.of(new Authorisation.Subject(AttackScene.ORGANISATION)));
        scene.holds(
                OrderRule.NOT_ENOUGH_APPROVALS,
                scene.supervised(OrderKind.AUTHORISATION, new AuthorisationBody.Grant(granted)));
    }

    private Certificate issued(TestKey key, String host) {
        IssueBody.Item item = scene.item(host, Optional.empty(), key);
        return scene.vault.certificate(scene.vault
                .done(scene.issue(item, office.examiner, office.approver))
                .get(0));
    }

    private SignedOrder revoke(List<Certificate> certificates, Optional<Instant> invalidity) {
        RevokeBody body = new RevokeBody(certificates.stream()
                .map(c -> new RevokeBody.Item(c.serialNumber(), CrlReason.KEY_COMPROMISE, invalidity))
                .toList());
        Order order =
                scene.lasting(OrderKind.REVOKE, Optional.of(TestOffice.ROOT), body, scene.now(), Duration.ofHours(1));
        return SignedOrder.of(order, Optional.empty());
    }

    @Test
    void letsAKeyRevokeItsOwnCertificateOnly() {
        TestKey key = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        TestKey thief = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        Certificate certificate = issued(key, "h.example.go.jp");
        Bytes statement = new RevokeMeStatement(
                        office.installation,
                        TestOffice.ROOT,
                        certificate.serialNumber(),
                        RevokeMeStatement.Reason.KEY_COMPROMISE)
                .der();
        SignedOrder order = revoke(List.of(certificate), Optional.empty());
        scene.holds(OrderRule.SUBSCRIBER_PROOF, by(order, statement, thief));
        scene.holds(
                OrderRule.SUBSCRIBER_PROOF,
                by(revoke(List.of(certificate), Optional.of(scene.now().minusSeconds(9999))), statement, key));
        scene.vault.done(by(order, statement, key));
    }

    private static SignedOrder by(SignedOrder order, Bytes statement, TestKey key) {
        Bytes revokeMe = new RevokeMe(statement, key.sign(statement)).der();
        return new SignedOrder(
                order.order(), Optional.empty(), List.of(), Optional.of(new SubscriberProof.OwnKey(revokeMe).der()));
    }

    @Test
    void letsOneOfficerAloneRevokeAFewADay() {
        List<Certificate> certificates = Stream.of("i", "j", "k", "l")
                .map(host -> issued(TestKey.generate(SignatureAlgorithm.ECDSA_SHA256), host + ".example.go.jp"))
                .toList();
        SignedOrder all = revoke(certificates, Optional.empty());
        scene.holds(OrderRule.NOT_ENOUGH_APPROVALS, byOperator(all));
        scene.vault.done(byOperator(revoke(certificates.subList(0, 2), Optional.empty())));
        scene.vault.done(byOperator(revoke(certificates.subList(2, 3), Optional.empty())));
        scene.holds(OrderRule.NOT_ENOUGH_APPROVALS, byOperator(revoke(certificates.subList(3, 4), Optional.empty())));
    }

    private SignedOrder byOperator(SignedOrder order) {
        return order.with(office.approve(AttackScene.order(order), office.operator, scene.now()));
    }

    private SignedOrder byThree(Rules rules) {
        Order order = office.order(OrderKind.RULES, Optional.empty(), rules, scene.now());
        return office.approved(order, scene.now(), office.supervisor, office.second, office.third);
    }

    private static Rules with(OrderKind kind, Rules.Rule instead) {
        Rules rules = TestOffice.rules();
        return new Rules(
                rules.rules().stream()
                        .map(rule -> rule.kind() == kind ? instead : rule)
                        .toList(),
                rules.exclusive(),
                rules.filing(),
                rules.portal(),
                rules.client());
    }

    @Test
    void refusesRulesBelowTheFloorsAndRulesThatNobodyCanMeet() {
        scene.refuses(
                OrderRule.FLOOR,
                byThree(with(
                        OrderKind.OFFICER,
                        TestOffice.rule(
                                OrderKind.OFFICER, Optional.empty(), TestOffice.need(Role.IA_SUPERVISOR, 1, 1)))));
        for (Rules.Rule rule : List.of(
                TestOffice.rule(OrderKind.ISSUE, Optional.empty(), TestOffice.need(Role.BRIDGE_OFFICER, 1, 1)),
                TestOffice.rule(OrderKind.ISSUE, Optional.empty(), TestOffice.need(Role.RA_APPROVER, 1, 2)),
                TestOffice.rule(
                        OrderKind.ISSUE,
                        Optional.empty(),
                        TestOffice.need(Role.RA_APPROVER, 1, 1),
                        TestOffice.need(Role.RA_APPROVER, 1, 0)))) {
            scene.refuses(OrderRule.RULES_UNMEETABLE, byThree(with(OrderKind.ISSUE, rule)));
        }
        Order two = office.order(OrderKind.RULES, Optional.empty(), TestOffice.rules(), scene.now());
        scene.holds(
                OrderRule.NOT_ENOUGH_APPROVALS, office.approved(two, scene.now(), office.supervisor, office.second));
    }

    @Test
    void judgesAWaitingOrderByTheStricterOfOldAndNewRules() {
        SignedOrder waiting = scene.issue(scene.item("m.example.go.jp"), office.approver);
        Rules.Rule one = TestOffice.rule(OrderKind.ISSUE, Optional.empty(), TestOffice.need(Role.RA_APPROVER, 1, 1));
        scene.vault.done(byThree(with(OrderKind.ISSUE, one)));
        scene.holds(OrderRule.NOT_ENOUGH_APPROVALS, waiting);
        scene.vault.clock.advance(Duration.ofSeconds(2));
        assertThat(scene.vault.done(scene.issue(scene.item("n.example.go.jp"), office.approver)))
                .hasSize(1);
        SignedOrder late = scene.issue(scene.item("o.example.go.jp"), office.approver);
        scene.vault.done(byThree(TestOffice.rules()));
        scene.holds(OrderRule.NOT_ENOUGH_APPROVALS, late);
    }

    @Test
    void refusesOfficersWithExcludedRolesUsedKeysOrNoEnrolment() {
        TestOffice.Person fresh = new TestOffice.Person("fresh", Role.RA_EXAMINER);
        OfficerBody.Put good = scene.put(fresh, office.scope);
        kakehashi.contract.Officer record = good.officer();
        kakehashi.contract.Officer excluded = new kakehashi.contract.Officer(
                record.officer(),
                record.person(),
                record.name(),
                List.of(Role.RA_EXAMINER, Role.RA_APPROVER),
                record.scope(),
                record.credentials(),
                record.notAfter());
        refusesPut(OrderRule.ROLES_EXCLUDE, new OfficerBody.Put(excluded, fresh.name, fresh.salt(), good.enrolments()));
        refusesPut(OrderRule.ENROLMENT_FAULTY, new OfficerBody.Put(record, fresh.name, fresh.salt(), List.of()));
        refusesPut(OrderRule.OFFICER_FAULTY, new OfficerBody.Put(record, "x", fresh.salt(), good.enrolments()));
        for (List<kakehashi.contract.Credential> known : List.of(
                List.of(office.operator.client()),
                List.of(named(fresh.client(), office.operator.credential("client"))),
                List.of(fresh.client(), named(fresh.client(), TestOffice.id("second id"))))) {
            kakehashi.contract.Officer thief = new kakehashi.contract.Officer(
                    record.officer(),
                    record.person(),
                    record.name(),
                    record.roles(),
                    record.scope(),
                    known,
                    record.notAfter());
            refusesPut(
                    OrderRule.CREDENTIAL_KNOWN,
                    new OfficerBody.Put(thief, fresh.name, fresh.salt(), good.enrolments()));
        }
        Scope none = new Scope(List.of(), List.of(), List.of(), List.of(), List.of());
        assertThat(scene.hire("without scope", Role.RA_EXAMINER, none)).isNotNull();
    }

    private static kakehashi.contract.Credential named(kakehashi.contract.Credential credential, Id id) {
        return new kakehashi.contract.Credential(
                id,
                credential.use(),
                credential.display(),
                credential.algorithm(),
                credential.key(),
                credential.passkey());
    }

    private void refusesPut(OrderRule rule, OfficerBody.Put put) {
        scene.refuses(rule, scene.supervised(OrderKind.OFFICER, put));
    }

    @Test
    void forgetsAnOfficerWhoseTimeIsOver() throws InterruptedException {
        TestOffice.Person brief = scene.hire("brief", Role.RA_APPROVER, office.scope);
        scene.vault.clock.advance(Duration.ofDays(366));
        Thread.sleep(700);
        SignedOrder folder = scene.issue(scene.item("p.example.go.jp"), office.examiner, brief);
        scene.holds(OrderRule.NOT_ENOUGH_APPROVALS, folder);
        Outcome outcome = scene.vault.submit(
                folder.with(office.approve(AttackScene.order(folder), office.approver, scene.now())));
        assertThat(outcome.entry()).isPresent();
    }
}
