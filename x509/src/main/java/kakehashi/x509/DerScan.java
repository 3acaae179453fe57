package kakehashi.x509;

/// Steps over DER that has been checked, by position in its array.
final class DerScan {
    private DerScan() {}

    /// Where the contents of the value at the position start.
    static int contents(byte[] array, int at) {
        int first = array[at + 1];
        return at + 2 + (first >= 0 ? 0 : first & 0x7f);
    }

    /// Where the value at the position ends.
    static int end(byte[] array, int at) {
        int length = array[at + 1];
        int p = at + 2;
        if (length < 0) {
            int octets = length & 0x7f;
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = length << 8 | array[p++] & 0xff;
            }
        }
        return p + length;
    }

    /// Where the value at the position ends if it has a one-octet length and ends within the limit; the position
    /// itself otherwise. For octets that have not been checked.
    static int end(byte[] array, int at, int limit) {
        boolean small = at + 1 < limit && array[at + 1] >= 0 && at + 2 + array[at + 1] <= limit;
        return small ? at + 2 + array[at + 1] : at;
    }
}
