package kakehashi.collection;

import static kakehashi.collection.CollectFixture.HOSTILE;
import static kakehashi.collection.CollectFixture.PARTNER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kakehashi.contract.OnDemandMaterial.Found;
import kakehashi.contract.OnDemandMaterial.Missing;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.AccessDescription;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertId;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.CertificateStatus;
import kakehashi.x509.Crl;
import kakehashi.x509.Extensions;
import kakehashi.x509.Name;
import kakehashi.x509.OcspRequest;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.OcspResponseData;
import kakehashi.x509.ResponderId;
import kakehashi.x509.SingleResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OnDemandFetchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final CollectFixture net = new CollectFixture();
    private final TestPki pki = new TestPki();
    private final TestCa root = pki.root("CN=Root,O=Partner,C=JP");
    private final OnDemandFetch fetch = new OnDemandFetch(net.plan(), net.fetcher(), InstantSource.fixed(TestPki.NOW));

    @AfterEach
    void stop() {
        fetch.close();
        net.close();
    }

    private List<Certificate> known(Name subject) {
        return subject.equals(root.name()) ? List.of(root.certificate()) : List.of();
    }

    private Found chase(Certificate target) {
        return fetch.fetch(new Missing(List.of(target), List.of(target), this::known), PATIENCE);
    }

    private static List<String> reasons(Found found) {
        return found.misses().stream()
                .map(miss -> miss.reason().word())
                .distinct()
                .toList();
    }

    @Test
    void climbsToAKnownIssuerAndFetchesTheCrlsOfTheWay() {
        TestCa upper = root.issueCa(
                "CN=Upper,O=Partner,C=JP", c -> c.crlDistributionPoints(CollectFixture.crlAt(PARTNER + "/root.crl")));
        TestCa lower = upper.issueCa(
                "CN=Lower,O=Partner,C=JP",
                c -> c.authorityInfoAccess(CollectFixture.issuersAt(PARTNER + "/upper.p7c"))
                        .crlDistributionPoints(CollectFixture.crlAt(PARTNER + "/upper.crl")));
        Certificate alice = lower.issueEndEntity(
                        "CN=Alice,O=Partner,C=JP",
                        c -> c.authorityInfoAccess(CollectFixture.issuersAt(PARTNER + "/lower.cer"))
                                .crlDistributionPoints(CollectFixture.crlAt(PARTNER + "/lower.crl")))
                .certificate();
        TestCa noise = pki.root("CN=Noise,C=JP");
        net.partner
                .serves(
                        "/upper.p7c",
                        "text/plain",
                        CertificateBundle.of(List.of(noise.certificate(), upper.certificate()))
                                .der())
                .serves(
                        "/lower.cer",
                        "application/pkix-cert",
                        lower.certificate().der());
        Crl rootCrl = root.crl();
        Crl upperCrl = upper.crl();
        Crl lowerCrl = lower.crl();
        net.partner
                .serves("/root.crl", "application/pkix-crl", rootCrl.der())
                .serves("/upper.crl", "application/pkix-crl", upperCrl.der())
                .serves("/lower.crl", "application/pkix-crl", lowerCrl.der());
        // A busy machine needs more than two seconds for the first fetches of all.
        Duration plenty = Duration.ofSeconds(30);
        OnDemandFetch patient = new OnDemandFetch(net.plan(plenty), net.fetcher(), InstantSource.fixed(TestPki.NOW));
        Found found = patient.fetch(new Missing(List.of(alice), List.of(alice), this::known), plenty);
        patient.close();
        assertThat(found.certificates()).containsExactly(lower.certificate(), upper.certificate());
        assertThat(found.crls()).containsExactlyInAnyOrder(lowerCrl, upperCrl, rootCrl);
        assertThat(found.misses()).isEmpty();
    }

    @Test
    void takesOnlyWhatVerifies() {
        TestCa lower = root.issueCa("CN=Lower,O=Partner,C=JP");
        TestCa impostor = pki.root("CN=Lower,O=Partner,C=JP");
        Certificate alice = lower.issueEndEntity(
                        "CN=Alice,O=Partner,C=JP",
                        c -> c.authorityInfoAccess(
                                        CollectFixture.issuersAt(PARTNER + "/wrong.cer", PARTNER + "/lower.cer"))
                                .crlDistributionPoints(CollectFixture.crlAt(PARTNER + "/wrong.crl")))
                .certificate();
        net.certificate("/wrong.cer", impostor.certificate()).certificate("/lower.cer", lower.certificate());
        net.partner.serves("/wrong.crl", "application/pkix-crl", impostor.crl().der());
        Found found = chase(alice);
        assertThat(found.certificates()).containsExactly(lower.certificate());
        assertThat(found.crls()).isEmpty();
        assertThat(reasons(found)).containsExactly("wrong-signature");
        assertThat(found.retryable()).isFalse();
    }

    @Test
    void asksTheResponderOfAKnownIssuer() {
        Certificate alice = root.issueEndEntity(
                        "CN=Alice,O=Partner,C=JP",
                        c -> c.authorityInfoAccess(List.of(
                                new AccessDescription(AccessDescription.OCSP, CollectFixture.url(PARTNER + "/ocsp")))))
                .certificate();
        net.partner.answers("/ocsp", this::good);
        Found found = chase(alice);
        assertThat(found.responses()).hasSize(1);
        assertThat(found.responses().getFirst().responses().getFirst().certId().serialNumber())
                .isEqualTo(alice.serialNumber());
    }

    private Bytes good(Bytes request) {
        CertId id =
                OcspRequest.parse(request).orElseThrow().requests().getFirst().certId();
        SingleResponse single = new SingleResponse(
                id, new CertificateStatus.Good(), TestPki.NOW, Optional.of(TestPki.NOW), Extensions.NONE);
        OcspResponseData data = new OcspResponseData(
                new ResponderId.ByName(root.name()), TestPki.NOW, List.of(single), Extensions.NONE);
        BasicOcspResponse signed =
                data.signed(root.certificate().signatureAlgorithm(), root.key().sign(data.der()), List.of());
        return new OcspResponse.Successful(signed).der();
    }

    @Test
    void issuersThatPointAtEachOtherEndTheChase() {
        TestCa one = pki.root("CN=One,C=JP");
        TestCa two = pki.root("CN=Two,C=JP");
        Certificate oneByTwo =
                two.crossCertify(one, c -> c.authorityInfoAccess(CollectFixture.issuersAt(HOSTILE + "/two.cer")));
        Certificate twoByOne =
                one.crossCertify(two, c -> c.authorityInfoAccess(CollectFixture.issuersAt(HOSTILE + "/one.cer")));
        net.hostile
                .serves("/one.cer", "application/pkix-cert", oneByTwo.der())
                .serves("/two.cer", "application/pkix-cert", twoByOne.der());
        Certificate bob = one.issueEndEntity(
                        "CN=Bob,C=JP", c -> c.authorityInfoAccess(CollectFixture.issuersAt(HOSTILE + "/one.cer")))
                .certificate();
        Found found = chase(bob);
        assertThat(found.certificates()).containsExactlyInAnyOrder(oneByTwo, twoByOne);
        assertThat(net.hostile.requests()).isEqualTo(2);
    }

    @Test
    void boundsTheFetchesOfOneRequest() {
        String[] urls = new String[50];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = HOSTILE + "/" + i;
        }
        Certificate many = root.issueEndEntity(
                        "CN=Many,C=JP", c -> c.authorityInfoAccess(CollectFixture.issuersAt(urls)))
                .certificate();
        Found found = chase(many);
        assertThat(net.hostile.requests()).isLessThanOrEqualTo(8);
        assertThat(reasons(found)).contains("too-many");
    }

    @Test
    void comesBackInTimeWithWhatThereIs() {
        Certificate alice = root.issueEndEntity(
                        "CN=Alice,O=Partner,C=JP",
                        c -> c.crlDistributionPoints(CollectFixture.crlAt(HOSTILE + "/drip", PARTNER + "/root.crl")))
                .certificate();
        net.hostile.drips("/drip");
        Crl crl = root.crl();
        net.partner.serves("/root.crl", "application/pkix-crl", crl.der());
        long start = System.nanoTime();
        Found found = fetch.fetch(new Missing(List.of(), List.of(alice), this::known), Duration.ofMillis(300));
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(290), Duration.ofMillis(1500));
        assertThat(found.crls()).containsExactly(crl);
        assertThat(reasons(found)).containsExactly("too-slow");
        assertThat(found.retryable()).isTrue();
    }

    @Test
    void aHostileDomainCannotDelayAnotherAnswer() throws Exception {
        Certificate honest = root.issueEndEntity(
                        "CN=Honest,O=Partner,C=JP",
                        c -> c.crlDistributionPoints(CollectFixture.crlAt(PARTNER + "/root.crl")))
                .certificate();
        net.partner.serves("/root.crl", "application/pkix-crl", root.crl().der());
        try (ExecutorService victims = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Found>> waiting = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                net.hostile.drips("/drip" + i);
                String url = HOSTILE + "/drip" + i;
                Certificate trap = root.issueEndEntity(
                                "CN=Trap,C=JP", c -> c.crlDistributionPoints(CollectFixture.crlAt(url)))
                        .certificate();
                waiting.add(victims.submit(() -> chase(trap)));
            }
            Thread.sleep(100);
            long start = System.nanoTime();
            Found found = chase(honest);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
            assertThat(found.crls()).hasSize(1);
            for (Future<Found> one : waiting) {
                assertThat(one.get().retryable()).isTrue();
            }
        }
        assertThat(net.hostile.requests()).as("no more than its share").isLessThanOrEqualTo(8);
        assertThat(net.budget.peak()).as("octets held at a time").isLessThan(1 << 20);
    }

    @Test
    void manyHostNamesCannotTakeTheThreadsOfConfiguredHosts() throws Exception {
        PartnerDomain partner = CollectFixture.domain("Partner", root, PARTNER + "/root.crl");
        net.partner.serves("/root.crl", "application/pkix-crl", root.crl().der());
        List<Certificate> traps = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String host = "h" + i + ".example";
            net.hosts.put(host, net.hostile.address());
            net.hostile.silent("/silent");
            traps.add(root.issueEndEntity(
                            "CN=Trap,C=JP",
                            c -> c.crlDistributionPoints(CollectFixture.crlAt("http://" + host + "/silent")))
                    .certificate());
        }
        Certificate honest = root.issueEndEntity(
                        "CN=Honest,O=Partner,C=JP",
                        c -> c.crlDistributionPoints(CollectFixture.crlAt(PARTNER + "/root.crl")))
                .certificate();
        try (OnDemandFetch shared =
                        new OnDemandFetch(net.plan(partner), net.fetcher(), InstantSource.fixed(TestPki.NOW));
                ExecutorService victims = Executors.newVirtualThreadPerTaskExecutor()) {
            traps.forEach(trap ->
                    victims.submit(() -> shared.fetch(new Missing(List.of(), List.of(trap), this::known), PATIENCE)));
            Thread.sleep(100);
            Found found = shared.fetch(new Missing(List.of(), List.of(honest), this::known), PATIENCE);
            assertThat(found.crls()).hasSize(1);
        }
    }

    @Test
    void remembersForAWhileSoThatAFailureCostsOneWaitOnly() {
        net.hostile.silent("/silent");
        Certificate trap = root.issueEndEntity(
                        "CN=Trap,C=JP", c -> c.crlDistributionPoints(CollectFixture.crlAt(HOSTILE + "/silent")))
                .certificate();
        assertThat(reasons(chase(trap))).containsExactly("too-slow");
        long start = System.nanoTime();
        assertThat(reasons(chase(trap))).containsExactly("too-slow");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(200));
        assertThat(net.hostile.requests()).isEqualTo(1);
    }
}
