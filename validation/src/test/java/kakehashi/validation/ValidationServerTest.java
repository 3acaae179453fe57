package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.path.RevocationEvidence;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestPki;
import kakehashi.x509.AlgorithmIdentifier;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertCheck;
import kakehashi.x509.CertReferences;
import kakehashi.x509.CertReply;
import kakehashi.x509.CertReply.ReplyCheck;
import kakehashi.x509.CertReply.ReplyStatus;
import kakehashi.x509.Certificate;
import kakehashi.x509.CrlReason;
import kakehashi.x509.CvRequest;
import kakehashi.x509.CvResponse;
import kakehashi.x509.CvStatusCode;
import kakehashi.x509.DigestAlgorithm;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.Extension;
import kakehashi.x509.Extensions;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Oid;
import kakehashi.x509.PkcReference;
import kakehashi.x509.Query;
import kakehashi.x509.ReplyWantBack;
import kakehashi.x509.RevocationItem;
import kakehashi.x509.ScvpCertId;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.ValidationAlg;
import kakehashi.x509.ValidationAlg.NameValidationAlgParms;
import kakehashi.x509.ValidationError;
import kakehashi.x509.ValidationPolRef;
import kakehashi.x509.ValidationPolicy;
import kakehashi.x509.WantBack;
import kakehashi.x509.WantBackValue;
import org.junit.jupiter.api.Test;

class ValidationServerTest {
    private final ScvpScene scene = new ScvpScene();
    private final Certificate alice = scene.alice.certificate();

    private CvStatusCode refusal(CvRequest request) {
        CvResponse response = scene.ask(request);
        assertThat(response.replyObjects()).isEmpty();
        return response.responseStatus().statusCode();
    }

    private CvStatusCode refusal(Query.Builder query) {
        return refusal(CvRequest.of(query.build()));
    }

    private Query.Builder under(ValidationPolicy policy) {
        return Query.about(CertReferences.of(List.of(alice)), CertCheck.BUILD_STATUS_CHECKED_PKC_PATH, policy);
    }

    private static ValidationPolicy.Builder byDefault() {
        return ValidationPolicy.from(ValidationPolRef.defaultValPolicy());
    }

    @Test
    void findsThePathOverTheBridgeAndSaysUntilWhen() {
        CertReply reply = scene.reply(ScvpScene.statusOf(alice));
        assertThat(reply.replyStatus()).isEqualTo(ReplyStatus.SUCCESS);
        assertThat(reply.replyChecks())
                .containsExactly(new ReplyCheck(CertCheck.BUILD_STATUS_CHECKED_PKC_PATH.id(), ReplyCheck.PASSED));
        assertThat(reply.nextUpdate()).contains(TestPki.NOW.plus(Duration.ofDays(7)));
        assertThat(reply.validationErrors()).isEmpty();
    }

    @Test
    void rfc5055_4_9_5_givesBackPathEvidenceKeyAndCertificate() {
        CertReply reply = scene.reply(ScvpScene.statusOf(alice)
                .wantBack(
                        WantBack.PKC_BEST_CERT_PATH,
                        WantBack.PKC_ALL_CERT_PATHS,
                        WantBack.PKC_REVOCATION_INFO,
                        WantBack.PKC_EE_REVOCATION_INFO,
                        WantBack.PKC_CAS_REVOCATION_INFO,
                        WantBack.PKC_PUBLIC_KEY_INFO,
                        WantBack.PKC_CERT,
                        WantBack.RELAYED_RESPONSES));
        assertThat(reply.replyStatus()).isEqualTo(ReplyStatus.SUCCESS);
        List<Certificate> path = List.of(alice, scene.toAgency, scene.toBridge);
        assertThat(reply.value(WantBack.PKC_BEST_CERT_PATH)).contains(new WantBackValue.CertBundle(path));
        assertThat(reply.value(WantBack.PKC_ALL_CERT_PATHS))
                .contains(new WantBackValue.CertBundles(List.of(new WantBackValue.CertBundle(path))));
        assertThat(reply.value(WantBack.PKC_PUBLIC_KEY_INFO))
                .contains(new WantBackValue.PublicKey(alice.subjectPublicKeyInfo()));
        assertThat(reply.value(WantBack.PKC_CERT)).contains(new WantBackValue.PkcCert(alice));
        assertThat(ScvpScene.pieces(reply, WantBack.PKC_REVOCATION_INFO)).isEqualTo(3);
        assertThat(ScvpScene.pieces(reply, WantBack.PKC_EE_REVOCATION_INFO)).isEqualTo(1);
        assertThat(ScvpScene.pieces(reply, WantBack.PKC_CAS_REVOCATION_INFO)).isEqualTo(2);
    }

