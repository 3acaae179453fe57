package kakehashi.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Name;
import org.junit.jupiter.api.Test;

/// CRLs that another key signed than the one that signed the certificate (RFC 5280 §6.3.3 (f)).
class CrlIssuerSearchTest {
    private static final Instant NOW = TestPki.NOW;

    private final TestPki pki = new TestPki();
    private final TestCa root = pki.root("CN=Root");
    private final TestCa ca = root.issueCa("CN=CA");
    private final TestCa rekeyed = ca.rekeyed();
    private final Certificate alice = ca.issueEndEntity("CN=Alice").certificate();
    private final TestCa crlIssuer = root.issueCa("CN=CRL Issuer", c -> c.keyUsage(KeyUsage.of(KeyUsage.Bit.CRL_SIGN)));
    private final Certificate bob = ca.issueEndEntity(
                    "CN=Bob",
                    c -> c.crlDistributionPoints(List.of(new DistributionPoint(
                            Optional.empty(),
                            Optional.empty(),
                            List.of(new GeneralName.DirectoryName(crlIssuer.name()))))))
            .certificate();

    private PathBuilder builder(List<Certificate> graph, Crl... crls) {
        return PathBuilder.of(
                TrustGraph.of(graph),
                List.of(TrustAnchor.of(root.certificate())),
                Paths.REQUIRED,
                RevocationEvidence.of(List.of(crls), List.of()));
    }

    private PathOutcome build(Certificate target, List<Certificate> graph, Crl... crls) {
        return Paths.build(builder(graph, crls), target);
    }

    @Test
    void rfc5280_6_3_3_f_afterARolloverTheNewKeySignsTheCrlForOldCertificates() {
        List<Certificate> graph = List.of(ca.certificate(), ca.newWithOld(rekeyed), ca.oldWithNew(rekeyed));
        assertThat(Paths.word(build(alice, graph, root.crl(), rekeyed.crl()))).isEqualTo("valid");
        Crl revoking = rekeyed.crl(list -> list.revoke(alice.serialNumber(), NOW));
        assertThat(Paths.checks(build(alice, graph, root.crl(), revoking))).contains(Check.REVOKED);
    }

    @Test
    void rfc5280_6_3_3_f_theNewKeyMayBeCertifiedByTheRootAsWell() {
        List<Certificate> graph = List.of(ca.certificate(), root.crossCertify(rekeyed));
        assertThat(Paths.word(build(alice, graph, root.crl(), rekeyed.crl()))).isEqualTo("valid");
    }

    @Test
    void aNeighbourCannotMakeACrlIssuerOfTheSameName() {
        TestCa neighbour = root.issueCa("CN=Neighbour");
        List<Certificate> graph = List.of(ca.certificate(), neighbour.certificate(), neighbour.crossCertify(rekeyed));
        PathOutcome outcome = build(alice, graph, root.crl(), neighbour.crl(), rekeyed.crl());
        assertThat(Paths.word(outcome)).isEqualTo("indeterminate");
        assertThat(Paths.checks(outcome)).contains(Check.CRL_SIGNATURE_INVALID);
    }

    @Test
    void rfc5280_6_3_3_f_withoutACertificateTheNewKeyIsNotBelieved() {
        PathOutcome outcome = build(alice, List.of(ca.certificate(), rekeyed.certificate()), root.crl(), rekeyed.crl());
        assertThat(outcome).isInstanceOf(PathOutcome.Indeterminate.class);
        assertThat(Paths.checks(outcome)).contains(Check.CRL_SIGNATURE_INVALID);
    }

    @Test
    void rfc5280_6_3_3_f_theNewKeyMustBeAllowedToSignCrls() {
        Certificate signsNoCrls = root.crossCertify(rekeyed, c -> c.keyUsage(KeyUsage.of(KeyUsage.Bit.KEY_CERT_SIGN)));
        assertThat(Paths.word(build(alice, List.of(ca.certificate(), signsNoCrls), root.crl(), rekeyed.crl())))
                .isEqualTo("indeterminate");
    }

    @Test
    void rfc5280_6_3_3_b_1_anIndirectCrlIssuerAnswersForWhoNamesIt() {
        List<Certificate> graph = List.of(ca.certificate(), crlIssuer.certificate());
        Crl listing =
                crlIssuer.indirectCrl(list -> list.certificateIssuer(ca.name()).revoke(bob.serialNumber(), NOW));
        assertThat(Paths.word(build(bob, graph, root.crl(), crlIssuer.indirectCrl(list -> {}))))
                .isEqualTo("valid");
        assertThat(Paths.checks(build(bob, graph, root.crl(), listing))).contains(Check.REVOKED);
        assertThat(Paths.word(build(alice, graph, root.crl(), crlIssuer.indirectCrl(list -> {}))))
                .as("alice's certificate does not name it")
                .isEqualTo("indeterminate");
    }

