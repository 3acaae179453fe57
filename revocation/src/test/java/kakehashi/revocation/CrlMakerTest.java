package kakehashi.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import kakehashi.profiles.CrlShard;
import kakehashi.revocation.CrlPlan.Contents;
import kakehashi.testkit.TestCa;
import kakehashi.testkit.TestKey;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.IssuingDistributionPoint;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Oid;
import kakehashi.x509.RevokedEntry;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.VerificationKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CrlMakerTest {
    private static final Instant NOW = CrlScene.NOW;

    private final CrlScene scene = new CrlScene();
    private final Certificate alice =
            scene.ca.issueEndEntity("CN=Alice,O=Test,C=JP").certificate();
    private final Certificate bob =
            scene.ca.issueEndEntity("CN=Bob,O=Test,C=JP").certificate();
    private final Certificate below = scene.ca.issueCa("CN=Below,O=Test,C=JP").certificate();

    private Optional<RevokedEntry> entry(SignedCrl crl, Certificate certificate) {
        return CrlScene.read(crl).lookup(scene.ca.name(), certificate.serialNumber());
    }

    private static CrlRefusal refusal(CrlOutcome<?> outcome) {
        assertThat(outcome).isInstanceOf(CrlOutcome.Refused.class);
        return ((CrlOutcome.Refused<?>) outcome).reason();
    }

    private static CrlPlan last(BigInteger number) {
        return new CrlPlan(CrlScene.EVERYTHING, number, NOW, CrlPlan.NO_NEXT_UPDATE, CrlPlan.Contents.Complete.PLAIN);
    }

    @Test
    void saysAllFieldsOfACompleteList() {
        scene.revoke(alice, CrlReason.KEY_COMPROMISE);
        Contents contents = new Contents.Complete(
                List.of(CrlScene.point("http://crl.example/delta")), Optional.of(NOW.minusSeconds(5)));
        Crl crl = CrlScene.read(scene.make(CrlScene.plan(CrlScene.EVERYTHING, 7, contents)));
        assertThat(crl.version()).isEqualTo(2);
        assertThat(crl.issuer()).isEqualTo(scene.ca.name());
        assertThat(crl.thisUpdate()).isEqualTo(NOW.minusSeconds(53));
        assertThat(crl.nextUpdate()).contains(NOW.plus(Duration.ofDays(7)));
        assertThat(crl.crlNumber()).contains(BigInteger.valueOf(7));
        assertThat(crl.baseCrlNumber()).isEmpty();
        assertThat(crl.issuingDistributionPoint()).isEmpty();
        assertThat(crl.freshestCrl()).containsExactly(CrlScene.point("http://crl.example/delta"));
        assertThat(crl.authorityKeyIdentifier().orElseThrow().keyIdentifier())
                .isEqualTo(scene.ca.certificate().subjectKeyIdentifier());
        assertThat(crl.extensions().has(KnownExtension.FRESHEST_CRL)).isTrue();
        assertThat(crl.extensions().all())
                .filteredOn(e -> e.id().equals(Oid.of("2.5.29.60")))
                .allSatisfy(e -> assertThat(e.critical()).isFalse())
                .singleElement()
                .extracting(e -> e.value())
                .isEqualTo(Bytes.ofHex("180f32303235313233313233353935355a"));
        assertThat(crl.isSignedBy(VerificationKey.of(scene.ca.key().publicKey()).orElseThrow()))
                .isTrue();
    }

    @Test
    void rfc5280_5_3_1_leavesTheReasonUnspecifiedOut() {
        scene.revoke(alice, CrlReason.UNSPECIFIED);
        assertThat(entry(scene.complete(CrlScene.EVERYTHING, 1), alice)
                        .orElseThrow()
                        .extensions()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void rfc5280_5_2_5_eachListCoversItsKind() {
        List.of(alice, bob, below).forEach(c -> scene.revoke(c, CrlReason.SUPERSEDED));
        SignedCrl ofCas = scene.complete(new CrlCoverage.Authorities(List.of()), 1);
        SignedCrl ofUsers = scene.complete(new CrlCoverage.EndEntities(List.of()), 1);
        assertThat(CrlScene.read(ofCas).entries().map(RevokedEntry::serialNumber))
                .containsExactly(below.serialNumber());
        assertThat(CrlScene.read(ofUsers).entries().map(RevokedEntry::serialNumber))
                .containsExactly(alice.serialNumber(), bob.serialNumber());
        assertThat(CrlScene.read(ofCas).issuingDistributionPoint().orElseThrow().scope())
                .isEqualTo(IssuingDistributionPoint.Scope.CA_CERTIFICATES);
        assertThat(CrlScene.read(ofUsers)
                        .issuingDistributionPoint()
                        .orElseThrow()
                        .scope())
                .isEqualTo(IssuingDistributionPoint.Scope.USER_CERTIFICATES);
        assertThat(scene.complete(CrlScene.EVERYTHING, 1).octets()).isGreaterThan(ofUsers.octets());
    }

    @Test
    void theShardsTogetherListEveryEndEntityOnce() {
        List<RevocableCertificate> all = IntStream.range(1, 500)
                .mapToObj(i -> SerialNumber.of(
                        BigInteger.valueOf(i * 7_919L).shiftLeft(90).add(BigInteger.valueOf(i))))
                .map(s -> new RevocableCertificate(
                        s, alice.notAfter(), RevocableCertificate.Kind.END_ENTITY, CrlShard.of(s, 4)))
                .toList();
        all.forEach(c -> scene.apply(new RevocationChange.Hold(c, NOW)));
        scene.revoke(below, CrlReason.SUPERSEDED);
        List<SerialNumber> listed = IntStream.range(0, 4)
                .mapToObj(i ->
                        new CrlCoverage.Part(new CrlShard(i, 4), List.of(CrlScene.place("http://crl.example/" + i))))
                .flatMap(part -> CrlScene.read(scene.complete(part, 1)).entries())
                .map(RevokedEntry::serialNumber)
                .toList();
        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().map(RevocableCertificate::serial).toList());
    }

    @Test
    void rfc5280_5_2_4_aDeltaSaysWhatChanged() {
        scene.revoke(alice, CrlReason.SUPERSEDED);
        scene.apply(new RevocationChange.Hold(CrlScene.of(bob), NOW));
        SignedCrl base = scene.complete(CrlScene.EVERYTHING, 1);
        assertThat(CrlScene.read(scene.delta(base, 2)).entryCount()).isZero();
        scene.apply(new RevocationChange.Release(bob.serialNumber(), NOW));
        scene.revoke(below, CrlReason.CA_COMPROMISE);
        SignedCrl delta = scene.delta(base, 3);
        assertThat(entry(delta, alice)).isEmpty();
        assertThat(entry(delta, bob).flatMap(RevokedEntry::reason)).contains(CrlReason.REMOVE_FROM_CRL);
        assertThat(entry(delta, below).flatMap(RevokedEntry::reason)).contains(CrlReason.CA_COMPROMISE);
        Crl read = CrlScene.read(delta);
        assertThat(read.baseCrlNumber()).contains(BigInteger.ONE);
        assertThat(read.extensions().all())
                .filteredOn(e -> e.id().equals(KnownExtension.DELTA_CRL_INDICATOR.id()))
                .allSatisfy(e -> assertThat(e.critical()).isTrue());
        assertThat(entry(scene.complete(CrlScene.EVERYTHING, 3), bob)).isEmpty();
    }

    @Test
    void rfc5280_5_2_4_aDeltaNeedsAnEarlierBaseOfTheSameCoverageAndKey() {
        SignedCrl base = scene.complete(CrlScene.EVERYTHING, 5);
        assertThatThrownBy(() -> scene.delta(base, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        CrlScene.plan(new CrlCoverage.Authorities(List.of()), 6, new Contents.Delta(base.issued())))
                .isInstanceOf(IllegalArgumentException.class);
        CrlScene other = new CrlScene(scene.ca.rekeyed());
        CrlPlan plan = CrlScene.plan(CrlScene.EVERYTHING, 6, new Contents.Delta(base.issued()));
        assertThat(refusal(other.maker.prepare(plan, scene.register))).isEqualTo(CrlRefusal.BASE_OF_ANOTHER_KEY);
        scene.revoke(alice, CrlReason.SUPERSEDED);
        SignedCrl later = scene.complete(CrlScene.EVERYTHING, 6);
        CrlPlan toLater = CrlScene.plan(CrlScene.EVERYTHING, 7, new Contents.Delta(later.issued()));
        assertThat(refusal(scene.maker.prepare(toLater, new RevocationRegister())))
                .isEqualTo(CrlRefusal.STATE_BEFORE_BASE);
    }

    @Test
    void rfc5280_5_2_3_bothKeysOfACaSignTheSamePlan() {
        scene.revoke(alice, CrlReason.SUPERSEDED);
        TestCa rekeyed = scene.ca.rekeyed();
        CrlMaker second = new CrlMaker(
                CrlIssuer.of(rekeyed.certificate(), rekeyed.key().algorithm()).orElseThrow());
        CrlPlan plan = CrlScene.plan(CrlScene.EVERYTHING, 9, Contents.Complete.PLAIN);
        Crl byOld = CrlScene.read(scene.make(plan));
        Crl byNew = CrlScene.read(
                second.sign(second.prepare(plan, scene.register).orElseThrow(), new TestSigner(rekeyed.key()))
                        .orElseThrow());
        assertThat(byNew.crlNumber()).isEqualTo(byOld.crlNumber());
        assertThat(byNew.thisUpdate()).isEqualTo(byOld.thisUpdate());
        assertThat(byNew.entries()).containsExactlyElementsOf(byOld.entries().toList());
        assertThat(byNew.isSignedBy(
                        VerificationKey.of(rekeyed.key().publicKey()).orElseThrow()))
                .isTrue();
        assertThat(byNew.authorityKeyIdentifier()).isNotEqualTo(byOld.authorityKeyIdentifier());
    }

    @Test
    void theLastListNamesNoNextUpdate() {
        SignedCrl last = scene.make(last(BigInteger.TEN));
        assertThat(CrlScene.read(last).nextUpdate()).contains(Instant.parse("9999-12-31T23:59:59Z"));
        assertThat(new String(last.der().toArray(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("99991231235959Z");
    }

    @Test
    void rfc5280_5_2_3_numbersHaveTwentyOctetsAtMost() {
        BigInteger longest = BigInteger.ONE.shiftLeft(159).subtract(BigInteger.ONE);
        SignedCrl crl = scene.make(last(longest));
        assertThat(CrlScene.read(crl).crlNumber()).contains(longest);
        for (BigInteger bad : List.of(longest.add(BigInteger.ONE), BigInteger.ONE.negate())) {
            assertThatThrownBy(() -> last(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new CrlPlan(CrlScene.EVERYTHING, BigInteger.ONE, NOW, NOW, Contents.Complete.PLAIN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToPromiseExpiredEntriesThatAreForgotten() {
        scene.revoke(alice, CrlReason.SUPERSEDED);
        CrlPlan afterExpiry = new CrlPlan(
                CrlScene.EVERYTHING,
                BigInteger.ONE,
                alice.notAfter().plusSeconds(1),
                CrlPlan.NO_NEXT_UPDATE,
                Contents.Complete.PLAIN);
        SignedCrl beyond = scene.make(afterExpiry);
        assertThat(entry(beyond, alice)).isPresent();
        assertThat(scene.register.forget(List.of(beyond.issued()))).isOne();
        assertThat(entry(scene.complete(CrlScene.EVERYTHING, 2), alice)).isEmpty();
        CrlPlan keeping =
                CrlScene.plan(CrlScene.EVERYTHING, 3, new Contents.Complete(List.of(), Optional.of(alice.notAfter())));
        assertThat(refusal(scene.maker.prepare(keeping, scene.register)))
                .isEqualTo(CrlRefusal.EXPIRED_ALREADY_FORGOTTEN);
        CrlPlan since = CrlScene.plan(
                CrlScene.EVERYTHING,
                3,
                new Contents.Complete(List.of(), Optional.of(alice.notAfter().plusSeconds(1))));
        assertThat(scene.maker.prepare(since, scene.register)).isInstanceOf(CrlOutcome.Made.class);
    }

    @Test
    void givesOutNothingWithAnotherSignature() {
        PreparedCrl prepared = scene.maker
                .prepare(CrlScene.plan(CrlScene.EVERYTHING, 1, Contents.Complete.PLAIN), scene.register)
                .orElseThrow();
        TestKey key = scene.ca.key();
        TestKey stranger = new TestPki().key(SignatureAlgorithm.ECDSA_SHA256);
        assertThat(refusal(scene.maker.sign(prepared, new TestSigner(stranger))))
                .isEqualTo(CrlRefusal.OTHER_SIGNER);
        assertThat(refusal(scene.maker.sign(prepared, new TestSigner(key.with(SignatureAlgorithm.ECDSA_SHA384)))))
                .isEqualTo(CrlRefusal.OTHER_SIGNER);
        assertThat(refusal(scene.maker.sign(prepared, new FaultySigner(key)))).isEqualTo(CrlRefusal.SIGNATURE_WRONG);
        assertThat(refusal(new CrlScene().maker.sign(prepared, new TestSigner(key))))
                .isEqualTo(CrlRefusal.OTHER_ISSUER);
    }

    /// Signs something else than it was given.
    private record FaultySigner(TestKey key) implements kakehashi.keys.Signer {
        @Override
        public Bytes sign(Bytes message) {
            return key.sign(message.slice(1, message.length()));
        }

        @Override
        public kakehashi.x509.SubjectPublicKeyInfo publicKey() {
            return key.publicKey();
        }

        @Override
        public SignatureAlgorithm algorithm() {
            return key.algorithm();
        }
    }

    @Test
    void rfc5280_6_3_3_aKeyThatMayNotSignCrlsIsNoIssuer() {
        TestCa mute = scene.ca.issueCa("CN=Mute,O=Test,C=JP", c -> c.keyUsage(KeyUsage.of(KeyUsage.Bit.KEY_CERT_SIGN)));
        assertThat(CrlIssuer.of(mute.certificate(), mute.key().algorithm())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA_SHA256", "RSA_PSS_SHA256", "ECDSA_SHA384", "ED25519", "ML_DSA_65"})
    void signsWithEveryKindOfKey(SignatureAlgorithm algorithm) {
        CrlScene of = new CrlScene(new TestPki().root("CN=CA,O=Test,C=JP", algorithm));
        assertThat(CrlScene.read(of.complete(CrlScene.EVERYTHING, 1)).signatureAlgorithmsAgree())
                .isTrue();
    }

    @Test
    void itsDigestIsThatOfItsPieces() {
        scene.revoke(alice, CrlReason.SUPERSEDED);
        SignedCrl crl = scene.complete(CrlScene.EVERYTHING, 1);
        assertThat(crl.der().sha256()).isEqualTo(crl.digest());
        assertThat(crl.octets()).isEqualTo(crl.der().length());
    }
}
