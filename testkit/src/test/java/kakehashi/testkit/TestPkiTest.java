package kakehashi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.IssuingDistributionPoint.Scope;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestPkiTest {
    private static VerificationKey keyOf(SubjectPublicKeyInfo info) {
        return VerificationKey.of(info).orElseThrow();
    }

    private static VerificationKey keyOf(TestCa ca) {
        return keyOf(ca.certificate().subjectPublicKeyInfo());
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void signsAndVerifiesWithEveryAlgorithm(SignatureAlgorithm algorithm) {
        TestPki pki = new TestPki();
        TestCa root = pki.root("CN=Root", algorithm);
        TestCa stranger = pki.root("CN=Stranger", algorithm);
        TestEntity alice = root.issueEndEntity("CN=Alice");

        assertThat(alice.certificate().isSignedBy(keyOf(root))).isTrue();
        assertThat(alice.certificate().isSignedBy(keyOf(stranger))).isFalse();
        assertThat(root.crl().isSignedBy(keyOf(root))).isTrue();
        assertThat(alice.request(r -> {}).verifiesItself()).isTrue();
    }

    @Test
    void linksTheOldAndTheNewKeyOfACa() {
        TestCa old = TestCa.root("CN=Root");
        TestCa next = old.rekeyed();
        Certificate newWithOld = old.newWithOld(next);
        Certificate oldWithNew = old.oldWithNew(next);

        assertThat(newWithOld.isSelfIssued()).isTrue();
        assertThat(newWithOld.isSignedBy(keyOf(old))).isTrue();
        assertThat(newWithOld.subjectPublicKeyInfo()).isEqualTo(next.key().publicKey());
        assertThat(oldWithNew.isSignedBy(keyOf(next))).isTrue();
        assertThat(oldWithNew.subjectPublicKeyInfo()).isEqualTo(old.key().publicKey());
    }

    @Test
    void bendsAnyField() {
        TestCa root = TestCa.root("CN=Root");
        TestEntity late =
                root.issueEndEntity("CN=Late", c -> c.validity(TestPki.yearsFromNow(-3), TestPki.yearsFromNow(-2)));

        assertThat(late.certificate().isValidAt(TestPki.NOW)).isFalse();
        assertThat(root.issueEndEntity("CN=Now").certificate().isValidAt(TestPki.NOW))
                .isTrue();
    }

    @Test
    void makesFullDeltaIndirectAndPartitionedLists() {
        TestPki pki = new TestPki();
        TestCa root = pki.root("CN=Root");
        TestCa other = pki.root("CN=Other");
        SerialNumber seven = SerialNumber.of(BigInteger.valueOf(7));
        Crl full = root.crl(list -> list.revoke(seven, TestPki.NOW, CrlReason.CERTIFICATE_HOLD));
        Crl delta = root.deltaCrl(full, list -> list.revoke(seven, TestPki.NOW, CrlReason.REMOVE_FROM_CRL));
        Crl indirect =
                root.indirectCrl(list -> list.certificateIssuer(other.name()).revoke(seven, TestPki.NOW));
        Crl ofCas = root.crl("http://crl.example/ca.crl", Scope.CA_CERTIFICATES, list -> {});

        assertThat(full.lookup(root.name(), seven).orElseThrow().reason()).contains(CrlReason.CERTIFICATE_HOLD);
        assertThat(delta.baseCrlNumber()).isEqualTo(full.crlNumber());
        assertThat(indirect.lookup(other.name(), seven)).isPresent();
        assertThat(indirect.lookup(root.name(), seven)).isEmpty();
        assertThat(indirect.lookup(Name.of("CN=Nobody"), seven)).isEmpty();
        assertThat(ofCas.issuingDistributionPoint().orElseThrow().scope()).isEqualTo(Scope.CA_CERTIFICATES);
    }
}