    @Test
    void givesBackNoMoreThanAResponseMayHold() {
        ScvpAllowance little = new ScvpAllowance(2L * alice.der().length() + 1);
        ReplyWantBack own = ReplyWantBack.of(WantBack.PKC_CERT, new WantBackValue.PkcCert(alice));
        assertThat(little.take(List.of(own))).isTrue();
        assertThat(little.take(List.of(own, own))).isFalse();
        assertThat(little.take(List.of(own))).isTrue();
        assertThat(little.take(List.of(own))).isFalse();
        ScvpQuestions questions = new ScvpQuestions(scene.validation, ScvpOptions.DEFAULT, Optional.empty());
        ScvpQuestions.Asked asked = questions.read(CvRequest.of(ScvpScene.statusOf(alice, alice, alice)
                .wantBack(WantBack.PKC_CERT)
                .build()));
        ScvpAllowance two = new ScvpAllowance(2L * alice.der().length());
        assertThat(new ScvpReplies(scene.validation, questions, TestPki.NOW, scene.validation.patience(), two)
                        .all(asked).stream().map(ScvpReplies.Judged::reply).toList())
                .extracting(CertReply::replyStatus)
                .containsExactly(ReplyStatus.SUCCESS, ReplyStatus.SUCCESS, ReplyStatus.WANT_BACK_UNSATISFIED);
    }

    @Test
    void rfc5055_4_9_2_saysThatACertificateCannotBeReadAndAnswersAboutTheOthers() {
        PkcReference garbage = new PkcReference.Unreadable(Bytes.ofHex("3003020105"));
        Query.Builder query = Query.about(
                new CertReferences.PkcRefs(List.of(garbage, new PkcReference.Cert(alice))),
                CertCheck.BUILD_VALID_PKC_PATH,
                byDefault().build());
        List<CertReply> replies = scene.ask(query).replyObjects();
        assertThat(replies)
                .extracting(CertReply::replyStatus)
                .containsExactly(ReplyStatus.MALFORMED_PKC, ReplyStatus.SUCCESS);
        assertThat(replies.getFirst().cert()).isEqualTo(garbage);
        assertThat(replies.getFirst().replyChecks()).isEmpty();
    }

    @Test
    void rfc5055_4_9_2_aCertificateOnHoldMayBeValidLater() {
        RevocationItem held = new RevocationItem.FullCrl(scene.agency.crl(
                TestPki.NOW.minus(Duration.ofHours(1)),
                list -> list.revoke(alice.serialNumber(), TestPki.NOW.minusSeconds(7200), CrlReason.CERTIFICATE_HOLD)));
        CertReply reply = scene.reply(ScvpScene.statusOf(alice).revInfos(List.of(held)));
        assertThat(reply.replyStatus()).isEqualTo(ReplyStatus.CERT_PATH_NOT_VALID_NOW);
        assertThat(reply.validationErrors()).containsExactly(ValidationError.REVOKED.id());
        assertThat(reply.replyChecks().getFirst().status()).isEqualTo(ReplyCheck.FAILED);
    }

