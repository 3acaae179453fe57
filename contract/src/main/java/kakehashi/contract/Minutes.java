package kakehashi.contract;

import java.time.Instant;
import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// What the vault says of the minutes of a ceremony: which file was run, which documents tell of it, and where the
/// chain stood when they were written.
///
/// @param installation digest of the genesis entry
/// @param file digest of the ceremony's file
/// @param documents digests of the minutes, and of the step log
/// @param head the chain's last entry
/// @param at when
public record Minutes(Digest installation, Digest file, List<Digest> documents, Position head, Instant at)
        implements DerValue {
    /// Keeps its own list.
    public Minutes {
        documents = List.copyOf(documents);
    }

    /// Parses the statement, without its signature.
    public static Parsed<Minutes> parse(Bytes der) {
        return StatementReader.parse(der, Minutes::read);
    }

    static Minutes read(StatementReader reader) {
        return reader.statement(
                Label.MINUTES,
                r -> new Minutes(r.digest(), r.digest(), r.list(StatementReader::digest), Position.read(r), r.time()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.statement(
                Label.MINUTES,
                w -> w.digest(installation)
                        .digest(file)
                        .list(documents, StatementWriter::digest)
                        .value(head)
                        .time(at));
    }
}
