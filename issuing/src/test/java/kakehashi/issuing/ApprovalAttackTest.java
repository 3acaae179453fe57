package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import kakehashi.authority.OrderRule;
import kakehashi.contract.Approval;
import kakehashi.contract.CrlBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.IssueBody;
import kakehashi.contract.OfficerBody;
import kakehashi.contract.Order;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.Role;
import kakehashi.contract.Salt;
import kakehashi.contract.Scope;
import kakehashi.contract.Signed;
import kakehashi.contract.SignedOrder;
import kakehashi.x509.Bytes;
import kakehashi.x509.Name;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Approvals that are forged, borrowed, doubled, late or somebody else's (docs/adr/0003).
class ApprovalAttackTest {
    private static AttackScene scene;
    private static TestOffice office;

    @BeforeAll
    static void found() {
        scene = AttackScene.of("approvals");
        office = scene.office;
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    private static SignedOrder half(String host) {
        return scene.issue(scene.item(host), office.examiner);
    }

    private static Approval approvers(SignedOrder folder) {
        return AttackScene.approval(AttackScene.order(folder), office.approver, scene.now());
    }

    private static void holdsWith(Signed approval, SignedOrder folder) {
        scene.holds(OrderRule.NOT_ENOUGH_APPROVALS, folder.with(approval));
    }

    @Test
    void issuesWhatBothApproved() {
        SignedOrder folder = half("good.example.go.jp");
        assertThat(scene.vault.done(folder.with(AttackScene.byClient(approvers(folder), office.approver))))
                .hasSize(1);
    }

    @Test
    void refusesAnApprovalSignedByAnotherKey() {
        SignedOrder folder = half("a.example.go.jp");
        holdsWith(
                TestOffice.signed(approvers(folder).der(), office.approver.credential("client"), office.clerk.client),
                folder);
    }

    @Test
    void refusesAnApprovalUnderAnothersCredential() {
        SignedOrder folder = half("b.example.go.jp");
        holdsWith(
                TestOffice.signed(
                        approvers(folder).der(), office.operator.credential("client"), office.operator.client),
                folder);
    }

    @Test
    void refusesEveryBitFlipOfAnApproval() {
        SignedOrder folder = half("c.example.go.jp");
        Bytes good = AttackScene.byClient(approvers(folder), office.approver).der();
        Random random = new Random(3);
        long certificates = scene.certificates();
        for (int i = 0; i < 200; i++) {
            Bytes flipped = AttackScene.flipped(good, random.nextInt(good.length() * 8));
            SignedOrder with = new SignedOrder(
                    folder.order(), folder.filing(), List.of(folder.approvals().get(0), flipped), Optional.empty());
            Outcome outcome = scene.vault.submit(with);
            assertThat(outcome.result()).isInstanceOf(Outcome.Result.Refused.class);
            assertThat(outcome.entry()).isEmpty();
        }
        assertThat(scene.certificates()).isEqualTo(certificates);
    }

    @Test
    void refusesAnOrderAlteredAfterItsApproval() {
        SignedOrder good = scene.issue(scene.item("d.example.go.jp"), office.examiner, office.approver);
        Order order = AttackScene.order(good);
        Order altered = new Order(
                order.installation(),
                order.order(),
                new Salt(TestOffice.random(32)),
                order.kind(),
                order.authority(),
                order.filing(),
                order.authorisation(),
                order.madeAt(),
                order.expiresAt(),
                order.body());
        scene.holds(
                OrderRule.NOT_ENOUGH_APPROVALS,
                new SignedOrder(altered.der(), good.filing(), good.approvals(), good.subscriber()));
    }

    @Test
    void refusesApprovalsReplayedForAnotherOrder() {
        SignedOrder one = scene.issue(scene.item("e.example.go.jp"), office.examiner, office.approver);
        SignedOrder other = scene.issue(scene.item("f.example.go.jp"));
        scene.holds(
                OrderRule.NOT_ENOUGH_APPROVALS,
                new SignedOrder(other.order(), other.filing(), one.approvals(), Optional.empty()));
    }

    @Test
    void refusesAnApprovalForAnotherInstallation() {
        SignedOrder folder = half("g.example.go.jp");
        Approval good = approvers(folder);
        Approval elsewhere = new Approval(
                Digest.of(TestOffice.random(8)),
                good.order(),
                good.expiresAt(),
                good.role(),
                good.decision(),
                good.officer(),
                good.at());
        holdsWith(AttackScene.byClient(elsewhere, office.approver), folder);
    }

    @Test
    void refusesAnOrderForAnotherInstallation() {
        Order order = new Order(
                Digest.of(TestOffice.random(8)),
                TestOffice.chance(),
                new Salt(TestOffice.random(32)),
                OrderKind.CRL,
                Optional.of(TestOffice.ROOT),
                Optional.empty(),
                Optional.empty(),
                scene.now(),
                scene.now().plus(Duration.ofDays(1)),
                CrlBody.FULL.der());
        scene.holds(OrderRule.OTHER_INSTALLATION, office.approved(order, scene.now(), office.operator));
    }

    @Test
    void refusesAnApprovalThatNamesAnotherEnd() {
        SignedOrder folder = half("h.example.go.jp");
        Approval good = approvers(folder);
        Approval longer = new Approval(
                good.installation(),
                good.order(),
                good.expiresAt().plusSeconds(1),
                good.role(),
                good.decision(),
                good.officer(),
                good.at());
        holdsWith(AttackScene.byClient(longer, office.approver), folder);
    }

    @Test
    void refusesAnApprovalInARoleThatTheOfficerDoesNotHave() {
        SignedOrder folder = half("i.example.go.jp");
        Approval asApprover = AttackScene.inRole(
                AttackScene.approval(AttackScene.order(folder), office.operator, scene.now()), Role.RA_APPROVER);
        holdsWith(AttackScene.byClient(asApprover, office.operator), folder);
    }

    @Test
    void refusesTheSamePersonTwiceByTwoCredentials() {
        Order order = office.order(
                OrderKind.OFFICER, Optional.empty(), new OfficerBody.End(office.clerk.officer()), scene.now());
        Approval approval = AttackScene.approval(order, office.supervisor, scene.now());
        SignedOrder folder = SignedOrder.of(order, Optional.empty())
                .with(AttackScene.byClient(approval, office.supervisor))
                .with(AttackScene.byPortal(approval, office.supervisor))
                .with(AttackScene.byClient(approval, office.supervisor));
        scene.holds(OrderRule.NOT_ENOUGH_APPROVALS, folder);
    }

    @Test
    void refusesTheSamePersonTwiceInTwoRoles() {
        TestOffice.Person both = new TestOffice.Person("both roles", Role.RA_EXAMINER);
        kakehashi.contract.Officer one = both.record(office.scope, scene.now().plus(Duration.ofDays(9)));
        kakehashi.contract.Officer two = new kakehashi.contract.Officer(
                one.officer(),
                one.person(),
                one.name(),
                List.of(Role.RA_EXAMINER, Role.LRA_APPROVER),
                one.scope(),
                one.credentials(),
                one.notAfter());
        OfficerBody.Put put = new OfficerBody.Put(
                two, both.name, both.salt(), both.enrolments(Optional.of(office.installation), scene.now()));
        scene.vault.done(scene.supervised(OrderKind.OFFICER, put));
        SignedOrder folder = scene.issue(scene.item("j.example.go.jp"));
        Approval approval = AttackScene.approval(AttackScene.order(folder), both, scene.now());
        scene.holds(
                OrderRule.NOT_ENOUGH_APPROVALS,
                folder.with(AttackScene.byClient(approval, both))
                        .with(AttackScene.byPortal(AttackScene.inRole(approval, Role.LRA_APPROVER), both))
                        .with(AttackScene.byPortal(AttackScene.inRole(approval, Role.RA_APPROVER), both)));
    }

    @Test
    void refusesAnIssueOrderApprovedAtThePortalOnly() {
        SignedOrder folder = scene.issue(scene.item("k.example.go.jp"));
        Order order = AttackScene.order(folder);
        scene.holds(
                OrderRule.NOT_ENOUGH_APPROVALS,
                folder.with(AttackScene.byPortal(
                                AttackScene.approval(order, office.examiner, scene.now()), office.examiner))
                        .with(AttackScene.byPortal(
                                AttackScene.approval(order, office.approver, scene.now()), office.approver)));
    }

    @Test
    void countsTheClientOfOneWhoApprovedAtThePortalBefore() {
        SignedOrder folder = half("l.example.go.jp");
        assertThat(scene.vault.done(folder.with(AttackScene.byPortal(approvers(folder), office.approver))
                        .with(AttackScene.byClient(approvers(folder), office.approver))))
                .hasSize(1);
    }

    @Test
    void refusesPortalApprovalsForAnOfficer() {
        TestOffice.Person intruder = new TestOffice.Person("intruder", Role.RA_APPROVER);
        Order order = office.order(OrderKind.OFFICER, Optional.empty(), scene.put(intruder, office.scope), scene.now());
        SignedOrder folder = office.approved(order, scene.now(), office.supervisor);
        scene.holds(
                OrderRule.NOT_ENOUGH_APPROVALS,
                folder.with(
                        AttackScene.byPortal(AttackScene.approval(order, office.second, scene.now()), office.second)));
    }

    @Test
    void refusesAnApproverOutsideHisScope() {
        Scope all = office.scope;
        List<Scope> narrow = List.of(
                new Scope(List.of(), all.profiles(), all.offices(), all.subtrees(), all.domains()),
                new Scope(all.authorities(), List.of(), all.offices(), all.subtrees(), all.domains()),
                new Scope(all.authorities(), all.profiles(), all.offices(), List.of(), all.domains()),
                new Scope(
                        all.authorities(),
                        all.profiles(),
                        all.offices(),
                        List.of(Name.of("O=Elsewhere,C=JP")),
                        all.domains()),
                new Scope(all.authorities(), all.profiles(), all.offices(), all.subtrees(), List.of("m.other.jp")));
        for (int i = 0; i < narrow.size(); i++) {
            TestOffice.Person person = scene.hire("narrow " + i, Role.RA_APPROVER, narrow.get(i));
            SignedOrder folder = half("m" + i + ".example.go.jp");
            holdsWith(
                    AttackScene.byClient(AttackScene.approval(AttackScene.order(folder), person, scene.now()), person),
                    folder);
        }
    }

    @Test
    void refusesAnEndedOfficerAndAnEndedCredential() {
        TestOffice.Person leaving = scene.hire("leaving", Role.RA_APPROVER, office.scope);
        SignedOrder waiting = half("n.example.go.jp");
        Approval approval = AttackScene.approval(AttackScene.order(waiting), leaving, scene.now());
        scene.vault.done(scene.supervised(
                OrderKind.OFFICER, new OfficerBody.EndCredential(leaving.officer(), leaving.credential("client"))));
        holdsWith(AttackScene.byClient(approval, leaving), waiting);
        scene.vault.done(scene.supervised(OrderKind.OFFICER, new OfficerBody.End(leaving.officer())));
        holdsWith(AttackScene.byPortal(approval, leaving), waiting);
    }

    @Test
    void letsAnybodyEndHisOwnCredentialAndNobodyElses() {
        TestOffice.Person careful = scene.hire("careful", Role.RA_APPROVER, office.scope);
        Id client = careful.credential("client");
        Order own = office.order(
                OrderKind.OFFICER,
                Optional.empty(),
                new OfficerBody.EndCredential(careful.officer(), client),
                scene.now());
        scene.holds(OrderRule.NOT_ENOUGH_APPROVALS, office.approved(own, scene.now(), office.operator));
        scene.vault.done(office.approved(own, scene.now(), careful));
        SignedOrder folder = half("o.example.go.jp");
        holdsWith(
                AttackScene.byClient(AttackScene.approval(AttackScene.order(folder), careful, scene.now()), careful),
                folder);
    }

    @Test
    void refusesAnOfficerWhoVotesAboutHimself() {
        Order order =
                office.order(OrderKind.OFFICER, Optional.empty(), scene.put(office.second, office.scope), scene.now());
        scene.holds(
                OrderRule.NOT_ENOUGH_APPROVALS, office.approved(order, scene.now(), office.supervisor, office.second));
        Order end = office.order(
                OrderKind.OFFICER, Optional.empty(), new OfficerBody.End(office.third.officer()), scene.now());
        SignedOrder folder = SignedOrder.of(end, Optional.empty()).with(scene.reject(end, office.third));
        scene.holds(OrderRule.NOT_ENOUGH_APPROVALS, folder.with(office.approve(end, office.supervisor, scene.now())));
    }

    @Test
    void answersAReplayAsBeforeAndRefusesOtherBytesUnderItsId() {
        SignedOrder good = scene.issue(scene.item("p.example.go.jp"), office.examiner, office.approver);
        Bytes first = scene.vault.authority.submit(good.der()).join();
        long certificates = scene.certificates();
        assertThat(scene.vault.authority.submit(good.der()).join()).isEqualTo(first);
        // Also with fewer approvals, and with none: the outcome is the order's.
        SignedOrder bare = new SignedOrder(good.order(), good.filing(), List.of(), Optional.empty());
        assertThat(scene.vault.authority.submit(bare.der()).join()).isEqualTo(first);
        SignedOrder fresh = scene.issue(scene.item("q.example.go.jp"));
        Order other = AttackScene.order(fresh);
        Order same = new Order(
                other.installation(),
                AttackScene.order(good).order(),
                other.salt(),
                other.kind(),
                other.authority(),
                other.filing(),
                other.authorisation(),
                other.madeAt(),
                other.expiresAt(),
                other.body());
        SignedOrder replay = SignedOrder.of(
                        same, fresh.filing().map(f -> Signed.parse(f).orElseThrow()))
                .with(office.approve(same, office.examiner, scene.now()))
                .with(office.approve(same, office.approver, scene.now()));
        scene.holds(OrderRule.ID_USED, replay);
        assertThat(scene.certificates()).isEqualTo(certificates);
    }

    @Test
    void endsByARejectWhatTheTableSaysAndNothingElse() {
        SignedOrder folder = scene.issue(scene.item("r.example.go.jp"), office.examiner, office.approver);
        Order order = AttackScene.order(folder);
        scene.refuses(OrderRule.REJECTED, folder.with(scene.reject(order, office.approver)));
        // Rejected once, it is over.
        assertThat(scene.vault.submit(folder).result()).isInstanceOf(Outcome.Result.Refused.class);

        Order crl = office.order(OrderKind.CRL, Optional.of(TestOffice.ROOT), CrlBody.FULL, scene.now());
        scene.vault.done(office.approved(crl, scene.now(), office.operator).with(scene.reject(crl, office.operator)));
    }

    @Test
    void doesNotLetSomebodyRejectWhoCouldNotApprove() {
        SignedOrder folder = scene.issue(scene.item("s.example.go.jp"), office.examiner, office.approver);
        Order order = AttackScene.order(folder);
        assertThat(scene.vault.done(
                        folder.with(scene.reject(order, office.clerk)).with(scene.reject(order, office.operator))))
                .hasSize(1);
        TestOffice.Person fresh = new TestOffice.Person("welcome", Role.RA_APPROVER);
        Order put = office.order(OrderKind.OFFICER, Optional.empty(), scene.put(fresh, office.scope), scene.now());
        Approval approval = AttackScene.approval(put, office.third, scene.now());
        Approval no = new Approval(
                approval.installation(),
                approval.order(),
                approval.expiresAt(),
                approval.role(),
                Approval.Decision.REJECT,
                approval.officer(),
                approval.at());
        // At the portal he could not have approved it.
        scene.vault.done(office.approved(put, scene.now(), office.supervisor, office.second)
                .with(AttackScene.byPortal(no, office.third)));
    }

    @Test
    void refusesOrdersFromTheFutureTooLongOrExpired() {
        Instant now = scene.now();
        Order future = scene.lasting(
                OrderKind.CRL, Optional.of(TestOffice.ROOT), CrlBody.FULL, now.plusSeconds(400), Duration.ofDays(1));
        scene.holds(OrderRule.NOT_YET_MADE, office.approved(future, now.plusSeconds(400), office.operator));
        Order old = scene.lasting(
                OrderKind.CRL, Optional.of(TestOffice.ROOT), CrlBody.FULL, now.minusSeconds(7200), Duration.ofHours(1));
        scene.holds(OrderRule.EXPIRED, office.approved(old, now.minusSeconds(7000), office.operator));
        Order longest =
                scene.lasting(OrderKind.CRL, Optional.of(TestOffice.ROOT), CrlBody.FULL, now, Duration.ofDays(91));
        scene.holds(OrderRule.LIFE_TOO_LONG, office.approved(longest, now, office.operator));
    }

    @Test
    void refusesApprovalsGivenBeforeTheOrderOrInTheFuture() {
        SignedOrder folder = half("t.example.go.jp");
        Order order = AttackScene.order(folder);
        for (Instant at : List.of(order.madeAt().minusSeconds(1), scene.now().plusSeconds(400))) {
            holdsWith(AttackScene.byClient(AttackScene.approval(order, office.approver, at), office.approver), folder);
        }
    }

    @Test
    void givesJunkAnOutcomeAndGoesOn() {
        Random random = new Random(5);
        Bytes good = scene.issue(scene.item("u.example.go.jp"), office.examiner).der();
        for (int i = 0; i < 300; i++) {
            byte[] junk = new byte[random.nextInt(400)];
            random.nextBytes(junk);
            Bytes file = i % 2 == 0 ? Bytes.wrap(junk) : AttackScene.flipped(good, random.nextInt(good.length() * 8));
            Bytes answer = scene.vault.authority.submit(file).join();
            assertThat(answer.length()).isPositive();
        }
        Bytes huge = Bytes.wrap(new byte[40 << 20]);
        assertThat(scene.vault.authority.submit(huge).join().length()).isPositive();
        assertThat(scene.vault.authority.halted()).isEmpty();
        assertThat(scene.vault.done(scene.issue(scene.item("v.example.go.jp"), office.examiner, office.approver)))
                .hasSize(1);
    }

    @Test
    void settlesAnOrderOnceThatComesManyTimesAtOnce() {
        IssueBody.Item item = scene.item("w.example.go.jp");
        Bytes issue = scene.issue(item, office.examiner, office.approver).der();
        Order crl = office.order(OrderKind.CRL, Optional.of(TestOffice.ROOT), CrlBody.FULL, scene.now());
        Bytes list = office.approved(crl, scene.now(), office.operator).der();
        Bytes key = scene.vault
                .supervised(
                        OrderKind.CA,
                        Optional.of(TestOffice.SUB),
                        new kakehashi.contract.CaBody.Key(TestOffice.SUB, TestVault.ROOT_SETTINGS))
                .der();
        for (Bytes file : List.of(issue, list, key)) {
            List<java.util.concurrent.CompletableFuture<Bytes>> answers = new java.util.ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(scene.vault.authority.submit(file));
            }
            assertThat(answers.stream()
                            .map(java.util.concurrent.CompletableFuture::join)
                            .distinct())
                    .hasSize(1);
        }
        assertThat(scene.vault.authority.halted()).isEmpty();
    }
}