    @Test
    void treasuryProfileTable6_namesWeakKeysAndDigests() throws GeneralSecurityException {
        KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
        small.initialize(1024);
        Bytes key = Bytes.wrap(small.generateKeyPair().getPublic().getEncoded());
        Certificate weak = scene.agency
                .issueEndEntity(
                        "CN=Weak,O=Agency,C=JP",
                        c -> c.publicKey(SubjectPublicKeyInfo.parse(key).orElseThrow()))
                .certificate();
        assertThat(scene.reply(ScvpScene.statusOf(weak)).validationErrors())
                .containsExactly(ValidationError.WEAK_CERT_KEY.id(), ValidationError.NO_VALID_CERT_PATH.id());
        Oid strong = Oid.of("1.2.392.1.4");
        scene.validation.replace(
                scene.validation.policies().with(scene.policy(strong, "refuse-signature = " + TestPki.USUAL.label())));
        CertReply reply = scene.reply(under(ValidationPolicy.of(ValidationPolRef.of(strong))));
        assertThat(reply.validationErrors())
                .containsExactly(ValidationError.WEAK_CERT_HASH.id(), ValidationError.NO_VALID_CERT_PATH.id());
    }

    @Test
    void believesACrlOfTheRequestThatRevokes() {
        CertReply reply = scene.reply(ScvpScene.statusOf(alice).revInfos(List.of(scene.revoking(scene.alice))));
        assertThat(reply.replyStatus()).isEqualTo(ReplyStatus.CERT_PATH_NOT_VALID);
        assertThat(reply.validationErrors()).containsExactly(ValidationError.REVOKED.id());
        assertThat(reply.replyChecks().getFirst().status()).isEqualTo(ReplyCheck.FAILED);
        assertThat(scene.reply(ScvpScene.statusOf(alice)).replyStatus()).isEqualTo(ReplyStatus.SUCCESS);
    }

    @Test
    void answersEachCheckAndEachCertificateOfABatch() {
        scene.validation.replace(RevocationEvidence.of(List.of(scene.root.crl(), scene.bridge.crl()), List.of()));
        List<CertReply> replies = scene.ask(ScvpScene.statusOf(alice, scene.bob.certificate())
                        .checks(ScvpQuestions.CHECKS.stream().map(CertCheck::id).toList()))
                .replyObjects();
        assertThat(replies).hasSize(2);
        for (CertReply reply : replies) {
            assertThat(reply.replyStatus()).isEqualTo(ReplyStatus.CERT_PATH_NOT_VALID_NOW);
            assertThat(reply.replyChecks())
                    .extracting(ReplyCheck::status)
                    .containsExactly(ReplyCheck.PASSED, ReplyCheck.PASSED, ReplyCheck.NO_REVOCATION_SOURCE);
        }
    }

    @Test
    void buildsAPathThatDoesNotHoldWhenOnlyDiscoveryIsAsked() {
        scene.clock.advance(Duration.ofDays(500));
        CertReply found =
                scene.reply(ScvpScene.about(CertCheck.BUILD_PKC_PATH, alice).wantBack(WantBack.PKC_BEST_CERT_PATH));
        assertThat(found.replyStatus()).isEqualTo(ReplyStatus.SUCCESS);
        assertThat(found.value(WantBack.PKC_BEST_CERT_PATH))
                .contains(new WantBackValue.CertBundle(List.of(alice, scene.toAgency, scene.toBridge)));
        CertReply judged = scene.reply(ScvpScene.about(CertCheck.BUILD_VALID_PKC_PATH, alice));
        assertThat(judged.replyStatus()).isEqualTo(ReplyStatus.CERT_PATH_NOT_VALID);
        assertThat(judged.validationErrors()).containsExactly(ValidationError.EXPIRED.id());
    }