    @Test
    void rfc5280_6_3_3_f_aRevokedCrlIssuerIsNotBelieved() {
        Crl ofRoot = root.crl(list -> list.revoke(crlIssuer.certificate().serialNumber(), NOW));
        PathOutcome outcome = build(
                bob, List.of(ca.certificate(), crlIssuer.certificate()), ofRoot, crlIssuer.indirectCrl(list -> {}));
        assertThat(outcome).isInstanceOf(PathOutcome.Indeterminate.class);
        assertThat(Paths.checks(outcome)).contains(Check.CRL_ISSUER_NOT_TRUSTED);
    }

    @Test
    void rfc5280_6_3_3_f_aCrlIssuerUnderAnotherAnchorIsNotBelieved() {
        TestCa stranger = pki.root("CN=Stranger");
        TestCa foreign = stranger.issueCa("CN=CRL Issuer");
        PathBuilder builder = PathBuilder.of(
                TrustGraph.of(List.of(ca.certificate(), foreign.certificate())),
                List.of(TrustAnchor.of(root.certificate()), TrustAnchor.of(stranger.certificate())),
                Paths.REQUIRED,
                RevocationEvidence.of(List.of(root.crl(), stranger.crl(), foreign.indirectCrl(list -> {})), List.of()));
        assertThat(Paths.word(Paths.build(builder, bob))).isEqualTo("indeterminate");
    }

    @Test
    void crlIssuersThatVouchForEachOtherEndTheSearch() {
        TestCa one = root.issueCa("CN=One", c -> c.crlDistributionPoints(by("CN=Two")));
        TestCa two = root.issueCa("CN=Two", c -> c.crlDistributionPoints(by("CN=Three")));
        TestCa three = root.issueCa("CN=Three", c -> c.crlDistributionPoints(by("CN=One")));
        Certificate target = root.issueEndEntity("CN=T", c -> c.crlDistributionPoints(by("CN=One")))
                .certificate();
        PathOutcome outcome = build(
                target,
                List.of(one.certificate(), two.certificate(), three.certificate()),
                one.indirectCrl(list -> {}),
                two.indirectCrl(list -> {}),
                three.indirectCrl(list -> {}));
        assertThat(outcome.cost().signatures()).isLessThan(30);
        assertThat(outcome).isNotInstanceOf(PathOutcome.Invalid.class);
    }

    private static List<DistributionPoint> by(String crlIssuer) {
        GeneralName name = new GeneralName.DirectoryName(Name.of(crlIssuer));
        return List.of(new DistributionPoint(Optional.empty(), Optional.empty(), List.of(name)));
    }

    @Test
    void aPathThatLeansOnACrlIssuerHoldsNoLongerThanItsCertificate() {
        Certificate brief = root.crossCertify(
                rekeyed, c -> c.validity(NOW.minus(Duration.ofDays(9)), NOW.plus(Duration.ofDays(2))));
        PathBuilder builder = builder(List.of(ca.certificate(), brief), root.crl(), rekeyed.crl());
        assertThat(Paths.valid(Paths.build(builder, alice)).period().until()).isEqualTo(NOW.plus(Duration.ofDays(2)));
        PathRequest later = PathRequest.of(alice, NOW.plus(Duration.ofDays(3)));
        assertThat(Paths.word(builder.build(later))).isEqualTo("indeterminate");
    }

    @Test
    void anIssuerOfCrlsThatIsRevokedByANewerCrlIsNoLongerBelieved() {
        TestCa below = ca.issueCa("CN=Below", c -> c.crlDistributionPoints(by("CN=CRL Issuer")));
        Certificate target = below.issueEndEntity("CN=T").certificate();
        Crl ofRoot = root.crl();
        Crl ofBelow = below.crl();
        Crl indirect = crlIssuer.indirectCrl(list -> {});
        List<Certificate> graph = List.of(ca.certificate(), below.certificate(), crlIssuer.certificate());
        PathBuilder builder = builder(graph, ofRoot, ofBelow, indirect);
        assertThat(Paths.word(Paths.build(builder, target))).isEqualTo("valid");

        Crl revoking = root.crl(list -> list.revoke(crlIssuer.certificate().serialNumber(), NOW));
        PathBuilder next = builder.with(RevocationEvidence.of(List.of(revoking, ofBelow, indirect), List.of()));
        assertThat(Paths.word(Paths.build(next, target))).isEqualTo("indeterminate");
    }
}
