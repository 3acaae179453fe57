package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CrlEntrySinkTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.ECDSA_SHA256;

    private static CrlBuilder builder() {
        return new CrlBuilder(Name.of("CN=CA,O=Test,C=JP"), NOW).crlNumber(BigInteger.ONE);
    }

    private static byte[] padded(SerialNumber serial) {
        byte[] octets = new byte[25];
        byte[] magnitude = serial.value().toByteArray();
        System.arraycopy(magnitude, 0, octets, 3 + 20 - magnitude.length, magnitude.length);
        return octets;
    }

    /// The same entries by the builder, one object after the other, and by the sink.
    @Test
    void writesTheOctetsThatTheBuilderWrites() {
        Random random = new Random(7);
        long[] edges = {
            -62_135_596_800L,
            -631_152_001L,
            -631_152_000L,
            -1,
            0,
            951_782_400L,
            2_524_607_999L,
            2_524_608_000L,
            4_107_542_399L,
            253_402_300_799L
        };
        for (int i = 0; i < 3_000; i++) {
            SerialNumber serial = SerialNumber.of(new BigInteger(1 + random.nextInt(159), random).add(BigInteger.ONE));
            long at = i < edges.length ? edges[i] : random.nextLong(-62_135_596_800L, 253_402_300_800L);
            long invalidity = random.nextLong(-62_135_596_800L, 253_402_300_800L);
            CrlReason reason = CrlReason.values()[random.nextInt(CrlReason.values().length)];
            boolean dated = random.nextBoolean();
            CrlBuilder slow = builder();
            if (dated) {
                slow.revoke(serial, Instant.ofEpochSecond(at), reason, Instant.ofEpochSecond(invalidity));
            } else {
                slow.revoke(serial, Instant.ofEpochSecond(at), reason);
            }
            long date = dated ? invalidity : CrlEntrySink.NO_INVALIDITY_DATE;
            assertThat(builder()
                            .toBeSigned(ALGORITHM, sink -> sink.entry(padded(serial), 3, at, reason, date))
                            .content())
                    .isEqualTo(slow.toBeSigned(ALGORITHM).content());
        }
    }

    @Test
    void putsItsEntriesBehindThoseOfTheBuilder() {
        SerialNumber one = SerialNumber.of(BigInteger.ONE);
        SerialNumber two = SerialNumber.of(BigInteger.TWO);
        long at = NOW.getEpochSecond();
        Bytes both = builder()
                .revoke(one, NOW)
                .toBeSigned(
                        ALGORITHM,
                        sink -> sink.entry(padded(two), 3, at, CrlReason.UNSPECIFIED, CrlEntrySink.NO_INVALIDITY_DATE))
                .content();
        assertThat(both)
                .isEqualTo(builder()
                        .revoke(one, NOW)
                        .revoke(two, NOW)
                        .toBeSigned(ALGORITHM)
                        .content());
    }

    @Test
    void theListIsAbsentWithoutEntries() {
        assertThat(builder().toBeSigned(ALGORITHM, sink -> {}).content())
                .isEqualTo(builder().toBeSigned(ALGORITHM).content());
    }

    @Test
    void entriesThatDifferBetweenCountingAndWritingAreABug() {
        int[] calls = new int[1];
        SerialNumber one = SerialNumber.of(BigInteger.ONE);
        assertThatThrownBy(() -> builder().toBeSigned(ALGORITHM, sink -> {
                    CrlReason reason = calls[0]++ == 0 ? CrlReason.SUPERSEDED : CrlReason.UNSPECIFIED;
                    sink.entry(padded(one), 3, 0, reason, CrlEntrySink.NO_INVALIDITY_DATE);
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void thePiecesAreTheWhole() {
        ToBeSigned toBeSigned = builder().toBeSigned(ALGORITHM);
        Bytes signature = Bytes.ofHex("3006020101020101");
        DerWriter joined = new DerWriter();
        toBeSigned.signedInPieces(signature).forEach(joined::raw);
        assertThat(joined.toBytes()).isEqualTo(toBeSigned.signed(signature));
    }
}