    @Test
    void saysThatNoPathCouldBeConstructedUnlessTheRequestBringsTheMissingCertificate() {
        TestCa office = scene.agency.issueCa("CN=Office,O=Agency,C=JP");
        Certificate carol = office.issueEndEntity("CN=Carol,O=Agency,C=JP").certificate();
        CertReply alone = scene.reply(ScvpScene.about(CertCheck.BUILD_VALID_PKC_PATH, carol));
        assertThat(alone.replyStatus()).isEqualTo(ReplyStatus.CERT_PATH_CONSTRUCT_FAIL);
        assertThat(alone.validationErrors()).containsExactly(ValidationError.NO_VALID_CERT_PATH.id());
        CertReply helped = scene.reply(ScvpScene.about(CertCheck.BUILD_VALID_PKC_PATH, carol)
                .intermediateCerts(List.of(office.certificate())));
        assertThat(helped.replyStatus()).isEqualTo(ReplyStatus.SUCCESS);
        assertThat(scene.validation.graph().contains(office.certificate())).isFalse();
    }

    @Test
    void judgesAtTheTimeThatIsAskedAndNotInTheFuture() {
        CertReply before = scene.reply(ScvpScene.about(CertCheck.BUILD_VALID_PKC_PATH, alice)
                .validationTime(TestPki.NOW.minus(Duration.ofDays(60))));
        assertThat(before.replyStatus()).isEqualTo(ReplyStatus.CERT_PATH_NOT_VALID_NOW);
        assertThat(before.validationErrors()).containsExactly(ValidationError.NOT_YET_VALID.id());
        CertReply longBefore = scene.reply(ScvpScene.about(CertCheck.BUILD_VALID_PKC_PATH, alice)
                .validationTime(TestPki.NOW.minus(Duration.ofDays(9_000))));
        assertThat(longBefore.replyStatus()).isEqualTo(ReplyStatus.CERT_PATH_NOT_VALID_NOW);
        assertThat(longBefore.validationErrors()).containsExactly(ValidationError.NOT_YET_VALID.id());
        CertReply future = scene.reply(ScvpScene.about(CertCheck.BUILD_VALID_PKC_PATH, alice)
                .validationTime(TestPki.NOW.plus(Duration.ofDays(60))));
        assertThat(future.replyStatus()).isEqualTo(ReplyStatus.UNAVAILABLE_VALIDATION_TIME);
        assertThat(future.replyChecks()).isEmpty();
    }

    @Test
    void findsReferredCertificatesByTheirDigest() {
        PkcReference known = new PkcReference.PkcRef(ScvpCertId.of(DigestAlgorithm.SHA_256, scene.toAgency));
        PkcReference unknown = new PkcReference.PkcRef(ScvpCertId.of(DigestAlgorithm.SHA_1, alice));
        Query.Builder query = Query.about(
                new CertReferences.PkcRefs(List.of(known, unknown)),
                CertCheck.BUILD_VALID_PKC_PATH,
                byDefault().build());
        assertThat(scene.ask(query).replyObjects())
                .extracting(CertReply::replyStatus)
                .containsExactly(ReplyStatus.SUCCESS, ReplyStatus.REFERENCE_CERT_HASH_FAIL);
    }

    @Test
    void rfc5055_3_2_1_findsAPublishedCertificateByIssuerAndNumber() {
        ScvpCertId id = ScvpCertId.of(DigestAlgorithm.SHA_1, alice);
        ScvpCertId other = new ScvpCertId(
                ScvpCertId.of(DigestAlgorithm.SHA_1, scene.toAgency).certHash(),
                id.issuer(),
                id.serialNumber(),
                id.hashAlgorithm());
        Query.Builder query = Query.about(
                new CertReferences.PkcRefs(List.of(new PkcReference.PkcRef(id), new PkcReference.PkcRef(other))),
                CertCheck.BUILD_STATUS_CHECKED_PKC_PATH,
                byDefault().build());
        scene.validation.lookIn(
                (issuer, serial) -> Stream.of(alice).filter(one -> one.issuer().equals(issuer)));
        assertThat(scene.ask(query).replyObjects())
                .extracting(CertReply::replyStatus)
                .containsExactly(ReplyStatus.SUCCESS, ReplyStatus.REFERENCE_CERT_HASH_FAIL);
    }

