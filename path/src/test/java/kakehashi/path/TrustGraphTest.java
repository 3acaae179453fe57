package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;
import org.junit.jupiter.api.Test;

class TrustGraphTest {
    private final TestPki pki = new TestPki();
    private final TestCa root = pki.root("CN=Root");
    private final TestCa bridge = pki.root("CN=Bridge");
    private final Certificate there = root.crossCertify(bridge);
    private final Certificate back = bridge.crossCertify(root);

    @Test
    void aNameMayHaveManyKeys() {
        TestCa rekeyed = root.rekeyed();
        Certificate link = root.newWithOld(rekeyed);
        Certificate linkBack = root.oldWithNew(rekeyed);
        TrustGraph graph = TrustGraph.of(List.of(root.certificate(), rekeyed.certificate(), link, linkBack, there));
        assertThat(graph.issuedTo(root.name()))
                .containsExactly(root.certificate(), rekeyed.certificate(), link, linkBack);
        assertThat(graph.issuedBy(root.name())).hasSize(5);
        assertThat(graph.issuedTo(bridge.name())).containsExactly(there);
    }

    @Test
    void aKeyMayHaveManyNames() {
        Certificate renamed = root.crossCertify(bridge, c -> c.subject(Name.of("CN=New Bridge")));
        TrustGraph graph = TrustGraph.of(List.of(there, renamed));
        assertThat(graph.issuedTo(bridge.name())).containsExactly(there);
        assertThat(graph.issuedTo(renamed.subject())).containsExactly(renamed);
        assertThat(renamed.subjectPublicKeyInfo()).isEqualTo(there.subjectPublicKeyInfo());
    }

    @Test
    void theSameCertificateCountsOnceAndTheOrderIsThatOfAdding() {
        TrustGraph graph = TrustGraph.of(List.of(back, there, back));
        assertThat(graph.certificates()).containsExactly(back, there);
        assertThat(graph.with(List.of(there, root.certificate())).certificates())
                .containsExactly(back, there, root.certificate());
    }

    @Test
    void whoHasNoNameCannotIssue() {
        Certificate nobody = root.issueEndEntity("").certificate();
        assertThat(TrustGraph.of(List.of(nobody)).certificates()).isEmpty();
    }

    @Test
    void aChangeMakesTheNextGraphAndLeavesTheOldOne() {
        TrustGraph old = TrustGraph.of(List.of(there));
        TrustGraph more = old.with(List.of(back));
        TrustGraph less = more.without(List.of(there));
        assertThat(old.certificates()).containsExactly(there);
        assertThat(more.issuedTo(bridge.name())).isSameAs(old.issuedTo(bridge.name()));
        assertThat(less.certificates()).containsExactly(back);
        assertThat(less.issuedTo(bridge.name())).isEmpty();
        assertThat(more.contains(there)).isTrue();
        assertThat(less.contains(there)).isFalse();
    }

    @Test
    void saysWhatLeadsFromOneGraphToAnother() {
        TrustGraph old = TrustGraph.of(List.of(there, root.certificate()));
        TrustGraph next = TrustGraph.of(List.of(root.certificate(), back));
        TrustGraph.Change change = old.changeTo(next);
        assertThat(change.added()).containsExactly(back);
        assertThat(change.removed()).containsExactly(there);
        assertThat(change.isEmpty()).isFalse();
        assertThat(old.with(change.added())
                        .without(change.removed())
                        .changeTo(next)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aRequestsOwnCertificatesLieOverTheGraphAndDoNotTouchIt() {
        TrustGraph shared = TrustGraph.of(List.of(there));
        TrustGraph overlaid = shared.overlaid(List.of(there, back));
        assertThat(overlaid.issuedTo(root.name())).containsExactly(back);
        assertThat(overlaid.issuedBy(root.name())).containsExactly(there);
        assertThat(overlaid.certificates()).containsExactly(there, back);
        assertThat(overlaid.contains(there)).isTrue();
        assertThat(shared.certificates()).containsExactly(there);
        assertThat(shared.overlaid(List.of(there))).isSameAs(shared);
        assertThat(overlaid.with(List.of(there, root.certificate())).certificates())
                .containsExactly(there, back, root.certificate());
        assertThat(overlaid.without(List.of(there)).certificates()).containsExactly(back);
    }
}
