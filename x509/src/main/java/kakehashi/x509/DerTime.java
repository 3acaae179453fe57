package kakehashi.x509;

/// The digits of UTCTime and GeneralizedTime as RFC 5280 §4.1.2.5 wants them: seconds present, `Z`, no fraction.
final class DerTime {
    private DerTime() {}

    /// `YYMMDDHHMMSSZ`: "Where YY is greater than or equal to 50, the year SHALL be interpreted as 19YY; and where
    /// YY is less than 50, as 20YY." In seconds since 1970-01-01T00:00:00Z.
    static long utcSeconds(DerCursor cursor, int at) {
        int year = twoDigits(cursor, at);
        return seconds(cursor, year < 50 ? 2000 + year : 1900 + year, at + 2);
    }

    /// `YYYYMMDDHHMMSSZ`, in seconds since 1970-01-01T00:00:00Z.
    static long generalizedSeconds(DerCursor cursor, int at) {
        return seconds(cursor, 100 * twoDigits(cursor, at) + twoDigits(cursor, at + 2), at + 4);
    }

    private static int twoDigits(DerCursor cursor, int at) {
        int tens = cursor.array[at] - '0';
        int ones = cursor.array[at + 1] - '0';
        if (tens < 0 || tens > 9 || ones < 0 || ones > 9) {
            throw cursor.malformedAt(at, "time with something else than digits");
        }
        return 10 * tens + ones;
    }

    private static long seconds(DerCursor cursor, int year, int at) {
        int month = twoDigits(cursor, at);
        int day = twoDigits(cursor, at + 2);
        int hour = twoDigits(cursor, at + 4);
        int minute = twoDigits(cursor, at + 6);
        int second = twoDigits(cursor, at + 8);
        boolean exists = month >= 1
                && month <= 12
                && day >= 1
                && day <= daysIn(month, year)
                && hour < 24
                && minute < 60
                && second < 60;
        if (!exists || cursor.array[at + 10] != 'Z') {
            throw cursor.malformedAt(at, "time that does not exist or does not end in Z");
        }
        return 86_400L * daysSince1970(year, month, day) + 3_600 * hour + 60 * minute + second;
    }

    private static int daysIn(int month, int year) {
        if (month == 2) {
            boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            return leap ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    private static long daysSince1970(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int monthFromMarch = (month + 9) % 12;
        int dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1;
        return 365L * y + Math.floorDiv(y, 4) - Math.floorDiv(y, 100) + Math.floorDiv(y, 400) + dayOfYear - 719_468;
    }
}
