package kakehashi.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.ReviewOutcome;
import kakehashi.contract.CrlBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Entry;
import kakehashi.contract.EraseBody;
import kakehashi.contract.HoldBody;
import kakehashi.contract.KeysBody;
import kakehashi.contract.OfficerBody;
import kakehashi.contract.Order;
import kakehashi.contract.OrderBody;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Position;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.Role;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.Visibility;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every order of a chain judged again from its signed bytes (docs/adr/0004, An entry proves itself), and what
/// somebody with the vault's own key could write instead.
class ChainReviewTest {
    private static AttackScene scene;

    @BeforeAll
    static void found() {
        scene = AttackScene.of("chain_review");
        SignedOrder erased = issue("a.example.go.jp");
        Certificate one = certificate(erased);
        Certificate two = certificate(issue("b.example.go.jp"));
        Certificate three = certificate(issue("c.example.go.jp"));
        revoke(one, scene.office.operator);
        revoke(two, scene.office.examiner, scene.office.approver);
        scene.vault.submit(revocation(two, scene.office.examiner, scene.office.approver));
        ca(OrderKind.SUSPEND, new HoldBody(List.of(three.serialNumber())), scene.office.operator);
        ca(OrderKind.RESUME, new HoldBody(List.of(three.serialNumber())), scene.office.examiner, scene.office.approver);
        ca(OrderKind.CRL, CrlBody.FULL, scene.office.operator);
        TestOffice.Person hired = scene.hire("hired", Role.LRA_CLERK, scene.office.scope);
        scene.vault.done(scene.supervised(OrderKind.OFFICER, new OfficerBody.End(hired.officer())));
        Order rules = scene.office.order(OrderKind.RULES, Optional.empty(), TestOffice.rules(), scene.now());
        scene.vault.done(byThree(rules));
        Bytes change = KeyRenewal.draft(scene.vault.token, scene.vault.authority.facts(), scene.now())
                .der();
        KeysBody keys = new KeysBody(change, scene.office.custodiansSign(change, 2));
        scene.vault.done(byThree(scene.office.order(OrderKind.KEYS, Optional.empty(), keys, scene.now())));
        scene.vault.done(scene.supervised(OrderKind.ERASE, new EraseBody(List.of(Digest.of(erased.order())))));
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    private static SignedOrder byThree(Order order) {
        return scene.office.approved(
                order, scene.now(), scene.office.supervisor, scene.office.second, scene.office.third);
    }

    private static SignedOrder issue(String host) {
        return scene.issue(
                scene.item(host, Optional.empty(), TestKey.generate(SignatureAlgorithm.ECDSA_SHA256)),
                scene.office.examiner,
                scene.office.approver);
    }

    private static Certificate certificate(SignedOrder order) {
        return scene.vault.certificate(scene.vault.done(order).getFirst());
    }

    private static void ca(OrderKind kind, OrderBody body, TestOffice.Person... persons) {
        Order order = scene.office.order(kind, Optional.of(TestOffice.ROOT), body, scene.now());
        scene.vault.done(scene.office.approved(order, scene.now(), persons));
    }

    private static SignedOrder revocation(Certificate certificate, TestOffice.Person... persons) {
        RevokeBody body = new RevokeBody(
                List.of(new RevokeBody.Item(certificate.serialNumber(), CrlReason.SUPERSEDED, Optional.empty())));
        Order order = scene.office.order(OrderKind.REVOKE, Optional.of(TestOffice.ROOT), body, scene.now());
        return scene.office.approved(order, scene.now(), persons);
    }

    private static void revoke(Certificate certificate, TestOffice.Person... persons) {
        scene.vault.done(revocation(certificate, persons));
    }

    @Test
    void findsThatEveryOrderFollows() {
        ReviewOutcome outcome = scene.vault.authority.review();
        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.judged()).isGreaterThan(12);
        assertThat(outcome.entries()).isGreaterThan(outcome.judged());
    }

    /// Reviews what could stand in each entry's place, and answers what was not found out.
    private static List<Entry> unnoticed(Function<Entry, List<Entry>> instead) {
        List<Entry> unnoticed = new ArrayList<>();
        Position head = scene.vault.authority.askCommitted(AuthorityState::head);
        scene.vault.database.useTransaction(tx -> {
            OrderReview orders = new OrderReview(scene.vault.database);
            ChainLoader loader = new ChainLoader(
                    scene.vault.database,
                    new Documents(scene.vault.database),
                    scene.office.installation,
                    Optional.empty());
            loader.reviewedBy((entry, before) -> instead.apply(entry).forEach(other -> {
                ChainReview review = new ChainReview(tx, orders);
                review.review(other, before);
                if (review.findings().isEmpty()) {
                    unnoticed.add(other);
                }
            }));
            loader.replay(tx, head, (entry, key) -> {});
        });
        return unnoticed;
    }

