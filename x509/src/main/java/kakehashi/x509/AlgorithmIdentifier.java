package kakehashi.x509;

import java.util.Optional;

/// An algorithm and its parameters (RFC 5280 §4.1.1.2).
///
/// @param algorithm the algorithm
/// @param parameters the DER of the parameters; absent is something else than NULL
public record AlgorithmIdentifier(Oid algorithm, Optional<Bytes> parameters) {
    /// The DER of `NULL`.
    public static final Bytes NULL = Bytes.ofHex("0500");

    /// An identifier without parameters.
    public static AlgorithmIdentifier of(Oid algorithm) {
        return new AlgorithmIdentifier(algorithm, Optional.empty());
    }

    /// An identifier whose parameters are `NULL`.
    public static AlgorithmIdentifier withNull(Oid algorithm) {
        return new AlgorithmIdentifier(algorithm, Optional.of(NULL));
    }

    /// Reads an identifier.
    public static AlgorithmIdentifier read(DerReader reader) {
        return read(reader, Tag.SEQUENCE);
    }

    /// Reads an identifier under an implicit tag.
    static AlgorithmIdentifier read(DerReader reader, int tag) {
        int outer = reader.enter(tag);
        Oid algorithm = reader.oid();
        Optional<Bytes> parameters = reader.hasNext() ? Optional.of(reader.any()) : Optional.empty();
        reader.leave(outer);
        return new AlgorithmIdentifier(algorithm, parameters);
    }

    /// Checks an identifier without making one.
    static void check(DerReader reader) {
        int outer = reader.enterSequence();
        reader.skipOid();
        if (reader.hasNext()) {
            reader.skipAny();
        }
        reader.leave(outer);
    }

    /// Writes the identifier.
    public void write(DerWriter writer) {
        write(writer, Tag.SEQUENCE);
    }

    /// Writes the identifier under an implicit tag.
    void write(DerWriter writer, int tag) {
        writer.constructed(tag, s -> {
            s.oid(algorithm);
            parameters.ifPresent(s::raw);
        });
    }
}
