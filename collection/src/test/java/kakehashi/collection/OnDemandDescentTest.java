package kakehashi.collection;

import static kakehashi.collection.CollectFixture.HOSTILE;
import static kakehashi.collection.CollectFixture.PARTNER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import kakehashi.contract.OnDemandMaterial.Found;
import kakehashi.contract.OnDemandMaterial.Missing;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// For one question, from an anchor down: where nothing leads up from the target.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnDemandDescentTest {
    private static final Duration PLENTY = Duration.ofSeconds(20);

    private final CollectFixture net = new CollectFixture();
    private final TestPki pki = new TestPki();
    private final TestCa root = pki.root(
            "CN=Root,O=Partner,C=JP",
            TestPki.USUAL,
            c -> c.subjectInfoAccess(CollectFixture.repositoryAt(PARTNER + "/root.p7c")));
    private final TestCa upper = root.issueCa(
            "CN=Upper,O=Partner,C=JP", c -> c.subjectInfoAccess(CollectFixture.repositoryAt(PARTNER + "/upper.p7c")));
    private final TestCa lower = upper.issueCa("CN=Lower,O=Partner,C=JP");
    private final TestCa other = root.issueCa("CN=Other,O=Partner,C=JP");
    private final OnDemandFetch fetch =
            new OnDemandFetch(net.plan(PLENTY), net.fetcher(), InstantSource.fixed(TestPki.NOW));

    OnDemandDescentTest() {
        serve("/root.p7c", other.certificate(), upper.certificate(), root.certificate());
        serve("/upper.p7c", lower.certificate());
    }

    private void serve(String path, Certificate... certificates) {
        Bytes bundle = CertificateBundle.of(List.of(certificates)).der();
        net.partner.serves(path, "application/pkcs7-mime", bundle);
    }

    @AfterAll
    void stop() {
        fetch.close();
        net.close();
    }

    private static List<Certificate> known(Name subject, TestCa anchor) {
        return subject.equals(anchor.name()) ? List.of(anchor.certificate()) : List.of();
    }

    private Found chase(Certificate target, TestCa anchor) {
        return fetch.fetch(
                new Missing(List.of(target), List.of(), name -> known(name, anchor), List.of(anchor.certificate())),
                PLENTY);
    }

    @Test
    void rfc5280_4_2_2_2_followsWhatAnAnchorSaysThatItIssued() {
        Certificate alice = lower.issueEndEntity("CN=Alice,O=Partner,C=JP").certificate();
        Found found = chase(alice, root);
        assertThat(found.certificates()).containsExactly(lower.certificate(), upper.certificate());
        assertThat(found.misses()).isEmpty();
    }

    @Test
    void goesUpFirstAndDownForTheRestOnly() {
        net.certificate("/lower.cer", lower.certificate());
        Certificate bob = lower.issueEndEntity(
                        "CN=Bob,O=Partner,C=JP",
                        c -> c.authorityInfoAccess(CollectFixture.issuersAt(PARTNER + "/lower.cer")))
                .certificate();
        assertThat(chase(bob, root).certificates()).containsExactlyInAnyOrder(lower.certificate(), upper.certificate());
    }

    @Test
    void takesNothingThatTheOneWhoPointedThereDidNotSign() {
        TestCa liar = pki.root(
                "CN=Liar,C=JP",
                SignatureAlgorithm.ECDSA_SHA256,
                c -> c.subjectInfoAccess(CollectFixture.repositoryAt(HOSTILE + "/liar.p7c")));
        TestCa impostor = pki.root("CN=Liar,C=JP");
        TestCa fake = impostor.issueCa("CN=Fake,C=JP");
        net.hostile.serves(
                "/liar.p7c",
                "application/pkcs7-mime",
                CertificateBundle.of(List.of(fake.certificate())).der());
        Certificate mallory = fake.issueEndEntity("CN=Mallory,C=JP").certificate();
        Found found = chase(mallory, liar);
        assertThat(found.certificates()).isEmpty();
        assertThat(found.misses())
                .singleElement()
                .satisfies(miss -> assertThat(miss.reason().word()).isEqualTo("wrong-signature"));
    }

    @Test
    void aRepositoryWithoutEndIsLeftAfterTheFetchesOfOneRequest() {
        TestCa top = pki.root(
                "CN=Endless,C=JP",
                SignatureAlgorithm.ECDSA_SHA256,
                c -> c.subjectInfoAccess(CollectFixture.repositoryAt(HOSTILE + "/0.p7c")));
        TestCa last = top;
        for (int i = 0; i < 12; i++) {
            List<Certificate> here = new ArrayList<>();
            String next = HOSTILE + "/" + (i + 1) + ".p7c";
            last = last.issueCa(
                    "CN=Endless " + i + ",C=JP", c -> c.subjectInfoAccess(CollectFixture.repositoryAt(next)));
            here.add(last.certificate());
            net.hostile.serves(
                    "/" + i + ".p7c",
                    "application/pkcs7-mime",
                    CertificateBundle.of(here).der());
        }
        int before = net.hostile.requests();
        Certificate nobody =
                pki.root("CN=Nowhere,C=JP").issueEndEntity("CN=Nobody,C=JP").certificate();
        Found found = chase(nobody, top);
        assertThat(found.certificates()).isEmpty();
        assertThat(net.hostile.requests() - before).isLessThanOrEqualTo(8);
        assertThat(found.misses()).anyMatch(miss -> miss.reason().word().equals("too-many"));
    }
}
