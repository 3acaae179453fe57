package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OcspRequestTest {
    private static final TestCa CA = new TestCa("CN=Issuing CA,O=Demo,C=JP");
    private static final Certificate ISSUER = CA.selfSigned();
    private static final SerialNumber SERIAL = SerialNumber.of(BigInteger.valueOf(4711));
    private static final CertId SHA_1 = CertId.of("SHA-1", ISSUER, SERIAL);
    private static final CertId SHA_256 = CertId.of("SHA-256", ISSUER, SERIAL);
    private static final Bytes NONCE = Bytes.ofHex("00112233445566778899aabbccddeeff");

    @Test
    void certIdMatchesTheCertificateItWasMadeFor() {
        TestCa other = new TestCa("CN=Issuing CA,O=Demo,C=JP");
        for (CertId id : List.of(SHA_1, SHA_256)) {
            assertThat(id.matches(ISSUER.subject(), ISSUER.subjectPublicKeyInfo(), SERIAL))
                    .isTrue();
            assertThat(id.matches(ISSUER.subject(), other.publicKey(), SERIAL)).isFalse();
            assertThat(id.matches(Name.of("CN=Other"), ISSUER.subjectPublicKeyInfo(), SERIAL))
                    .isFalse();
            assertThat(id.matches(
                            ISSUER.subject(), ISSUER.subjectPublicKeyInfo(), SerialNumber.of(BigInteger.valueOf(4712))))
                    .isFalse();
        }
    }

    @Test
    void certIdWithAnUnknownDigestMatchesNothing() {
        CertId id = new CertId(
                AlgorithmIdentifier.of(Oid.of("1.2.3")), SHA_1.issuerNameHash(), SHA_1.issuerKeyHash(), SERIAL);
        assertThat(id.matches(ISSUER.subject(), ISSUER.subjectPublicKeyInfo(), SERIAL))
                .isFalse();
        assertThat(id.identifiesSameAs(id)).isTrue();
        assertThat(id.identifiesSameAs(SHA_1)).isFalse();
    }

    /// A DEFAULT is absent in DER; some clients write it.
    @Test
    void takesTheFirstVersionWrittenOutAndNoOther() {
        OcspRequest request = OcspRequest.of(SHA_1);
        Bytes parts = new DerReader(new DerReader(request.der()).contents(Tag.SEQUENCE)).contents(Tag.SEQUENCE);
        assertThat(OcspRequest.parse(withVersion(0, parts))).isEqualTo(new Parsed.Value<>(request));
        assertThat(OcspRequest.parse(withVersion(1, parts))).isInstanceOf(Parsed.Malformed.class);
        assertThat(OcspRequest.parse(withVersion(-1, parts))).isInstanceOf(Parsed.Malformed.class);
    }

    private static Bytes withVersion(int version, Bytes parts) {
        return DerWriter.write(w -> w.sequence(s ->
                s.sequence(t -> t.explicit(0, e -> e.integer(version)).raw(parts))));
    }

    @Test
    void absentAndNullParametersOfADigestMeanTheSame() {
        CertId withNull = new CertId(
                AlgorithmIdentifier.withNull(DigestAlgorithm.SHA_256.id()),
                SHA_256.issuerNameHash(),
                SHA_256.issuerKeyHash(),
                SERIAL);
        assertThat(withNull).isNotEqualTo(SHA_256);
        assertThat(withNull.identifiesSameAs(SHA_256)).isTrue();
        assertThat(withNull.matches(ISSUER.subject(), ISSUER.subjectPublicKeyInfo(), SERIAL))
                .isTrue();
    }

    @Test
    void readsBackWhatItWrites() {
        OcspRequest request = OcspRequest.of(
                List.of(SHA_1, SHA_256),
                Extensions.of(List.of(
                        OcspExtension.nonce(NONCE),
                        OcspExtension.acceptableResponses(List.of(OcspExtension.BASIC_RESPONSE)),
                        OcspExtension.preferredSignatureAlgorithms(List.of(
                                new OcspExtension.PreferredSignatureAlgorithm(TestCa.ED25519, Optional.empty()))))));
        OcspRequest again = OcspRequest.parse(request.der()).orElseThrow();
        assertThat(again).isEqualTo(request);
        assertThat(again.der()).isEqualTo(request.der());
        assertThat(again.nonce()).contains(NONCE);
        assertThat(again.acceptableResponses()).containsExactly(OcspExtension.BASIC_RESPONSE);
        assertThat(again.preferredSignatureAlgorithms()).hasSize(1);
    }

    @Test
    void readsBackASignedRequestWithServiceLocator() {
        var locator = new OcspExtension.ServiceLocator(
                ISSUER.subject(),
                List.of(new AccessDescription(
                        AccessDescription.OCSP,
                        new GeneralName.UniformResourceIdentifier("http://ocsp.example.go.jp/"))));
        OcspRequest unsigned = new OcspRequest(
                Optional.of(new GeneralName.DirectoryName(CA.name())),
                List.of(new OcspRequest.SingleRequest(
                        SHA_256, Extensions.of(List.of(OcspExtension.serviceLocator(locator))))),
                Extensions.NONE,
                Optional.empty());
        OcspRequest signed = unsigned.signed(TestCa.ED25519, CA.sign(unsigned.tbsRequest()), List.of(ISSUER));
        OcspRequest again = OcspRequest.parse(signed.der()).orElseThrow();
        assertThat(again).isEqualTo(signed);
        assertThat(again.isSignedBy(CA.verificationKey())).isTrue();
        assertThat(again.isSignedBy(new TestCa("CN=X").verificationKey())).isFalse();
        assertThat(unsigned.isSignedBy(CA.verificationKey())).isFalse();
        assertThat(again.requests().getFirst().serviceLocator()).contains(locator);
    }

    @Test
    void bouncyCastleReadsWhatItWrites() throws Exception {
        OcspRequest request = OcspRequest.of(List.of(SHA_1), Extensions.of(List.of(OcspExtension.nonce(NONCE))));
        OCSPReq theirs = new OCSPReq(request.der().toArray());
        assertThat(theirs.getRequestList()[0].getCertID().getSerialNumber()).isEqualTo(4711);
        assertThat(theirs.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce))
                .isNotNull();
        assertThat(theirs.getEncoded()).isEqualTo(request.der().toArray());
    }

    @Test
    void writesTheCertIdsOfOpenSsl(@TempDir Path folder) {
        OpenSsl.writePem(folder.resolve("ca.pem"), ISSUER);
        for (String digest : List.of("sha1", "sha256")) {
            OpenSsl.run(folder, "ocsp", "-issuer", "ca.pem", "-" + digest, "-serial", "4711", "-reqout", "request.der");
            OcspRequest theirs = OcspRequest.parse(OutsideFiles.read(folder.resolve("request.der")))
                    .orElseThrow();
            CertId ours = digest.equals("sha1") ? SHA_1 : SHA_256;
            assertThat(theirs.requests().getFirst().certId().identifiesSameAs(ours))
                    .isTrue();
            assertThat(theirs.nonce()).isPresent();
            assertThat(theirs.der()).isEqualTo(OutsideFiles.read(folder.resolve("request.der")));
        }
    }

    @Test
    void openSslReadsWhatItWrites(@TempDir Path folder) {
        OpenSsl.write(
                folder.resolve("r.der"),
                OcspRequest.of(List.of(SHA_256), Extensions.of(List.of(OcspExtension.nonce(NONCE))))
                        .der());
        assertThat(OpenSsl.run(folder, "ocsp", "-reqin", "r.der", "-req_text"))
                .contains("Hash Algorithm: sha256")
                .contains(SHA_256.issuerKeyHash().toString().toUpperCase(java.util.Locale.ROOT))
                .contains("Serial Number: 1267");
    }

    @Test
    void rfc9654_2_1_refusesNoncesOfNoOctetsOrMoreThan128() {
        assertThatThrownBy(() -> OcspExtension.nonce(Bytes.EMPTY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OcspExtension.nonce(Bytes.wrap(new byte[129])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(OcspRequest.parse(withNonceValue(w -> w.octetString(Bytes.wrap(new byte[128])))))
                .isInstanceOf(Parsed.Value.class);
        assertThat(OcspRequest.parse(withNonceValue(w -> w.octetString(Bytes.wrap(new byte[129])))))
                .isInstanceOf(Parsed.Malformed.class);
        assertThat(OcspRequest.parse(withNonceValue(w -> w.octetString(Bytes.EMPTY))))
                .isInstanceOf(Parsed.Malformed.class);
        assertThat(OcspRequest.parse(withNonceValue(DerWriter::nul))).isInstanceOf(Parsed.Malformed.class);
    }

    private static Bytes withNonceValue(java.util.function.Consumer<DerWriter> value) {
        return DerWriter.write(w -> w.sequence(r -> r.sequence(tbs -> {
            tbs.sequence(list -> list.sequence(SHA_1::write));
            tbs.explicit(
                    2,
                    e -> e.sequence(
                            x -> new Extension(OcspExtension.NONCE.id(), false, DerWriter.write(value)).write(x)));
        })));
    }

    @Test
    void refusesARequestAboutNothing() {
        assertThat(OcspRequest.parse(Bytes.ofHex("300430023000"))).isInstanceOf(Parsed.Malformed.class);
        assertThatThrownBy(() -> OcspRequest.of(List.of(), Extensions.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesMoreRequestsThanTheLimit() {
        List<CertId> many = java.util.Collections.nCopies(Fields.MAX_ITEMS + 1, SHA_1);
        Bytes der = OcspRequest.of(many, Extensions.NONE).der();
        assertThat(OcspRequest.parse(der).toString()).contains("more than 4096 items");
    }

    @Test
    void refusesATruncatedRequestAtEveryOctet() {
        Bytes der = OcspRequest.of(SHA_256).der();
        for (int i = 0; i < der.length(); i++) {
            assertThat(OcspRequest.parse(der.slice(0, i))).isInstanceOf(Parsed.Malformed.class);
        }
    }
}
