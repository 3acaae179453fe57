package kakehashi.contract;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.Parsed;
import kakehashi.x509.Tag;

/// A certificate that somebody asks for.
///
/// Requests whose names differ in the case of letters only are equal as values; their digests are not.
///
/// @param salt so that the digest says nothing once the request is erased
/// @param profile digest of the profile's bytes
/// @param subject the subject
/// @param names the subject's further names; none: the field is absent
/// @param notAfter the last moment of validity; otherwise the profile's longest
/// @param applicant the person who applies, if one of ours
/// @param dossier SHA-256 of a salt of its own and the papers, both in the office only
public record Request(
        Salt salt,
        Digest profile,
        Name subject,
        List<GeneralName> names,
        Optional<Instant> notAfter,
        Optional<Id> applicant,
        Optional<Digest> dossier)
        implements DerValue {
    /// Keeps its own list.
    public Request {
        names = List.copyOf(names);
    }

    /// Parses a request.
    public static Parsed<Request> parse(Bytes der) {
        return StatementReader.parse(der, Request::read);
    }

    static Request read(StatementReader reader) {
        return reader.sequence(r -> new Request(
                r.salt(),
                r.digest(),
                r.name(),
                r.nextIs(Tag.SEQUENCE) ? r.list(Tag.SEQUENCE, Bound.SOME, StatementReader::generalName) : List.of(),
                r.optional(0, r::time),
                r.optional(1, r::id),
                r.optional(2, r::digest)));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.sequence(w -> {
            w.salt(salt).digest(profile).name(subject);
            if (!names.isEmpty()) {
                w.list(Tag.SEQUENCE, Bound.SOME, names, StatementWriter::generalName);
            }
            w.optional(0, notAfter, w::time).optional(1, applicant, w::id).optional(2, dossier, w::digest);
        });
    }
}