    @Test
    void takesAnchorsAndInputsOfTheRequestWhereThePolicyLetsIt() {
        ValidationPolicy own = byDefault()
                .trustAnchors(List.of(new PkcReference.Cert(scene.agency.certificate())))
                .build();
        CertReply direct = scene.reply(under(own).wantBack(WantBack.PKC_BEST_CERT_PATH));
        assertThat(direct.value(WantBack.PKC_BEST_CERT_PATH)).contains(new WantBackValue.CertBundle(List.of(alice)));
        ValidationPolicy explicit = byDefault().requireExplicitPolicy(true).build();
        CertReply without = scene.reply(under(explicit));
        assertThat(without.validationErrors()).containsExactly(ValidationError.INVALID_CERT_POLICY.id());
    }

    @Test
    void refusesInputsOfTheRequestWhereThePolicyDoesNotLetIt() {
        ValidationPolRef strict = ValidationPolRef.of(ScvpScene.STRICT);
        assertThat(refusal(under(ValidationPolicy.from(strict)
                        .requireExplicitPolicy(false)
                        .build())))
                .isEqualTo(CvStatusCode.REQUIRE_EXPLICIT_POLICY_UNSUPPORTED);
        assertThat(refusal(under(
                        ValidationPolicy.from(strict).inhibitPolicyMapping(true).build())))
                .isEqualTo(CvStatusCode.INHIBIT_POLICY_MAPPING_UNSUPPORTED);
        assertThat(refusal(under(
                        ValidationPolicy.from(strict).inhibitAnyPolicy(true).build())))
                .isEqualTo(CvStatusCode.INHIBIT_ANY_POLICY_UNSUPPORTED);
        PkcReference anchor = new PkcReference.Cert(scene.agency.certificate());
        assertThat(refusal(under(ValidationPolicy.from(strict)
                        .trustAnchors(List.of(anchor))
                        .build())))
                .isEqualTo(CvStatusCode.NOT_AUTHORIZED);
        CvResponse same = scene.ask(
                under(ValidationPolicy.from(strict).requireExplicitPolicy(true).build()));
        assertThat(same.responseStatus().statusCode()).isEqualTo(CvStatusCode.OKAY);
    }

    @Test
    void rfc5055_3_2_4_demandsKeyUsagesAndPurposes() {
        ValidationPolicy usage = byDefault()
                .keyUsages(List.of(KeyUsage.of(KeyUsage.Bit.KEY_AGREEMENT)))
                .build();
        assertThat(scene.reply(under(usage)).validationErrors())
                .containsExactly(ValidationError.INVALID_KEY_USAGE.id());
        ValidationPolicy any = byDefault()
                .keyUsages(
                        List.of(KeyUsage.of(KeyUsage.Bit.KEY_AGREEMENT), KeyUsage.of(KeyUsage.Bit.DIGITAL_SIGNATURE)))
                .extendedKeyUsages(List.of(ExtendedKeyUsage.CLIENT_AUTH))
                .build();
        assertThat(scene.reply(under(any)).replyStatus()).isEqualTo(ReplyStatus.SUCCESS);
        ValidationPolicy specified = byDefault()
                .specifiedKeyUsages(List.of(ExtendedKeyUsage.CLIENT_AUTH))
                .build();
        assertThat(scene.reply(under(specified)).validationErrors())
                .containsExactly(ValidationError.INVALID_KEY_PURPOSE.id());
    }

    private CertReply named(Oid comparison, GeneralName... names) {
        ValidationAlg algorithm = ValidationAlg.name(new NameValidationAlgParms(comparison, List.of(names)));
        return scene.reply(under(byDefault().validationAlg(algorithm).build()));
    }

