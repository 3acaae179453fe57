package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.CertificatePair;
import org.junit.jupiter.api.Test;

class CrossCertificatePairTest {
    private static final TestCa BRIDGE = new TestCa("CN=Bridge,O=Demo,C=JP");
    private static final TestCa MINISTRY = new TestCa("CN=Ministry,O=Demo,C=JP");
    private static final TestCa IMPOSTOR = new TestCa("CN=Ministry,O=Demo,C=JP");
    private static final Certificate TO_BRIDGE = MINISTRY.issueTo(BRIDGE, 11);
    private static final Certificate BY_BRIDGE = BRIDGE.issueTo(MINISTRY, 12);

    @Test
    void readsBackWhatItWrites() {
        for (CrossCertificatePair pair : new CrossCertificatePair[] {
            CrossCertificatePair.of(TO_BRIDGE, BY_BRIDGE),
            CrossCertificatePair.ofIssuedToThisCa(TO_BRIDGE),
            CrossCertificatePair.ofIssuedByThisCa(BY_BRIDGE)
        }) {
            CrossCertificatePair again = CrossCertificatePair.parse(pair.der()).orElseThrow();
            assertThat(again).isEqualTo(pair);
            assertThat(again.der()).isEqualTo(pair.der());
        }
    }

    @Test
    void bouncyCastleReadsWhatItWrites() throws Exception {
        Bytes der = CrossCertificatePair.of(TO_BRIDGE, BY_BRIDGE).der();
        CertificatePair theirs = CertificatePair.getInstance(ASN1Sequence.getInstance(der.toArray()));
        assertThat(theirs.getForward().getEncoded()).isEqualTo(TO_BRIDGE.der().toArray());
        assertThat(theirs.getReverse().getEncoded()).isEqualTo(BY_BRIDGE.der().toArray());
        assertThat(theirs.getEncoded("DER")).isEqualTo(der.toArray());
    }

    @Test
    void correspondsWhenNamesAndKeysMatchBothWays() {
        assertThat(CrossCertificatePair.of(TO_BRIDGE, BY_BRIDGE).corresponds()).isTrue();
        assertThat(CrossCertificatePair.ofIssuedByThisCa(BY_BRIDGE).corresponds())
                .isTrue();
        assertThat(CrossCertificatePair.of(BY_BRIDGE, BY_BRIDGE).corresponds()).isFalse();
    }

    @Test
    void doesNotCorrespondWhenAKeyDiffersUnderTheSameName() {
        assertThat(CrossCertificatePair.of(IMPOSTOR.issueTo(BRIDGE, 11), BY_BRIDGE)
                        .corresponds())
                .isFalse();
        assertThat(CrossCertificatePair.of(TO_BRIDGE, BRIDGE.issueTo(IMPOSTOR, 12))
                        .corresponds())
                .isFalse();
    }

    @Test
    void refusesAPairOfNoCertificate() {
        assertThat(CrossCertificatePair.parse(Bytes.ofHex("3000"))).isInstanceOf(Parsed.Malformed.class);
        assertThatThrownBy(() -> new CrossCertificatePair(Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesCertificatesInTheWrongOrder() {
        Bytes der = DerWriter.write(w ->
                w.sequence(s -> s.explicit(1, e -> e.raw(BY_BRIDGE.der())).explicit(0, e -> e.raw(TO_BRIDGE.der()))));
        assertThat(CrossCertificatePair.parse(der)).isInstanceOf(Parsed.Malformed.class);
    }
}
