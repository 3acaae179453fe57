package kakehashi.x509;

import java.math.BigInteger;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Messages of SCVP in which every field is used.
final class ScvpSamples {
    static final TestCa CA = new TestCa("CN=Issuing CA,O=Demo,C=JP");
    static final TestCa CITIZEN = new TestCa("CN=Citizen,O=Demo,C=JP");
    static final Certificate ROOT = CA.selfSigned();
    static final Certificate TARGET = CA.issueTo(CITIZEN, 4711);
    static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    static final Bytes NONCE = Bytes.ofHex("00112233445566778899aabbccddeeff");
    static final Oid SOME_OID = Oid.of("1.2.392.200149.1.1");
    static final Bytes ATTRIBUTE_CERTIFICATE = Bytes.ofHex("3003020101");
    static final GeneralName RELAY = new GeneralName.DnsName("scvp.example.go.jp");
    static final Extensions EXTENSIONS = Extensions.of(List.of(new Extension(SOME_OID, true, Bytes.ofHex("0500"))));
    static final Crl CRL = crl();
    static final OcspResponse OCSP = ocsp();

    private ScvpSamples() {}

    private static Crl crl() {
        Bytes tbs = DerWriter.write(w -> w.sequence(s -> {
            s.integer(1);
            TestCa.ED25519.write(s);
            s.raw(CA.name().der()).time(NOON).time(NOON.plusSeconds(86_400));
        }));
        return Crl.parse(new ToBeSigned(tbs, TestCa.ED25519).signed(CA.sign(tbs)))
                .orElseThrow();
    }

    private static OcspResponse ocsp() {
        OcspResponseData data = new OcspResponseData(
                ResponderId.ofKey(CA.publicKey()),
                NOON,
                List.of(new SingleResponse(
                        CertId.of("SHA-256", ROOT, TARGET.serialNumber()),
                        new CertificateStatus.Good(),
                        NOON,
                        Optional.empty(),
                        Extensions.NONE)),
                Extensions.NONE);
        return new OcspResponse.Successful(data.signed(TestCa.ED25519, CA.sign(data.der()), List.of()));
    }

    static List<RevocationItem> revocationInfos() {
        return List.of(
                new RevocationItem.FullCrl(CRL),
                new RevocationItem.DeltaCrl(CRL),
                new RevocationItem.Ocsp(OCSP),
                new RevocationItem.Ocsp(new OcspResponse.Unsuccessful(OcspResponseStatus.TRY_LATER)),
                new RevocationItem.Other(SOME_OID, Bytes.ofHex("0500")));
    }

    static ValidationPolicy fullPolicy() {
        return ValidationPolicy.from(new ValidationPolRef(SOME_OID, Optional.of(Bytes.ofHex("020105"))))
                .validationAlg(ValidationAlg.name(new ValidationAlg.NameValidationAlgParms(
                        ValidationAlg.NameValidationAlgParms.DN_COMP_ALG,
                        List.of(new GeneralName.DirectoryName(CITIZEN.name())))))
                .userPolicySet(List.of(SOME_OID, PolicyInformation.ANY_POLICY))
                .inhibitPolicyMapping(true)
                .requireExplicitPolicy(false)
                .inhibitAnyPolicy(true)
                .trustAnchors(List.of(
                        new PkcReference.Cert(ROOT),
                        new PkcReference.PkcRef(ScvpCertId.of(DigestAlgorithm.SHA_1, ROOT))))
                .keyUsages(List.of(KeyUsage.of(KeyUsage.Bit.DIGITAL_SIGNATURE), KeyUsage.of(KeyUsage.Bit.CRL_SIGN)))
                .extendedKeyUsages(List.of(ExtendedKeyUsage.CLIENT_AUTH))
                .specifiedKeyUsages(List.of())
                .build();
    }

    static Query fullQuery() {
        return Query.about(
                        new CertReferences.PkcRefs(List.of(
                                new PkcReference.Cert(TARGET),
                                new PkcReference.PkcRef(ScvpCertId.of(DigestAlgorithm.SHA_256, TARGET)))),
                        CertCheck.BUILD_STATUS_CHECKED_PKC_PATH,
                        fullPolicy())
                .checks(List.of(CertCheck.BUILD_STATUS_CHECKED_PKC_PATH.id(), SOME_OID))
                .wantBack(WantBack.PKC_BEST_CERT_PATH, WantBack.PKC_REVOCATION_INFO)
                .responseFlags(ResponseFlags.DEFAULT
                        .with(ResponseFlags.Flag.FULL_REQUEST_IN_RESPONSE)
                        .without(ResponseFlags.Flag.CACHED_RESPONSE))
                .serverContextInfo(Bytes.ofHex("c0ffee"))
                .validationTime(NOON)
                .intermediateCerts(List.of(ROOT))
                .revInfos(revocationInfos())
                .producedAt(NOON.minusSeconds(60))
                .queryExtensions(EXTENSIONS)
                .build();
    }

    static CvRequest fullRequest() {
        return CvRequest.from(fullQuery())
                .requestorRef(List.of(RELAY))
                .requestNonce(NONCE)
                .requestorName(new GeneralName.DirectoryName(CITIZEN.name()))
                .responderName(RELAY)
                .requestExtensions(EXTENSIONS)
                .signatureAlg(TestCa.ED25519)
                .hashAlg(DigestAlgorithm.SHA_256)
                .requestorText("件名 42")
                .build();
    }

