package kakehashi.ledger;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// The erasing of payloads, which is itself an event: without it the verifier calls them removed. Its payload is
/// `SEQUENCE { indices SEQUENCE OF INTEGER, reason UTF8String }`.
///
/// @param indices of the leaves whose payloads go, 1 to 1,000
/// @param reason why, without data of persons; 1 to 500 characters
public record AuditErasure(List<Long> indices, String reason) {
    private static final int MOST = 1_000;
    private static final int MOST_REASON = 500;

    /// @throws IllegalArgumentException when there is nothing to erase or no reason, or more than fits
    public AuditErasure {
        indices = List.copyOf(indices);
        boolean counts = indices.stream().allMatch(index -> index >= 0);
        if (indices.isEmpty()
                || indices.size() > MOST
                || !counts
                || reason.isBlank()
                || reason.length() > MOST_REASON) {
            throw new IllegalArgumentException("not an erasure of " + indices.size() + " payloads");
        }
    }

    /// Reads the payload of a leaf of the kind `payload.erased`.
    public static Parsed<AuditErasure> parse(Bytes der) {
        return Parsed.of(() -> read(new DerReader(der)));
    }

    private static AuditErasure read(DerReader reader) {
        int outer = reader.enterSequence();
        int list = reader.enterSequence();
        List<Long> indices = new ArrayList<>();
        while (reader.hasNext()) {
            BigInteger index = reader.integer();
            if (index.bitLength() > 63 || index.signum() < 0 || indices.size() == MOST) {
                throw reader.malformed("index out of range, or too many");
            }
            indices.add(index.longValue());
        }
        reader.leave(list);
        String reason = reader.utf8String(Tag.UTF8_STRING);
        if (indices.isEmpty() || reason.isBlank() || reason.length() > MOST_REASON) {
            throw reader.malformed("nothing erased, or without a reason");
        }
        reader.leave(outer);
        reader.finish();
        return new AuditErasure(indices, reason);
    }
}
