package kakehashi.x509;

import java.nio.charset.StandardCharsets;

/// Takes the entries of a long CRL one after the other, as numbers and octets, and makes no object of any of them
/// (RFC 5280 §5.1.2.6): see [CrlBuilder#toBeSigned(SignatureAlgorithm, java.util.function.Consumer)].
public final class CrlEntrySink {
    /// Stands for an entry without `invalidityDate`.
    public static final long NO_INVALIDITY_DATE = Long.MIN_VALUE;

    private static final int SERIAL = SerialNumber.MAX_OCTETS;
    private static final long YEAR_1950 = -631_152_000L;
    private static final long YEAR_2050 = 2_524_608_000L;
    private static final long YEAR_10000 = 253_402_300_800L;
    private static final int SECONDS_OF_DAY = 86_400;
    private static final byte[] REASON = Bytes.ofHex("300a0603551d1504030a01").toArray();
    private static final byte[] INVALIDITY =
            Bytes.ofHex("30180603551d180411180f").toArray();
    private static final int REASON_OCTETS = REASON.length + 1;
    private static final int INVALIDITY_OCTETS = INVALIDITY.length + 15;
    private static final byte[] DIGITS = digits();

    private enum Mode {
        COUNT,
        WRITE
    }

    private final Mode mode;
    private final byte[] array;
    private int at;

    private CrlEntrySink(Mode mode, byte[] array, int at) {
        this.mode = mode;
        this.array = array;
        this.at = at;
    }

    /// A sink that only counts how many octets the entries take.
    static CrlEntrySink counting() {
        return new CrlEntrySink(Mode.COUNT, new byte[0], 0);
    }

    /// A sink that writes into the array.
    static CrlEntrySink writing(byte[] array, int at) {
        return new CrlEntrySink(Mode.WRITE, array, at);
    }

    /// How many octets have been counted, or where the next entry will be written.
    int position() {
        return at;
    }

    private static byte[] digits() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            all.append((char) ('0' + i / 10)).append((char) ('0' + i % 10));
        }
        return all.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// One entry. "The reason code CRL entry extension SHOULD be absent instead of using the unspecified (0)
    /// reasonCode value", so it then is.
    ///
    /// @param serials where the serial number lies: unsigned, in [SerialNumber#MAX_OCTETS] octets, filled with
    ///     zeros in front
    /// @param from where its first octet is
    /// @param revokedAt the revocation date in seconds since 1970
    /// @param invalidity the invalidity date in seconds since 1970, or [#NO_INVALIDITY_DATE]
    /// @throws IllegalArgumentException when a time is not in the years 0 to 9999
    public void entry(byte[] serials, int from, long revokedAt, CrlReason reason, long invalidity) {
        int first = from;
        while (first < from + SERIAL - 1 && serials[first] == 0) {
            first++;
        }
        int pad = serials[first] < 0 ? 1 : 0;
        int serial = from + SERIAL - first + pad;
        int time = isUtc(revokedAt) ? 15 : 17;
        int extensions = (reason == CrlReason.UNSPECIFIED ? 0 : REASON_OCTETS)
                + (invalidity == NO_INVALIDITY_DATE ? 0 : INVALIDITY_OCTETS);
        // At most 2 + 21 + 17 + 2 + 38 octets: every length here takes one octet.
        int contents = 2 + serial + time + (extensions == 0 ? 0 : 2 + extensions);
        if (mode == Mode.COUNT) {
            at = Math.addExact(at, 2 + contents);
            return;
        }
        header(Tag.SEQUENCE, contents);
        header(Tag.INTEGER, serial);
        if (pad == 1) {
            array[at++] = 0;
        }
        put(serials, first, serial - pad);
        time(revokedAt);
        if (extensions > 0) {
            header(Tag.SEQUENCE, extensions);
            extensions(reason, invalidity);
        }
    }

    private void extensions(CrlReason reason, long invalidity) {
        if (reason != CrlReason.UNSPECIFIED) {
            put(REASON, 0, REASON.length);
            array[at++] = (byte) reason.code();
        }
        if (invalidity != NO_INVALIDITY_DATE) {
            put(INVALIDITY, 0, INVALIDITY.length);
            digits(invalidity, 4);
        }
    }

    private void header(int tag, int length) {
        array[at++] = (byte) tag;
        array[at++] = (byte) length;
    }

    private void put(byte[] octets, int from, int length) {
        System.arraycopy(octets, from, array, at, length);
        at += length;
    }

    /// "CAs conforming to this profile MUST always encode" dates "through the year 2049 as UTCTime" (RFC 5280
    /// §5.1.2.6 with §4.1.2.5).
    private static boolean isUtc(long seconds) {
        return seconds >= YEAR_1950 && seconds < YEAR_2050;
    }

    private void time(long seconds) {
        boolean utc = isUtc(seconds);
        header(utc ? Tag.UTC_TIME : Tag.GENERALIZED_TIME, utc ? 13 : 15);
        digits(seconds, utc ? 2 : 4);
    }

    /// The digits of a time and its `Z`. The day is reckoned in years that begin in March.
    private void digits(long seconds, int digitsOfYear) {
        if (seconds < -62_167_219_200L || seconds >= YEAR_10000) {
            throw new IllegalArgumentException("a year outside 0 to 9999 has no GeneralizedTime: " + seconds);
        }
        long day = Math.floorDiv(seconds, SECONDS_OF_DAY) + 719_468;
        int second = Math.floorMod(seconds, SECONDS_OF_DAY);
        int era = Math.toIntExact(Math.floorDiv(day, 146_097L));
        int ofEra = (int) (day - era * 146_097L);
        int yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int fromMarch = (5 * ofYear + 2) / 153;
        int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
        int year = yearOfEra + 400 * era + (month <= 2 ? 1 : 0);
        if (digitsOfYear == 4) {
            pair(year / 100);
        }
        pair(year % 100);
        pair(month);
        pair(ofYear - (153 * fromMarch + 2) / 5 + 1);
        pair(second / 3_600);
        pair(second / 60 % 60);
        pair(second % 60);
        array[at++] = 'Z';
    }

    private void pair(int value) {
        array[at++] = DIGITS[2 * value];
        array[at++] = DIGITS[2 * value + 1];
    }
}
