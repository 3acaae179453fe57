package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import kakehashi.authority.AuthorityOrders;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Examination;
import kakehashi.authority.FeedMaker;
import kakehashi.authority.Grounds;
import kakehashi.authority.Lookup;
import kakehashi.authority.OrderJudge;
import kakehashi.authority.OrderRule;
import kakehashi.authority.RevocationOrders;
import kakehashi.authority.Verdict;
import kakehashi.authority.View;
import kakehashi.contract.Authorisation;
import kakehashi.contract.AuthorisationBody;
import kakehashi.contract.Batch;
import kakehashi.contract.CaBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.HoldBody;
import kakehashi.contract.Id;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Order;
import kakehashi.contract.OrderBody;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.PolicyBody;
import kakehashi.contract.Position;
import kakehashi.contract.Request;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.Salt;
import kakehashi.contract.SealedState;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SubscriberProof;
import kakehashi.ledger.Feed;
import kakehashi.ledger.SealedFile;
import kakehashi.profiles.ProfileKind;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Orders that officers approved, or that anybody sends, and that would leave behind what others refuse for ever.
/// After all of them the rows are what the chain says, the chain follows from its orders, and a public node takes
/// every batch.
class OrderAttackTest {
    private static AttackScene scene;
    private static TestOffice office;

    @BeforeAll
    static void found() {
        scene = AttackScene.of("order_attack", ProfileKind.SUBORDINATE_CA);
        office = scene.office;
    }

    @AfterAll
    static void leavesNothingThatOthersRefuse() {
        assertThat(scene.vault.authority.scrub()).isEmpty();
        assertThat(scene.vault.authority.review().findings()).isEmpty();
        List<Bytes> batches = scene.vault.database.inTransaction(tx -> Feed.after(tx, 0, 1_000));
        new PublicNode(VaultKeys.find(scene.vault.token).orElseThrow().feed().publicKey()).follow(batches);
        scene.close();
    }

    private static Certificate issued(String host) {
        return scene.vault.certificate(scene.vault
                .done(scene.issue(scene.item(host), office.examiner, office.approver))
                .getFirst());
    }

    private static SignedOrder registered(OrderKind kind, OrderBody body) {
        Order order = office.order(kind, Optional.of(TestOffice.ROOT), body, scene.now());
        return office.approved(order, scene.now(), office.examiner, office.approver);
    }

    private static RevokeBody.Item revoked(SerialNumber serial, CrlReason reason) {
        return new RevokeBody.Item(serial, reason, Optional.empty());
    }

    private static void refusesTheSecond(SignedOrder order) {
        Outcome outcome = scene.vault.submit(order);
        assertThat(outcome.result())
                .isEqualTo(new Outcome.Result.Refused(List.of(new Outcome.Refusal(OrderRule.NAMED_TWICE.id(), 1))));
        assertThat(outcome.entry()).isPresent();
    }

    @Test
    void refusesACertificateThatIsNamedTwice() {
        SerialNumber one = issued("twice.example.go.jp").serialNumber();
        refusesTheSecond(registered(OrderKind.SUSPEND, new HoldBody(List.of(one, one))));
        scene.vault.done(registered(OrderKind.SUSPEND, new HoldBody(List.of(one))));
        refusesTheSecond(registered(OrderKind.RESUME, new HoldBody(List.of(one, one))));
        scene.vault.done(registered(OrderKind.RESUME, new HoldBody(List.of(one))));
        refusesTheSecond(registered(
                OrderKind.REVOKE,
                new RevokeBody(
                        List.of(revoked(one, CrlReason.SUPERSEDED), revoked(one, CrlReason.CESSATION_OF_OPERATION)))));
        refusesTheSecond(registered(
                OrderKind.REVOKE,
                new RevokeBody(List.of(revoked(one, CrlReason.SUPERSEDED), revoked(one, CrlReason.KEY_COMPROMISE)))));
        scene.vault.done(registered(OrderKind.REVOKE, new RevokeBody(List.of(revoked(one, CrlReason.KEY_COMPROMISE)))));
    }

