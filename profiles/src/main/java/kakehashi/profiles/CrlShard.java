package kakehashi.profiles;

import kakehashi.x509.SerialNumber;

/// Which part of a CA's revocations a certificate belongs to, where the CA divides its CRL.
///
/// The serial number alone decides, so the shard is fixed at issuance and anybody can say it again. The certificate
/// names the shard's distribution point. The number of a CA's shards does not change while certificates name them:
/// the vault refuses it.
///
/// @param index which shard, from 0
/// @param shards of how many, at most [#MAX]; the vault takes 62, whose lists under four keys fit one outcome
public record CrlShard(int index, int shards) {
    /// The most shards that a CA may have.
    public static final int MAX = 4096;

    /// @throws IllegalArgumentException outside `0 <= index < shards <= MAX`
    public CrlShard {
        if (shards < 1 || shards > MAX || index < 0 || index >= shards) {
            throw new IllegalArgumentException("shard " + index + " of " + shards);
        }
    }

    /// The shard of a serial number: its last eight octets, unsigned, modulo the number of shards. They come from a
    /// CSPRNG (RFC 5280 §4.1.2.2 leaves it to the CA), so shards grow alike.
    ///
    /// Whoever writes a certificate's distribution point has to ask here, and keep the name's part of [#label]
    /// whole: a revoked certificate whose shard is told otherwise is on no list that its relying parties look at.
    public static CrlShard of(SerialNumber serial, int shards) {
        int length = serial.contents().length();
        long low = 0;
        for (int i = Math.max(0, length - Long.BYTES); i < length; i++) {
            low = low << 8 | serial.contents().at(i);
        }
        return new CrlShard((int) Long.remainderUnsigned(low, shards), shards);
    }

    /// The shard as names of files and places have to say it: `3-of-16`. The index alone would give shards of two
    /// numbers of shards one place, and lists that "cover" certificates which are not theirs.
    public String label() {
        return index + "-of-" + shards;
    }
}
