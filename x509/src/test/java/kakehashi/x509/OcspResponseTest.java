package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OcspResponseTest {
    private static final TestCa CA = new TestCa("CN=Issuing CA,O=Demo,C=JP");
    private static final Certificate ISSUER = CA.selfSigned();
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant EVENING = Instant.parse("2026-06-01T18:00:00Z");
    private static final Bytes NONCE = Bytes.ofHex("00112233445566778899aabbccddeeff");
    private static final CrlReference CRL = new CrlReference(
            Optional.of("http://repository.example.go.jp/ca.crl"), Optional.of(BigInteger.TEN), Optional.of(NOON));

    private static CertId id(long serial) {
        return CertId.of("SHA-256", ISSUER, SerialNumber.of(BigInteger.valueOf(serial)));
    }

    private static final OcspResponseData DATA = new OcspResponseData(
            ResponderId.ofKey(CA.publicKey()),
            NOON,
            List.of(
                    new SingleResponse(
                            id(1),
                            new CertificateStatus.Good(),
                            NOON,
                            Optional.of(EVENING),
                            Extensions.of(List.of(OcspExtension.archiveCutoff(Instant.parse("2016-06-01T00:00:00Z"))))),
                    new SingleResponse(
                            id(2),
                            new CertificateStatus.Revoked(NOON, Optional.of(CrlReason.KEY_COMPROMISE)),
                            NOON,
                            Optional.empty(),
                            Extensions.of(List.of(OcspExtension.crlReference(CRL)))),
                    new SingleResponse(
                            id(3),
                            new CertificateStatus.Revoked(NOON, Optional.empty()),
                            NOON,
                            Optional.empty(),
                            Extensions.NONE),
                    new SingleResponse(
                            id(4), new CertificateStatus.Unknown(), NOON, Optional.of(EVENING), Extensions.NONE)),
            Extensions.of(List.of(OcspExtension.nonce(NONCE), OcspExtension.extendedRevoke())));

    private static BasicOcspResponse basic() {
        return DATA.signed(TestCa.ED25519, CA.sign(DATA.der()), List.of(ISSUER));
    }

    @Test
    void readsBackWhatItWrites() {
        OcspResponse response = new OcspResponse.Successful(basic());
        OcspResponse again = OcspResponse.parse(response.der()).orElseThrow();
        assertThat(again).isEqualTo(response);
        assertThat(again.der()).isEqualTo(response.der());
        BasicOcspResponse read = ((OcspResponse.Successful) again).basic();
        assertThat(read.responseData()).isEqualTo(DATA);
        assertThat(read.tbsResponseData()).isEqualTo(DATA.der());
        assertThat(read.nonce()).contains(NONCE);
        assertThat(read.hasExtendedRevoke()).isTrue();
        assertThat(read.certificates()).containsExactly(ISSUER);
        assertThat(read.responderId().matches(ISSUER)).isTrue();
        assertThat(read.responses().get(0).archiveCutoff()).contains(Instant.parse("2016-06-01T00:00:00Z"));
        assertThat(read.responses().get(1).crlReference()).contains(CRL);
    }

    @Test
    void verifiesTheSignatureOfItsKeyOnly() {
        assertThat(basic().isSignedBy(CA.verificationKey())).isTrue();
        assertThat(basic().isSignedBy(new TestCa("CN=X").verificationKey())).isFalse();
    }

    @Test
    void readsBackEveryUnsuccessfulStatus() {
        for (OcspResponseStatus status : OcspResponseStatus.values()) {
            OcspResponse response = new OcspResponse.Unsuccessful(status);
            assertThat(response.der().toString()).isEqualTo("30030a010" + status.code());
            assertThat(OcspResponse.parse(response.der())).isEqualTo(new Parsed.Value<>(response));
        }
    }

    @Test
    void refusesStatusesThatAreNotUsedAndAnswersWithoutOrBesideAStatus() {
        for (String hex : List.of("30030a0104", "30030a0107", "30030a0100", "30050a0101a000", "3000")) {
            assertThat(OcspResponse.parse(Bytes.ofHex(hex))).as(hex).isInstanceOf(Parsed.Malformed.class);
        }
    }

    @Test
    void bouncyCastleReadsAndVerifiesWhatItWrites() throws Exception {
        OCSPResp theirs =
                new OCSPResp(new OcspResponse.Successful(basic()).der().toArray());
        BasicOCSPResp response = (BasicOCSPResp) theirs.getResponseObject();
        assertThat(response.getTBSResponseData()).isEqualTo(DATA.der().toArray());
        assertThat(response.isSignatureValid(
                        new JcaContentVerifierProviderBuilder().build(CA.keys().getPublic())))
                .isTrue();
        assertThat(response.getResponses()[0].getCertStatus()).isNull();
        RevokedStatus revoked = (RevokedStatus) response.getResponses()[1].getCertStatus();
        assertThat(revoked.getRevocationTime().toInstant()).isEqualTo(NOON);
        assertThat(revoked.getRevocationReason()).isEqualTo(1);
    }

    @Test
    void openSslReadsAndVerifiesWhatItWrites(@TempDir Path folder) {
        OpenSsl.write(folder.resolve("response.der"), new OcspResponse.Successful(basic()).der());
        OpenSsl.writePem(folder.resolve("ca.pem"), ISSUER);
        assertThat(OpenSsl.run(
                        folder, "ocsp", "-respin", "response.der", "-CAfile", "ca.pem", "-partial_chain", "-text"))
                .contains("Response verify OK")
                .contains("Cert Status: revoked")
                .contains("keyCompromise")
                .contains("Archive Cutoff")
                .contains("OCSP CRL ID");
    }

    @Test
    void refusesABrokenExtensionOfOcsp() {
        Extension broken = new Extension(OcspExtension.ARCHIVE_CUTOFF.id(), false, AlgorithmIdentifier.NULL);
        Bytes single = DerWriter.write(w -> w.sequence(s -> {
            id(1).write(s);
            new CertificateStatus.Good().write(s);
            s.generalizedTime(NOON).explicit(1, e -> e.sequence(broken::write));
        }));
        assertThat(Parsed.of(() -> SingleResponse.read(new DerReader(single)))).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void refusesATruncatedResponseAtEveryOctet() {
        Bytes der = new OcspResponse.Successful(basic()).der();
        for (int i = 0; i < der.length(); i++) {
            assertThat(OcspResponse.parse(der.slice(0, i))).isInstanceOf(Parsed.Malformed.class);
        }
    }

    @Test
    void refusesDeepNesting() {
        Bytes deep = AlgorithmIdentifier.NULL;
        for (int i = 0; i < 10_000; i++) {
            Bytes inner = deep;
            deep = DerWriter.write(w -> w.sequence(s -> s.raw(inner)));
        }
        Bytes parameters = deep;
        Bytes der = DerWriter.write(w -> w.sequence(s -> s.raw(DATA.der())
                .sequence(a -> a.oid(Oid.of("1.2.3")).raw(parameters))
                .bitString(Bytes.EMPTY)));
        assertThat(BasicOcspResponse.parse(der).toString()).contains("nested deeper");
    }

    @Test
    void readsTheFilesOfBoringSsl() {
        Map<String, String> malformed = Map.of(
                "44f7b42eae23de411882dd9a.ors", "a status that does not exist",
                "f1234d75178d892a133a4103.ors", "not a response");
        Set<String> errors = Set.of("2acab1228e8935d5dfdd1756.ors");
        for (Path file : OutsideFiles.filesIn(OutsideFiles.path("boringssl/ocsp"))) {
            String name = file.getFileName().toString();
            if (!name.endsWith(".ors")) {
                continue;
            }
            Bytes der = OutsideFiles.read(file);
            Optional<OcspResponse> response = OcspResponse.parse(der).toOptional();
            assertThat(response.isEmpty()).as(name).isEqualTo(malformed.containsKey(name));
            response.ifPresent(r -> {
                assertThat(r.der()).as(name).isEqualTo(der);
                assertThat(r instanceof OcspResponse.Unsuccessful).as(name).isEqualTo(errors.contains(name));
            });
        }
    }

    @Test
    void answersTheQuestionsOfBoringSsl() {
        Path folder = OutsideFiles.path("boringssl/ocsp");
        Certificate issuer = certificate(folder, "2ed00cb57ab7d80838009a0e.der");
        Certificate target = certificate(folder, "ae353f80b644b2efcf8a3f6d.der");
        OcspRequest request = OcspRequest.parse(OutsideFiles.read(folder.resolve("f7b7b5d5a0411f34afb84695.orq")))
                .orElseThrow();
        assertThat(request).isEqualTo(OcspRequest.of(CertId.of("SHA-1", issuer, target.serialNumber())));
        VerificationKey key = VerificationKey.of(issuer.subjectPublicKeyInfo()).orElseThrow();
        BasicOcspResponse good = successful(folder, "58f2921d5308b471ab28fd81.ors");
        assertThat(good.isSignedBy(key)).isTrue();
        assertThat(good.responderId().matches(issuer)).isTrue();
        assertThat(good.responses().getFirst().status()).isEqualTo(new CertificateStatus.Good());
        assertThat(good.responses()
                        .getFirst()
                        .certId()
                        .matches(issuer.subject(), issuer.subjectPublicKeyInfo(), target.serialNumber()))
                .isTrue();
        assertThat(successful(folder, "bdadb763564d23ea7b840dd6.ors").isSignedBy(key))
                .isFalse();
        assertThat(successful(folder, "6d111f317c66fe1d1f932e7f.ors")
                        .responses()
                        .getFirst()
                        .status())
                .isInstanceOf(CertificateStatus.Revoked.class);
    }

    private static Certificate certificate(Path folder, String name) {
        return Certificate.parse(OutsideFiles.read(folder.resolve(name))).orElseThrow();
    }

    private static BasicOcspResponse successful(Path folder, String name) {
        return ((OcspResponse.Successful) OcspResponse.parse(OutsideFiles.read(folder.resolve(name)))
                        .orElseThrow())
                .basic();
    }
}