    private static Entry with(Entry entry, Entry.Cause cause, List<Effect> effects) {
        return new Entry(entry.index(), entry.previous(), entry.epoch(), entry.at(), cause, effects);
    }

    private static boolean isDecidedAtOnce(Entry entry) {
        return entry.cause() instanceof Entry.Cause.Order
                && !isErased(entry)
                && entry.effects().stream().noneMatch(Effect.Intended.class::isInstance);
    }

    private static boolean isErased(Entry entry) {
        return entry.cause() instanceof Entry.Cause.Order order
                && scene.vault
                        .database
                        .inTransaction(tx -> EvidenceStore.order(tx.handle(), order.order()))
                        .isEmpty();
    }

    @Test
    void findsAnEffectThatNothingAskedForInWhateverEntry() {
        TestOffice.Person thief = new TestOffice.Person("thief", Role.IA_SUPERVISOR);
        List<Effect> more = List.of(
                new Effect.Officer(thief.record(scene.office.scope, scene.now().plus(Duration.ofDays(9)))),
                new Effect.Released(TestOffice.ROOT, scene.root.serialNumber(), scene.now()),
                new Effect.Burnt(TestOffice.ROOT, new SerialNumber(Bytes.ofHex("1234"))),
                new Effect.Rules(Digest.of(TestOffice.random(3))),
                new Effect.Alone(scene.office.operator.officer(), 1));
        assertThat(unnoticed(entry -> isErased(entry)
                        ? List.of()
                        : more.stream().map(effect -> plus(entry, effect)).toList()))
                .isEmpty();
    }

    private static Entry plus(Entry entry, Effect effect) {
        List<Effect> effects = new ArrayList<>(entry.effects());
        effects.add(effect);
        return with(entry, entry.cause(), effects);
    }

    @Test
    void findsEffectsAndApprovalsThatAreMissing() {
        assertThat(unnoticed(entry -> {
                    List<Entry> others = new ArrayList<>();
                    if (entry.cause() instanceof Entry.Cause.Order cause && !isErased(entry)) {
                        for (Effect effect : entry.effects()) {
                            List<Effect> fewer = new ArrayList<>(entry.effects());
                            fewer.remove(effect);
                            others.add(with(entry, cause, fewer));
                        }
                        List<Digest> approvals =
                                cause.approvals().subList(1, cause.approvals().size());
                        Entry.Cause less =
                                new Entry.Cause.Order(cause.order(), cause.filing(), approvals, cause.subscriber());
                        others.add(with(entry, less, entry.effects()));
                    }
                    return others;
                }))
                .isEmpty();
    }

    @Test
    void findsAnOrderUnderAnothersEvidenceAndAtAnotherTime() {
        List<Entry.Cause> before = new ArrayList<>();
        assertThat(unnoticed(entry -> {
                    List<Entry> others = new ArrayList<>();
                    if (entry.cause() instanceof Entry.Cause.Order && !isErased(entry)) {
                        before.forEach(cause -> others.add(with(entry, cause, entry.effects())));
                        before.clear();
                        before.add(entry.cause());
                    }
                    if (isDecidedAtOnce(entry)) {
                        // After its time.
                        others.add(new Entry(
                                entry.index(),
                                entry.previous(),
                                entry.epoch(),
                                entry.at().plus(Duration.ofDays(100)),
                                entry.cause(),
                                entry.effects()));
                    }
                    return others;
                }))
                .isEmpty();
    }

    /// Who reads the repository would be shown a person's certificate, or miss an official post's.
    @Test
    void findsACertificateThatIsPublishedOtherwiseThanItsProfileSays() {
        List<Entry> passed = unnoticed(entry -> List.of(with(
                entry,
                entry.cause(),
                entry.effects().stream().map(ChainReviewTest::otherwise).toList())));
        assertThat(passed.stream().flatMap(entry -> entry.effects().stream()).filter(Effect.Issued.class::isInstance))
                .as("of the order that was erased nobody knows the profile")
                .singleElement();
    }

    private static Effect otherwise(Effect effect) {
        if (effect instanceof Effect.Issued(var authority, var serial, var certificate, Visibility seen)) {
            Visibility other = seen == Visibility.PUBLISHED ? Visibility.STATUS_ONLY : Visibility.PUBLISHED;
            return new Effect.Issued(authority, serial, certificate, other);
        }
        return effect;
    }
}
