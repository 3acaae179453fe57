package kakehashi.ledger;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// A leaf of an audit tree: which installation, which zone, which number, when, what kind, and a commitment to the
/// payload. It holds nothing about a person.
///
/// @param installation the digest of the genesis entry, 32 octets
/// @param zone whose tree
/// @param index from 0, without gaps
/// @param at by the zone's clock, to the second
/// @param kind of the event
/// @param commitment `SHA-256(salt || payload)`
public record Leaf(Bytes installation, Zone zone, long index, Instant at, String kind, Bytes commitment) {
    private static final String LABEL = "kakehashi leaf";
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    /// @throws IllegalArgumentException when a digest is not of 32 octets or the index negative
    public Leaf {
        if (installation.length() != 32 || commitment.length() != 32 || index < 0) {
            throw new IllegalArgumentException("not a leaf");
        }
        at = at.truncatedTo(ChronoUnit.SECONDS);
    }

    /// The commitment to a payload under its salt.
    public static Bytes commitment(Bytes salt, Bytes payload) {
        byte[] input = new byte[salt.length() + payload.length()];
        salt.copyTo(input, 0);
        payload.copyTo(input, salt.length());
        return Bytes.wrap(input).sha256();
    }

    /// The leaf's DER, which the tree hashes.
    public Bytes der() {
        return DerWriter.write(w -> w.sequence(s -> s.utf8String(Tag.UTF8_STRING, LABEL)
                .integer(1)
                .octetString(installation)
                .utf8String(Tag.UTF8_STRING, zone.label())
                .integer(index)
                .generalizedTime(at)
                .utf8String(Tag.UTF8_STRING, kind)
                .octetString(commitment)));
    }

    /// Reads a leaf's DER; refuses another version and anything that is not exactly a leaf.
    public static Parsed<Leaf> parse(Bytes der) {
        return Parsed.of(() -> read(new DerReader(der)));
    }

    private static Leaf read(DerReader reader) {
        int outer = reader.enterSequence();
        if (!reader.utf8String(Tag.UTF8_STRING).equals(LABEL)) {
            throw reader.malformed("not labelled as a leaf");
        }
        if (reader.smallInteger(255) != 1) {
            throw reader.malformed("leaf of another version");
        }
        Bytes installation = digest(reader);
        String zone = reader.utf8String(Tag.UTF8_STRING);
        if (!zone.matches("vault|office|public")) {
            throw reader.malformed("leaf of no zone");
        }
        BigInteger index = reader.integer();
        if (index.signum() < 0 || index.compareTo(MOST) > 0) {
            throw reader.malformed("leaf index out of range");
        }
        Instant at = reader.generalizedTime();
        String kind = reader.utf8String(Tag.UTF8_STRING);
        Bytes commitment = digest(reader);
        reader.leave(outer);
        reader.finish();
        return new Leaf(installation, Zone.ofLabel(zone), index.longValue(), at, kind, commitment);
    }

    private static Bytes digest(DerReader reader) {
        Bytes digest = reader.octetString();
        if (digest.length() != 32) {
            throw reader.malformed("digest not of 32 octets");
        }
        return digest;
    }
}
