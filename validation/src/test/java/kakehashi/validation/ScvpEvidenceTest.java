package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import kakehashi.path.RevocationEvidence;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.CertCheck;
import kakehashi.x509.CertReferences;
import kakehashi.x509.CertReply;
import kakehashi.x509.CertReply.ReplyCheck;
import kakehashi.x509.CertReply.ReplyStatus;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.DistributionPoint;
import kakehashi.x509.DistributionPointName;
import kakehashi.x509.GeneralName;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.Query;
import kakehashi.x509.RevocationItem;
import kakehashi.x509.ValidationError;
import kakehashi.x509.ValidationPolRef;
import kakehashi.x509.ValidationPolicy;
import kakehashi.x509.WantBack;
import org.junit.jupiter.api.Test;

/// What SCVP says of evidence that is there, stale or missing, and what of it a client is given.
class ScvpEvidenceTest {
    private final ScvpScene scene = new ScvpScene();
    private final Certificate alice = scene.alice.certificate();

    @Test
    void rfc5055_4_9_2_saysThatAWantBackCouldNotBeSatisfied() {
        scene.validation.replace(RevocationEvidence.empty());
        CertReply reply = scene.reply(
                ScvpScene.about(CertCheck.BUILD_VALID_PKC_PATH, alice).wantBack(WantBack.PKC_REVOCATION_INFO));
        assertThat(reply.replyStatus()).isEqualTo(ReplyStatus.WANT_BACK_UNSATISFIED);
        assertThat(reply.replyWantBacks()).isEmpty();
        assertThat(reply.replyChecks()).hasSize(1);
    }

    @Test
    void rfc5055_3_2_3_givesEvidenceToWhoeverLooksAtItHimself() {
        RevocationItem.FullCrl revoking = (RevocationItem.FullCrl) scene.revoking(scene.alice);
        scene.validation.replace(scene.evidence().with(List.of(revoking.crl()), List.of()));
        CertReply found = scene.reply(ScvpScene.about(CertCheck.BUILD_PKC_PATH, alice)
                .wantBack(WantBack.PKC_BEST_CERT_PATH, WantBack.PKC_REVOCATION_INFO, WantBack.PKC_EE_REVOCATION_INFO));
        assertThat(found.replyStatus()).isEqualTo(ReplyStatus.SUCCESS);
        assertThat(ScvpScene.pieces(found, WantBack.PKC_REVOCATION_INFO)).isEqualTo(3);
    }

    @Test
    void rfc5055_4_9_4_tellsStaleEvidenceFromASourceOutOfReachAndFromNone() {
        scene.validation.replace(RevocationEvidence.of(List.of(scene.root.crl(), scene.bridge.crl()), List.of()));
        assertThat(statusCheck(alice)).isEqualTo(ReplyCheck.NO_REVOCATION_SOURCE);
        Certificate pointing = scene.agency
                .issueEndEntity(
                        "CN=Dora,O=Agency,C=JP",
                        c -> c.crlDistributionPoints(List.of(pointAt("http://crl.example.jp/a.crl"))))
                .certificate();
        assertThat(statusCheck(pointing)).isEqualTo(ReplyCheck.REVOCATION_UNAVAILABLE);
        Crl stale = scene.agency.crl(
                TestPki.NOW.minus(Duration.ofDays(9)), list -> list.nextUpdate(TestPki.NOW.minus(Duration.ofDays(2))));
        scene.validation.replace(
                RevocationEvidence.of(List.of(scene.root.crl(), scene.bridge.crl(), stale), List.of()));
        assertThat(statusCheck(alice)).isEqualTo(ReplyCheck.REVOCATION_OFF_LINE);
    }

    /// The anchor's own certificate has no policies: the way through it is no better than the one without it.
    @Test
    void rfc5055_4_9_4_tellsOfStaleEvidenceAboutACaWhatIsSaidOfTheTarget() {
        List<PolicyInformation> policies = List.of(PolicyInformation.of(PolicyInformation.ANY_POLICY));
        TestCa office = scene.root.issueCa("CN=Office,O=Government,C=JP", c -> c.certificatePolicies(policies));
        Certificate dora = office.issueEndEntity("CN=Dora,O=Government,C=JP", c -> c.certificatePolicies(policies))
                .certificate();
        scene.validation.replace(
                scene.validation.graph().with(List.of(scene.root.certificate(), office.certificate())));
        Crl stale = scene.root.crl(
                TestPki.NOW.minus(Duration.ofDays(9)), list -> list.nextUpdate(TestPki.NOW.minus(Duration.ofDays(2))));
        scene.validation.replace(RevocationEvidence.of(List.of(stale, office.crl()), List.of()));
        CertReply reply = scene.reply(Query.about(
                CertReferences.of(List.of(dora)),
                CertCheck.BUILD_STATUS_CHECKED_PKC_PATH,
                ValidationPolicy.of(ValidationPolRef.of(ScvpScene.STRICT))));
        assertThat(reply.replyStatus()).isEqualTo(ReplyStatus.CERT_PATH_NOT_VALID_NOW);
        assertThat(reply.replyChecks().getFirst().status()).isEqualTo(ReplyCheck.REVOCATION_OFF_LINE);
        assertThat(reply.validationErrors()).containsExactly(ValidationError.NO_VALID_CERT_PATH.id());
    }

    private static DistributionPoint pointAt(String uri) {
        List<GeneralName> names = List.of(new GeneralName.UniformResourceIdentifier(uri));
        return new DistributionPoint(
                Optional.of(new DistributionPointName.FullName(names)), Optional.empty(), List.of());
    }

    private int statusCheck(Certificate certificate) {
        return scene.reply(ScvpScene.statusOf(certificate))
                .replyChecks()
                .getFirst()
                .status();
    }
}
