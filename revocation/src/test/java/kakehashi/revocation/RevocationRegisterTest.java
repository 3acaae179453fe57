package kakehashi.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import kakehashi.revocation.RevocableCertificate.Kind;
import kakehashi.revocation.Revocation.State;
import kakehashi.revocation.RevocationChange.Burn;
import kakehashi.revocation.RevocationChange.Hold;
import kakehashi.revocation.RevocationChange.Release;
import kakehashi.revocation.RevocationChange.Revoke;
import kakehashi.x509.Bytes;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SerialNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationRegisterTest {
    private static final Instant NOW = CrlScene.NOW;
    private static final Instant LATER = NOW.plusSeconds(3_600);
    private static final Instant END = NOW.plus(Duration.ofDays(365));
    private static final RevocableCertificate ALICE =
            certificate(new BigInteger("7fffffffffffffffffffffffffffffffffffffff", 16));

    private final RevocationRegister register = new RevocationRegister();

    private static RevocableCertificate certificate(BigInteger serial) {
        return new RevocableCertificate(SerialNumber.of(serial), END, Kind.END_ENTITY);
    }

    private static Revoke revoke(Instant at, CrlReason reason, Instant invalidity) {
        return new Revoke(ALICE, at, reason, Optional.of(invalidity));
    }

    private static Revoke revoke(Instant at, CrlReason reason) {
        return new Revoke(ALICE, at, reason, Optional.empty());
    }

    private RevocationRefusal refusal(RevocationChange change) {
        long changes = register.changes();
        Bytes before = register.digest();
        RevocationOutcome outcome = register.apply(change);
        assertThat(register.changes()).isEqualTo(changes);
        assertThat(register.digest()).isEqualTo(before);
        assertThat(outcome).isInstanceOf(RevocationOutcome.Refused.class);
        return ((RevocationOutcome.Refused) outcome).reason();
    }

    private Revocation status() {
        return register.status(ALICE.serial()).orElseThrow();
    }

    @Test
    void listsWhatItWasTold() {
        Revocation entry =
                new Revocation(ALICE, State.REVOKED, NOW, CrlReason.KEY_COMPROMISE, Optional.of(NOW.minusSeconds(9)));
        assertThat(register.apply(revoke(NOW, CrlReason.KEY_COMPROMISE, NOW.minusSeconds(9))))
                .isEqualTo(new RevocationOutcome.Listed(entry));
        assertThat(register.status(ALICE.serial())).contains(entry);
        assertThat(register.entries()).containsExactly(entry);
        assertThat(register.size()).isOne();
        assertThat(register.status(SerialNumber.of(BigInteger.ONE))).isEmpty();
    }

    @Test
    void judgingChangesNothing() {
        assertThat(register.judge(revoke(NOW, CrlReason.SUPERSEDED))).isInstanceOf(RevocationOutcome.Listed.class);
        assertThat(register.size()).isZero();
    }

    /// X.509, hold instruction code: "the revocation date shall be the date the certificate was placed on hold".
    @Test
    void x509_aRevocationOutOfAHoldKeepsTheDateOfTheHold() {
        register.apply(new Hold(ALICE, NOW));
        register.apply(revoke(LATER, CrlReason.SUPERSEDED));
        assertThat(status().at()).isEqualTo(NOW);
        assertThat(status().state()).isEqualTo(State.REVOKED);
        assertThat(status().reason()).isEqualTo(CrlReason.SUPERSEDED);
    }

    @Test
    void onlyAHoldIsReleased() {
        assertThat(refusal(new Release(ALICE.serial(), NOW))).isEqualTo(RevocationRefusal.NOT_HELD);
        register.apply(new Hold(ALICE, NOW));
        assertThat(register.apply(new Release(ALICE.serial(), LATER))).isInstanceOf(RevocationOutcome.Released.class);
        assertThat(register.status(ALICE.serial())).isEmpty();
        assertThat(register.size()).isZero();
        assertThat(refusal(new Release(ALICE.serial(), LATER))).isEqualTo(RevocationRefusal.NOT_HELD);
        register.apply(revoke(LATER, CrlReason.UNSPECIFIED));
        assertThat(refusal(new Release(ALICE.serial(), LATER))).isEqualTo(RevocationRefusal.NOT_HELD);
    }

    @Test
    void isHeldAgainAfterARelease() {
        register.apply(new Hold(ALICE, NOW));
        assertThat(refusal(new Hold(ALICE, NOW))).isEqualTo(RevocationRefusal.ALREADY_HELD);
        register.apply(new Release(ALICE.serial(), NOW));
        register.apply(new Hold(ALICE, LATER));
        assertThat(status().at()).isEqualTo(LATER);
        assertThat(register.size()).isOne();
    }

    @Test
    void revocationIsFinal() {
        register.apply(revoke(NOW, CrlReason.AFFILIATION_CHANGED));
        assertThat(refusal(new Hold(ALICE, LATER))).isEqualTo(RevocationRefusal.ALREADY_REVOKED);
        assertThat(refusal(revoke(LATER, CrlReason.SUPERSEDED))).isEqualTo(RevocationRefusal.ALREADY_REVOKED);
        assertThat(refusal(new Burn(ALICE, LATER))).isEqualTo(RevocationRefusal.ALREADY_LISTED);
    }

    @Test
    void rfc5280_5_2_4_theReasonMayLaterBecomeACompromise() {
        register.apply(revoke(NOW, CrlReason.SUPERSEDED));
        register.apply(revoke(LATER, CrlReason.KEY_COMPROMISE, NOW.minusSeconds(100)));
        assertThat(status().reason()).isEqualTo(CrlReason.KEY_COMPROMISE);
        assertThat(status().at()).isEqualTo(NOW);
        assertThat(status().invalidity()).contains(NOW.minusSeconds(100));
        assertThat(refusal(revoke(LATER, CrlReason.KEY_COMPROMISE, NOW.minusSeconds(50))))
                .isEqualTo(RevocationRefusal.ALREADY_REVOKED);
        assertThat(refusal(revoke(LATER, CrlReason.SUPERSEDED))).isEqualTo(RevocationRefusal.ALREADY_REVOKED);
        register.apply(revoke(LATER, CrlReason.KEY_COMPROMISE, NOW.minusSeconds(200)));
        assertThat(status().invalidity()).contains(NOW.minusSeconds(200));
    }

    @Test
    void aBurntNumberIsRevokedFromItsIntentForGood() {
        register.apply(new Burn(ALICE, NOW));
        assertThat(status())
                .isEqualTo(new Revocation(ALICE, State.BURNT, NOW, CrlReason.UNSPECIFIED, Optional.of(NOW)));
        assertThat(refusal(revoke(LATER, CrlReason.KEY_COMPROMISE))).isEqualTo(RevocationRefusal.BURNT);
        assertThat(refusal(new Hold(ALICE, LATER))).isEqualTo(RevocationRefusal.BURNT);
        assertThat(refusal(new Release(ALICE.serial(), LATER))).isEqualTo(RevocationRefusal.NOT_HELD);
    }

    @ParameterizedTest
    @CsvSource({
        "END_ENTITY, CERTIFICATE_HOLD", "END_ENTITY, REMOVE_FROM_CRL", "END_ENTITY, AA_COMPROMISE",
        "END_ENTITY, CA_COMPROMISE", "AUTHORITY, CERTIFICATE_HOLD", "AUTHORITY, REMOVE_FROM_CRL"
    })
    void rfc5280_5_3_1_refusesReasonsThatDoNotFit(Kind kind, CrlReason reason) {
        RevocableCertificate certificate = new RevocableCertificate(ALICE.serial(), END, kind);
        assertThat(refusal(new Revoke(certificate, NOW, reason, Optional.empty())))
                .isEqualTo(RevocationRefusal.REASON_DOES_NOT_FIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "ff", "0080000000000000000000000000000000000000ff"})
    void rfc5280_4_1_2_2_refusesSerialNumbersThatNoCaGives(String contents) {
        SerialNumber serial = new SerialNumber(Bytes.ofHex(contents));
        assertThat(refusal(new Hold(new RevocableCertificate(serial, END, Kind.END_ENTITY), NOW)))
                .isEqualTo(RevocationRefusal.NO_SERIAL_OF_OURS);
        assertThat(register.status(serial)).isEmpty();
    }

    @Test
    void refusesTimesThatCannotBe() {
        assertThat(refusal(new Hold(ALICE, END.plusSeconds(1)))).isEqualTo(RevocationRefusal.EXPIRED);
        assertThat(refusal(revoke(END.plusSeconds(1), CrlReason.UNSPECIFIED))).isEqualTo(RevocationRefusal.EXPIRED);
        assertThat(refusal(revoke(NOW, CrlReason.KEY_COMPROMISE, LATER)))
                .isEqualTo(RevocationRefusal.INVALIDITY_IN_THE_FUTURE);
        assertThat(refusal(revoke(NOW, CrlReason.KEY_COMPROMISE, Instant.ofEpochSecond(-1))))
                .isEqualTo(RevocationRefusal.TIME_OUT_OF_RANGE);
        assertThat(refusal(new Hold(ALICE, Instant.parse("+10000-01-01T00:00:00Z"))))
                .isEqualTo(RevocationRefusal.TIME_OUT_OF_RANGE);
    }

    @Test
    void rfc5280_3_3_forgetsAnEntryAfterOneScheduledListBeyondItsValidity() {
        CrlScene scene = new CrlScene();
        scene.apply(revoke(NOW, CrlReason.UNSPECIFIED));
        scene.apply(new Hold(certificate(BigInteger.TWO), NOW));
        long known = scene.register.changes();
        IssuedCrl within = new IssuedCrl(CrlScene.EVERYTHING, BigInteger.ONE, END, known, Bytes.EMPTY);
        IssuedCrl beyond = new IssuedCrl(CrlScene.EVERYTHING, BigInteger.TWO, END.plusSeconds(1), known, Bytes.EMPTY);
        IssuedCrl ofCas = new IssuedCrl(
                new CrlCoverage.Authorities(List.of()), BigInteger.TWO, END.plusSeconds(1), known, Bytes.EMPTY);
        IssuedCrl before =
                new IssuedCrl(CrlScene.EVERYTHING, BigInteger.TWO, END.plusSeconds(1), known - 1, Bytes.EMPTY);
        assertThat(scene.register.forget(List.of(within))).isZero();
        assertThat(scene.register.forget(List.of(ofCas))).isZero();
        assertThat(scene.register.forget(List.of(beyond, within))).isZero();
        assertThat(scene.register.forget(List.of())).isZero();
        assertThat(scene.register.forget(List.of(before))).isOne();
        assertThat(scene.register.status(ALICE.serial())).isEmpty();
        assertThat(scene.register.forget(List.of(beyond))).isOne();
        assertThat(scene.register.size()).isZero();
    }

    @Test
    void aCopyIsNotTouchedByLaterChanges() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            register.apply(new Hold(certificate(new BigInteger(150, random)), NOW));
        }
        RevocationRegister copy = register.copy();
        Bytes before = copy.digest();
        List<Revocation> entries = copy.entries().toList();
        entries.forEach(e -> register.apply(new Release(e.certificate().serial(), LATER)));
        for (int i = 0; i < 2_000; i++) {
            register.apply(new Hold(certificate(new BigInteger(150, random)), NOW));
        }
        assertThat(copy.digest()).isEqualTo(before);
        assertThat(copy.entries()).containsExactlyElementsOf(entries);
        copy.apply(revoke(NOW, CrlReason.UNSPECIFIED));
        assertThat(register.status(ALICE.serial())).isEmpty();
    }

    @Test
    void refusesToReadWhatNoRegisterWrote() {
        register.apply(revoke(NOW, CrlReason.UNSPECIFIED));
        register.apply(new Hold(certificate(BigInteger.TWO), NOW));
        byte[] good = octets(register).toArray();
        assertThat(RevocationRegister.read(Bytes.of(good)).orElseThrow().digest())
                .isEqualTo(register.digest());
        assertThat(RevocationRegister.read(Bytes.of(good).slice(0, good.length - 1)))
                .isEmpty();
        assertThat(RevocationRegister.read(Bytes.of(good).slice(0, good.length - RevocationPage.RECORD)))
                .isEmpty();
        int second = good.length - RevocationPage.RECORD;
        for (int at : new int[] {0, 31, second, second + RevocationPage.SERIAL + 1, good.length - 5}) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) 0xff;
            assertThat(RevocationRegister.read(Bytes.wrap(bad)))
                    .as("octet " + at)
                    .isEmpty();
        }
        byte[] twice = good.clone();
        System.arraycopy(good, 32, twice, second, RevocationPage.RECORD);
        assertThat(RevocationRegister.read(Bytes.wrap(twice))).isEmpty();
    }

    static Bytes octets(RevocationRegister register) {
        List<Bytes> pieces = new java.util.ArrayList<>();
        register.write(pieces::add);
        byte[] whole = new byte[pieces.stream().mapToInt(Bytes::length).sum()];
        int at = 0;
        for (Bytes piece : pieces) {
            piece.copyTo(whole, at);
            at += piece.length();
        }
        return Bytes.wrap(whole);
    }

    /// In any order of the serial numbers: by chance, rising, falling.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, -1})
    void aMillionEntriesTakeAHundredMillionOctetsAtMost(int step) {
        Random random = new Random(5);
        BigInteger serial = BigInteger.ONE.shiftLeft(150);
        for (int i = 0; i < 1_000_000; i++) {
            serial = step == 0 ? new BigInteger(158, random) : serial.add(BigInteger.valueOf(step));
            register.apply(new Hold(certificate(serial), NOW));
        }
        assertThat(register.size()).isEqualTo(1_000_000);
        assertThat(register.octets()).isBetween(44_000_000L, 100_000_000L);
    }
}
