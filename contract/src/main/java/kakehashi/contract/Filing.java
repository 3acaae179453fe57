package kakehashi.contract;

import java.time.Instant;
import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// What an LRA officer asks for.
///
/// @param installation digest of the genesis entry
/// @param filing what it is known by
/// @param salt so that the digest says nothing once the filing is erased
/// @param office the LRA
/// @param officer who files
/// @param requests the digest of each [Request], in order
/// @param filedAt when
/// @param expiresAt at most 180 days later
public record Filing(
        Digest installation,
        Id filing,
        Salt salt,
        Id office,
        Id officer,
        List<Digest> requests,
        Instant filedAt,
        Instant expiresAt)
        implements DerValue {
    /// Keeps its own list.
    public Filing {
        requests = List.copyOf(requests);
    }

    /// Parses a filing, without its proof.
    public static Parsed<Filing> parse(Bytes der) {
        return StatementReader.parse(der, Filing::read);
    }

    static Filing read(StatementReader reader) {
        return reader.statement(
                Label.FILING,
                r -> new Filing(
                        r.digest(),
                        r.id(),
                        r.salt(),
                        r.id(),
                        r.id(),
                        r.list(StatementReader::digest),
                        r.time(),
                        r.time()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.statement(
                Label.FILING,
                w -> w.digest(installation)
                        .id(filing)
                        .salt(salt)
                        .id(office)
                        .id(officer)
                        .list(requests, StatementWriter::digest)
                        .time(filedAt)
                        .time(expiresAt));
    }
}
