package kakehashi.contract;

import java.time.Instant;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// A new credential, signed by its own key; twelve words of its digest stand on paper that the person signs.
///
/// @param installation digest of the genesis entry; absent in genesis only
/// @param person whose
/// @param credential the credential
/// @param at when
public record Enrolment(Optional<Digest> installation, Id person, Credential credential, Instant at)
        implements DerValue {
    /// Parses the statement, without its proof.
    public static Parsed<Enrolment> parse(Bytes der) {
        return StatementReader.parse(der, Enrolment::read);
    }

    static Enrolment read(StatementReader reader) {
        return reader.statement(
                Label.ENROLMENT, r -> new Enrolment(r.optional(0, r::digest), r.id(), Credential.read(r), r.time()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.statement(
                Label.ENROLMENT,
                w -> w.optional(0, installation, w::digest)
                        .id(person)
                        .value(credential)
                        .time(at));
    }
}