    static CvRequest smallRequest() {
        return CvRequest.of(Query.about(
                        CertReferences.of(List.of(TARGET)),
                        CertCheck.BUILD_PKC_PATH,
                        ValidationPolicy.of(ValidationPolRef.defaultValPolicy()))
                .build());
    }

    static List<ReplyWantBack> allWantBacks() {
        var path = new WantBackValue.CertBundle(List.of(TARGET, ROOT));
        var infos = new WantBackValue.RevInfoWantBack(revocationInfos(), List.of(ROOT));
        var infosOnly = new WantBackValue.RevInfoWantBack(revocationInfos(), List.of());
        return List.of(
                ReplyWantBack.of(WantBack.PKC_BEST_CERT_PATH, path),
                ReplyWantBack.of(WantBack.PKC_REVOCATION_INFO, infos),
                ReplyWantBack.of(
                        WantBack.PKC_PUBLIC_KEY_INFO, new WantBackValue.PublicKey(TARGET.subjectPublicKeyInfo())),
                ReplyWantBack.of(WantBack.AA_CERT_PATH, path),
                ReplyWantBack.of(WantBack.AA_REVOCATION_INFO, infosOnly),
                ReplyWantBack.of(WantBack.AC_REVOCATION_INFO, new WantBackValue.Unsatisfied()),
                ReplyWantBack.of(
                        WantBack.RELAYED_RESPONSES,
                        new WantBackValue.ScvpResponses(List.of(errorResponse().contentInfo()))),
                ReplyWantBack.of(WantBack.PKC_CERT, new WantBackValue.PkcCert(TARGET)),
                ReplyWantBack.of(WantBack.AC_CERT, new WantBackValue.AcCert(ATTRIBUTE_CERTIFICATE)),
                ReplyWantBack.of(
                        WantBack.PKC_ALL_CERT_PATHS,
                        new WantBackValue.CertBundles(List.of(path, new WantBackValue.CertBundle(List.of(TARGET))))),
                ReplyWantBack.of(WantBack.PKC_EE_REVOCATION_INFO, infosOnly),
                ReplyWantBack.of(WantBack.PKC_CAS_REVOCATION_INFO, infos),
                new ReplyWantBack(SOME_OID, new WantBackValue.Other(Bytes.ofHex("deadbeef"))));
    }

    static CvResponse errorResponse() {
        return CvResponse.from(BigInteger.ONE, NOON, new ResponseStatus(CvStatusCode.TOO_BUSY, Optional.of("back off")))
                .build();
    }

    static CvResponse fullResponse(RequestReference reference) {
        CertReply good = CertReply.of(
                        new PkcReference.Cert(TARGET),
                        CertReply.ReplyStatus.SUCCESS,
                        NOON,
                        List.of(new CertReply.ReplyCheck(
                                CertCheck.BUILD_STATUS_CHECKED_PKC_PATH.id(), CertReply.ReplyCheck.PASSED)),
                        allWantBacks())
                .withNextUpdate(NOON.plusSeconds(3600));
        CertReply bad = CertReply.of(
                        new AcReference.AcRef(ScvpCertId.of(DigestAlgorithm.SHA_512, TARGET)),
                        CertReply.ReplyStatus.CERT_PATH_NOT_VALID,
                        NOON,
                        List.of(new CertReply.ReplyCheck(
                                CertCheck.BUILD_STATUS_CHECKED_PKC_PATH.id(),
                                CertReply.ReplyCheck.REVOCATION_UNAVAILABLE)),
                        List.of())
                .withValidationErrors(List.of(ValidationError.REVOKED.id()));
        return CvResponse.from(BigInteger.valueOf(77), NOON, ResponseStatus.OKAY)
                .repeating(fullRequest())
                .respValidationPolicy(fullPolicy())
                .requestRef(reference)
                .replyObjects(List.of(good, bad))
                .serverContextInfo(Bytes.ofHex("c0ffee"))
                .cvResponseExtensions(EXTENSIONS)
                .build();
    }

    static ValPolResponse policyResponse(
            Optional<Instant> nextUpdate, int clockSkew, Optional<List<ValPolResponse.KeyAgreePublicKey>> keys) {
        Set<ValPolResponse.RevocationInfoType> types = EnumSet.of(
                ValPolResponse.RevocationInfoType.FULL_CRLS, ValPolResponse.RevocationInfoType.OCSP_RESPONSES);
        return new ValPolResponse(
                ValPolResponse.VERSION,
                CvRequest.VERSION,
                ValPolRequest.VERSION,
                BigInteger.TEN.pow(30),
                NOON,
                nextUpdate,
                List.of(CertCheck.BUILD_PKC_PATH.id(), CertCheck.BUILD_VALID_PKC_PATH.id()),
                List.of(WantBack.PKC_BEST_CERT_PATH.id()),
                List.of(ValidationPolRef.DEFAULT_VAL_POLICY),
                List.of(ValidationAlg.BASIC_VAL_ALG, ValidationAlg.NAME_VAL_ALG),
                List.of(),
                ValPolResponse.ResponseTypes.CACHED_AND_NON_CACHED,
                fullPolicy(),
                types,
                List.of(TestCa.ED25519),
                List.of(TestCa.ED25519),
                List.of(DigestAlgorithm.SHA_256.id()),
                keys,
                clockSkew,
                nextUpdate.map(time -> NONCE));
    }
}