    /// As when an order has ended as refused after its first certificate was issued, and revoked by somebody.
    @Test
    void revokesNothingAgainThatARefusedOrderWasIssued() {
        Certificate gone = issued("gone.example.go.jp");
        Certificate left = issued("left.example.go.jp");
        scene.vault.done(registered(
                OrderKind.REVOKE, new RevokeBody(List.of(revoked(gone.serialNumber(), CrlReason.SUPERSEDED)))));
        Order order = AttackScene.order(scene.issue(scene.item("order.example.go.jp")));
        List<Effect> effects = scene.vault.authority.askCommitted(
                state -> RevocationOrders.ofIssued(state, order, List.of(gone, left), scene.now()));
        assertThat(effects)
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Revoked.class,
                        revoked -> assertThat(revoked.serial()).isEqualTo(left.serialNumber()));
    }

    /// The folder is evidence as it came; what it holds beyond the order would be a row that no entry names.
    @Test
    void refusesAFolderThatHoldsMoreThanTheOrderRestsOn() {
        SignedOrder issue = scene.issue(scene.item("more.example.go.jp"), office.examiner, office.approver);
        Certificate certificate = issued("spare.example.go.jp");
        SignedOrder revoke = registered(
                OrderKind.REVOKE, new RevokeBody(List.of(revoked(certificate.serialNumber(), CrlReason.SUPERSEDED))));
        Bytes junk = TestOffice.random(8);
        Bytes pkcs10 = new SubscriberProof.Pkcs10(junk).der();
        for (SignedOrder folder : List.of(
                with(revoke, issue.filing(), Optional.empty()),
                with(revoke, Optional.of(junk), Optional.empty()),
                with(revoke, Optional.empty(), Optional.of(junk)),
                with(revoke, Optional.empty(), Optional.of(pkcs10)),
                with(issue, issue.filing(), Optional.of(junk)),
                with(issue, issue.filing(), Optional.of(pkcs10)))) {
            scene.holds(OrderRule.MALFORMED, folder);
        }
        assertThat(scene.vault.authority.scrub()).isEmpty();
        scene.vault.done(revoke);
        scene.vault.done(issue);
    }

    private static SignedOrder with(SignedOrder order, Optional<Bytes> filing, Optional<Bytes> subscriber) {
        return new SignedOrder(order.order(), filing, order.approvals(), subscriber);
    }

    /// One person at a client is enough to issue for servers; a CA takes two.
    @Test
    void issuesNoCaByAnOrderForCertificates() {
        Digest profile = scene.vault.putProfile(ProfileKind.SUBORDINATE_CA);
        TestKey key = TestKey.generate(SignatureAlgorithm.ECDSA_SHA384);
        IssueBody.Item server = scene.item("ca.example.go.jp", Optional.empty(), key);
        Request request = new Request(
                new Salt(TestOffice.random(32)),
                profile,
                AttackScene.ORGANISATION,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        scene.refuses(
                OrderRule.PROFILE_OF_CAS,
                scene.issue(
                        new IssueBody.Item(request.der(), server.key(), server.possession()),
                        office.examiner,
                        office.approver));
        Authorisation granted = new Authorisation(
                TestOffice.chance(),
                Authorisation.Protocol.EST,
                TestOffice.ROOT,
                profile,
                List.of("ca.example.go.jp"),
                key.publicKey(),
                2,
                2,
                0,
                "",
                scene.now(),
                scene.now().plus(Duration.ofDays(90)),
                Optional.of(new Authorisation.Subject(AttackScene.ORGANISATION)));
        scene.refuses(
                OrderRule.PROFILE_OF_CAS,
                scene.supervised(OrderKind.AUTHORISATION, new AuthorisationBody.Grant(granted)));
    }

    private static OrderJudge.Decided judge(AuthorityState state, SignedOrder order) {
        Grounds grounds = new Examination(state.installation(), state.officers())
                .examine(order.der(), state.rules())
                .orElseThrow();
        Grounds.Planned planned = new Grounds.Planned(grounds, View.of(state), List.of(), List.of(), List.of());
        Lookup nothing = scene.vault.authority.askCommitted(committed -> new VaultLookup(
                scene.vault.database,
                new CaKeys(scene.vault.parts),
                () -> View.of(committed),
                committed.certifiedKeys(),
                new AbsenceProof(scene.vault.authority, committed.installation())));
        return new OrderJudge(state, nothing).judge(planned, scene.now());
    }

    private static SignedOrder key(Id ca, String settings) {
        return scene.vault.supervised(OrderKind.CA, Optional.of(ca), new CaBody.Key(ca, settings));
    }

    private static String shards(int number) {
        return TestVault.ROOT_SETTINGS.replace("[publication]", "shards = " + number + "\n[publication]");
    }

    /// The chain as it is, folded once more, to be continued by nobody but the test.
    private static AuthorityState copy() {
        return copy(new Documents(scene.vault.database));
    }

    private static AuthorityState copy(Documents documents) {
        Position committed = scene.vault.authority.askCommitted(AuthorityState::head);
        return scene.vault.database.inTransaction(tx -> {
            // The vault goes on: its first lists come when they come.
            EvidenceStore.freeze(tx.handle());
            return new ChainLoader(scene.vault.database, documents, office.installation, Optional.empty())
                    .replay(tx, committed, (entry, by) -> {});
        });
    }

    private static void continueBy(AuthorityState state, List<Effect> effects) {
        Entry entry = new Entry(
                state.head().index() + 1,
                state.head().digest(),
                state.epoch(),
                state.at(),
                new Entry.Cause.Takeover(TestVault.NODE),
                effects);
        state.apply(entry, entry.digest());
    }

    private static void refuses(OrderRule rule, AuthorityState state, SignedOrder order) {
        assertThat(judge(state, order).verdict())
                .isEqualTo(new Verdict.Refused(List.of(new Outcome.Refusal(rule.id(), 0))));
    }

    private static Effect madeKey(Id ca) {
        Digest parameters = Digest.of(AuthorityOrders.text(TestVault.ROOT_SETTINGS));
        return new Effect.AuthorityKey(ca, Digest.of(TestOffice.random(8)), parameters);
    }

    /// An outcome, a sealed state and an entry have their bounds; the chain's thread must never meet them.
    @Test
    void refusesMoreListsAndMoreCasThanStatementsHold() {
        AuthorityState state = copy();
        Id other = TestOffice.SUB;
        refuses(OrderRule.SETTINGS_FAULTY, state, key(other, shards(63)));
        assertThat(judge(state, key(other, shards(62))).verdict()).isEqualTo(new Verdict.MakeKey());
        List<Effect> made = Stream.generate(() -> madeKey(TestOffice.chance()))
                .limit(254 - state.issuers().size())
                .toList();
        continueBy(state, made);
        assertThat(judge(state, key(other, shards(1))).verdict()).isEqualTo(new Verdict.MakeKey());
        continueBy(state, List.of(madeKey(TestOffice.chance())));
        refuses(OrderRule.TOO_MANY_AUTHORITIES, state, key(other, shards(1)));
        assertThat(judge(state, key(TestOffice.ROOT, shards(1))).verdict()).isEqualTo(new Verdict.MakeKey());
    }

    /// Lists come under every key that a CA has had a certificate for.
    @Test
    void refusesAKeyUnderWhichACaWouldHaveTooManyLists() {
        Documents documents = new Documents(scene.vault.database);
        Bytes settings = AuthorityOrders.text(shards(62));
        documents.add(settings);
        AuthorityState state = copy(documents);
        TestCa outside = TestCa.root("CN=Outside,O=Elsewhere,C=JP");
        for (int keys = 0; keys < 4; keys++) {
            assertThat(judge(state, key(TestOffice.SUB, shards(62))).verdict()).isEqualTo(new Verdict.MakeKey());
            Bytes own = outside.issueCa("CN=Ours").certificate().der();
            documents.add(own);
            continueBy(
                    state,
                    List.of(
                            new Effect.AuthorityKey(TestOffice.SUB, Digest.of(own), Digest.of(settings)),
                            new Effect.Authority(TestOffice.SUB, Digest.of(own), Effect.InForce.YES)));
        }
        refuses(OrderRule.TOO_MANY_LISTS, state, key(TestOffice.SUB, shards(62)));
    }

    /// As many as pass when they are judged in one group fit the sealed state and its slot.
    @Test
    void sealsMoreCasThanItTakes() {
        AuthorityState state = copy();
        continueBy(
                state,
                Stream.generate(() -> madeKey(TestOffice.chance())).limit(767).toList());
        Seal.Committed sealed = Seal.Committed.of(state, scene.now(), state.head());
        SealedState whole = new SealedState(
                office.installation,
                TestVault.NODE,
                1,
                1,
                scene.now(),
                state.head(),
                Optional.empty(),
                sealed.crlNumbers(),
                List.of(),
                state.head(),
                List.of(),
                Optional.empty());
        assertThat(SealedState.parse(whole.der()).orElseThrow()).isEqualTo(whole);
        assertThat(whole.der().length()).isLessThan(SealedFile.SLOT / 2);
    }

    /// Large policies that are approved at once come in several batches, each of which a node reads.
    @Test
    void endsABatchBeforeItIsMoreThanNodesRead() {
        List<CompletableFuture<Bytes>> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            PolicyBody.Put put = new PolicyBody.Put(TestOffice.chance(), TestOffice.random(400_000));
            answers.add(scene.vault.authority.submit(
                    scene.supervised(OrderKind.RELYING_PARTY_POLICY, put).der()));
        }
        answers.forEach(CompletableFuture::join);
        // That they meet in one group is chance; the maker of the feed tells without.
        Bytes large = TestOffice.random(400_000);
        AuthorityState state = copy();
        FeedMaker feed = new FeedMaker(office.installation, digest -> large);
        int taken = 0;
        while (!feed.isFull()) {
            Effect policy = new Effect.Policy(TestOffice.chance(), Digest.of(large), Effect.InForce.YES);
            taken++;
            feed.accept(entry(policy), Digest.of(TestOffice.random(8)), state);
        }
        assertThat(taken).isEqualTo(2);
        List<FeedMaker.Ended> ended =
                feed.accept(entry(new Effect.Batch(1, scene.now())), Digest.of(TestOffice.random(8)), state);
        assertThat(Batch.parse(ended.getFirst().batch().der()).toOptional()).isPresent();
        assertThat(feed.isFull()).isFalse();
    }

    private static Entry entry(Effect effect) {
        return new Entry(
                1,
                office.installation,
                1,
                scene.now(),
                new Entry.Cause.Schedule(TestVault.NODE, Entry.ScheduleRule.BATCH),
                List.of(effect));
    }
}