    @Test
    void rfc5055_3_2_4_2_3_findsNames() {
        GeneralName alices = new GeneralName.DirectoryName(alice.subject());
        GeneralName bobs = new GeneralName.DirectoryName(scene.bob.certificate().subject());
        Oid dn = NameValidationAlgParms.DN_COMP_ALG;
        assertThat(named(dn, bobs, alices).replyStatus()).isEqualTo(ReplyStatus.SUCCESS);
        assertThat(named(dn, bobs).validationErrors()).containsExactly(ValidationError.NAME_MISMATCH.id());
        GeneralName host = new GeneralName.DnsName("www.example.jp");
        assertThat(named(ExtendedKeyUsage.SERVER_AUTH, host).validationErrors())
                .containsExactly(ValidationError.NO_NAME.id());
        assertThat(named(dn, host).validationErrors()).containsExactly(ValidationError.BAD_NAME_TYPE.id());
        assertThat(named(dn, host, alices).validationErrors()).containsExactly(ValidationError.MIXED_NAMES.id());
        assertThat(named(Oid.of("1.2.3"), host).validationErrors()).containsExactly(ValidationError.UNKNOWN_ALG.id());
    }

    @Test
    void rfc5055_4_4_refusesWithTheStatusOfTheStandard() {
        Query.Builder query = ScvpScene.statusOf(alice);
        assertThat(refusal(ScvpScene.statusOf(alice).checks(List.of(CertCheck.BUILD_AA_PATH.id()))))
                .isEqualTo(CvStatusCode.UNSUPPORTED_CHECKS);
        assertThat(refusal(ScvpScene.statusOf(alice).wantBack(WantBack.AC_CERT)))
                .isEqualTo(CvStatusCode.UNSUPPORTED_WANT_BACKS);
        assertThat(refusal(under(ValidationPolicy.of(ValidationPolRef.of(Oid.of("1.2.3"))))))
                .isEqualTo(CvStatusCode.UNRECOGNIZED_VAL_POL);
        ValidationPolRef parameters = new ValidationPolRef(ScvpScene.DEFAULT, Optional.of(Bytes.ofHex("020101")));
        assertThat(refusal(under(ValidationPolicy.of(parameters)))).isEqualTo(CvStatusCode.UNRECOGNIZED_VAL_POL);
        ValidationPolRef nothing = new ValidationPolRef(ScvpScene.DEFAULT, Optional.of(Bytes.ofHex("0500")));
        assertThat(scene.reply(under(ValidationPolicy.of(nothing))).replyStatus())
                .isEqualTo(ReplyStatus.SUCCESS);
        ValidationAlg strange = new ValidationAlg(Oid.of("1.2.3"), Optional.empty());
        assertThat(refusal(under(byDefault().validationAlg(strange).build())))
                .isEqualTo(CvStatusCode.UNRECOGNIZED_VAL_ALG);
        Extensions critical = Extensions.of(List.of(new Extension(Oid.of("1.2.3"), true, AlgorithmIdentifier.NULL)));
        assertThat(refusal(CvRequest.from(query.build())
                        .requestExtensions(critical)
                        .build()))
                .isEqualTo(CvStatusCode.UNRECOGNIZED_CRIT_REQUEST_EXT);
        assertThat(refusal(ScvpScene.statusOf(alice).queryExtensions(critical)))
                .isEqualTo(CvStatusCode.UNRECOGNIZED_CRIT_QUERY_EXT);
        GeneralName own =
                new GeneralName.DirectoryName(scene.credential.certificate().subject());
        assertThat(refusal(
                        CvRequest.from(query.build()).requestorRef(List.of(own)).build()))
                .isEqualTo(CvStatusCode.RELAYING_LOOP);
        GeneralName other = new GeneralName.DnsName("other.example.jp");
        assertThat(refusal(CvRequest.from(query.build()).responderName(other).build()))
                .isEqualTo(CvStatusCode.UNRECOGNIZED_RESPONDER_NAME);
    }
}
