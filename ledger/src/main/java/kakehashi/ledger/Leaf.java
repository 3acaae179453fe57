package kakehashi.ledger;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// A leaf of an audit tree (ADR 8): which installation, which zone, which number, when, what kind, and a commitment
/// to the payload or the position of an entry of the chain. It holds nothing about a person.
///
/// @param installation the digest of the genesis entry, 32 octets
/// @param zone whose tree
/// @param index from 0, without gaps
/// @param at by the zone's clock, to the second
/// @param kind the label of an [AuditKind], which may be of a later version
/// @param content what it stands for
public record Leaf(Bytes installation, Zone zone, long index, Instant at, String kind, Content content) {
    private static final String LABEL = "kakehashi leaf";
    private static final int ZONE_TAG = Tag.ENUMERATED;
    private static final int COMMITMENT = Tag.primitive(0);
    private static final int ENTRY = Tag.constructed(1);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    /// What a leaf stands for.
    public sealed interface Content {}

    /// `SHA-256(salt || payload)`; both lie beside the leaf until they are erased.
    ///
    /// @param digest 32 octets
    public record Commitment(Bytes digest) implements Content {
        /// @throws IllegalArgumentException when the digest is not of 32 octets
        public Commitment {
            checkPosition(0, digest);
        }
    }

    /// An entry of the chain of authority.
    ///
    /// @param position its index, from 0
    /// @param digest of its DER, 32 octets
    public record Entry(long position, Bytes digest) implements Content {
        /// @throws IllegalArgumentException when the position is negative or the digest not of 32 octets
        public Entry {
            checkPosition(position, digest);
        }
    }

    /// @throws IllegalArgumentException when the installation is not of 32 octets, the index negative, the kind not
    ///     of 1 to 64 lower-case letters, dots and hyphens, or no entry's content goes with the kind `entry`
    public Leaf {
        checkPosition(index, installation);
        if (!isKind(kind) || kind.equals(AuditKind.ENTRY.label()) != content instanceof Entry) {
            throw new IllegalArgumentException("not a kind of leaf, or not its content: " + kind);
        }
        at = at.truncatedTo(ChronoUnit.SECONDS);
    }

    static void checkPosition(long index, Bytes digest) {
        if (index < 0 || digest.length() != 32) {
            throw new IllegalArgumentException("not a position: index " + index + ", digest of " + digest.length());
        }
    }

    private static boolean isKind(String kind) {
        return !kind.isEmpty()
                && kind.length() <= 64
                && kind.chars().allMatch(c -> c >= 'a' && c <= 'z' || c == '.' || c == '-');
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
        return DerWriter.write(w -> w.sequence(s -> {
            s.utf8String(Tag.UTF8_STRING, LABEL)
                    .integer(1)
                    .octetString(installation)
                    .integer(ZONE_TAG, BigInteger.valueOf(zone.ordinal()))
                    .integer(index)
                    .generalizedTime(at)
                    .utf8String(Tag.UTF8_STRING, kind);
            switch (content) {
                case Commitment(var digest) -> s.value(COMMITMENT, digest);
                case Entry(long position, var digest) ->
                    s.constructed(ENTRY, e -> e.integer(position).octetString(digest));
            }
        }));
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
        Bytes installation = digest(reader, reader.octetString());
        Zone zone = Zone.values()[reader.smallInteger(ZONE_TAG, Zone.values().length - 1)];
        long index = index(reader);
        Instant at = reader.generalizedTime();
        String kind = reader.utf8String(Tag.UTF8_STRING);
        boolean entry = reader.nextIs(ENTRY);
        if (!isKind(kind) || kind.equals(AuditKind.ENTRY.label()) != entry) {
            throw reader.malformed("leaf of no kind, or with the content of another kind");
        }
        Content content = entry ? entry(reader) : new Commitment(digest(reader, reader.contents(COMMITMENT)));
        reader.leave(outer);
        reader.finish();
        return new Leaf(installation, zone, index, at, kind, content);
    }

    private static Entry entry(DerReader reader) {
        int outer = reader.enter(ENTRY);
        long position = index(reader);
        Bytes digest = digest(reader, reader.octetString());
        reader.leave(outer);
        return new Entry(position, digest);
    }

    private static long index(DerReader reader) {
        BigInteger index = reader.integer();
        if (index.signum() < 0 || index.compareTo(MOST) > 0) {
            throw reader.malformed("index out of range");
        }
        return index.longValue();
    }

    private static Bytes digest(DerReader reader, Bytes digest) {
        if (digest.length() != 32) {
            throw reader.malformed("digest not of 32 octets");
        }
        return digest;
    }
}
