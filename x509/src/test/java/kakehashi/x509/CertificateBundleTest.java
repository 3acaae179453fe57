package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.Test;

class CertificateBundleTest {
    private static final TestCa BRIDGE = new TestCa("CN=Bridge,O=Demo,C=JP");
    private static final TestCa MINISTRY = new TestCa("CN=Ministry,O=Demo,C=JP");
    private static final List<Certificate> TWO = List.of(BRIDGE.selfSigned(), BRIDGE.issueTo(MINISTRY, 2));

    @Test
    void readsBackWhatItWrites() {
        CertificateBundle bundle = CertificateBundle.of(TWO);
        CertificateBundle again = CertificateBundle.parse(bundle.der()).orElseThrow();
        assertThat(again.certificates()).containsExactlyInAnyOrderElementsOf(TWO);
        assertThat(again.crlDers()).isEmpty();
        assertThat(again.der()).isEqualTo(bundle.der());
    }

    @Test
    void otherSoftwareReadsWhatItWrites() throws Exception {
        Bytes der = CertificateBundle.of(TWO).der();
        assertThat(CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(der.toArray())))
                .hasSize(2);
        assertThat(new CMSSignedData(der.toArray()).getCertificates().getMatches(null))
                .extracting(X509CertificateHolder::getEncoded)
                .containsExactlyInAnyOrder(
                        TWO.get(0).der().toArray(), TWO.get(1).der().toArray());
    }

    @Test
    void anEmptyBundleIsABundle() {
        Bytes der = CertificateBundle.of(List.of()).der();
        assertThat(CertificateBundle.parse(der).orElseThrow().certificates()).isEmpty();
    }

    @Test
    void keepsCrlsAndPassesOverOtherChoices() {
        Bytes crl = Bytes.ofHex("3003020105");
        Bytes der = signedData(s -> s.constructed(
                        0xa0,
                        c -> c.constructed(0xa2, o -> o.integer(1))
                                .raw(TWO.get(1).der()))
                .constructed(0xa1, c -> c.raw(crl).constructed(0xa1, o -> o.integer(1))));
        CertificateBundle bundle = CertificateBundle.parse(der).orElseThrow();
        assertThat(bundle.certificates()).containsExactly(TWO.get(1));
        assertThat(bundle.crlDers()).containsExactly(crl);
    }

    @Test
    void refusesIndefiniteLength() {
        Bytes der = Bytes.ofHex("308006092a864886f70d010702a0800000");
        assertThat(CertificateBundle.parse(der)).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void refusesOtherContentTypes() {
        Bytes der = new ContentInfo(ContentInfo.DATA, Bytes.ofHex("0400")).der();
        assertThat(CertificateBundle.parse(der).toString()).contains("content type 1.2.840.113549.1.7.1");
    }

    @Test
    void refusesOctetsLeftOver() {
        Bytes der = DerWriter.write(w -> w.raw(CertificateBundle.of(TWO).der()).nul());
        assertThat(CertificateBundle.parse(der)).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void readsTheFederalBundle() {
        var file = OutsideFiles.path("fpki/CACertificatesValidatingToFederalCommonPolicyG2.p7b");
        CertificateBundle bundle =
                CertificateBundle.parse(OutsideFiles.der(file)).orElseThrow();
        assertThat(bundle.certificates()).hasSize(146);
    }

    @Test
    void answersForEveryMutantInTheFuzzCorpus() {
        for (var file : OutsideFiles.filesIn(OutsideFiles.path("fuzz/cms"))) {
            Bytes der = OutsideFiles.read(file);
            switch (CertificateBundle.parse(der)) {
                case Parsed.Value<CertificateBundle>(CertificateBundle bundle) ->
                    assertThat(CertificateBundle.parse(bundle.der())
                                    .orElseThrow()
                                    .certificates())
                            .as(file.toString())
                            .containsExactlyInAnyOrderElementsOf(bundle.certificates());
                case Parsed.Malformed<CertificateBundle>(int offset, String reason) -> {
                    assertThat(offset).as(file.toString()).isBetween(0, der.length());
                    assertThat(reason).as(file.toString()).isNotBlank();
                }
            }
        }
    }

    private static Bytes signedData(java.util.function.Consumer<DerWriter> sets) {
        return new ContentInfo(
                        ContentInfo.SIGNED_DATA,
                        DerWriter.write(w -> w.sequence(s -> {
                            s.integer(5).setOf(Tag.SET, List.of()).sequence(e -> e.oid(ContentInfo.DATA));
                            sets.accept(s);
                            s.setOf(Tag.SET, List.of());
                        })))
                .der();
    }
}
