package kakehashi.contract;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.Tag;

/// An officer as the chain knows one.
///
/// @param officer what it is known by
/// @param person whose office it is; a person has one in force
/// @param name SHA-256 of the salt and the name, which stand in the order only
/// @param roles what the officer is trusted to do
/// @param scope over what
/// @param credentials with which the officer signs
/// @param notAfter the last moment
public record Officer(
        Id officer,
        Id person,
        Digest name,
        List<Role> roles,
        Scope scope,
        List<Credential> credentials,
        Instant notAfter)
        implements DerValue {
    /// Keeps its own lists.
    public Officer {
        roles = List.copyOf(roles);
        credentials = List.copyOf(credentials);
    }

    /// What stands in place of an officer's name: SHA-256 of the salt and the name's UTF-8 octets (annex,
    /// `Officer.name`).
    public static Digest nameDigest(Salt salt, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        byte[] both = new byte[Salt.OCTETS + text.length];
        salt.octets().copyTo(both, 0);
        System.arraycopy(text, 0, both, Salt.OCTETS, text.length);
        return Digest.of(Bytes.wrap(both));
    }

    static Officer read(StatementReader reader) {
        return read(reader, Tag.SEQUENCE);
    }

    static Officer read(StatementReader reader, int tag) {
        return reader.in(
                tag,
                r -> new Officer(
                        r.id(),
                        r.id(),
                        r.digest(),
                        r.list(role -> role.enumerated(Role.ALL)),
                        Scope.read(r),
                        r.list(Credential::read),
                        r.time()));
    }

    @Override
    public void write(StatementWriter writer) {
        write(writer, Tag.SEQUENCE);
    }

    void write(StatementWriter writer, int tag) {
        writer.in(
                tag,
                w -> w.id(officer)
                        .id(person)
                        .digest(name)
                        .list(roles, StatementWriter::enumerated)
                        .value(scope)
                        .list(credentials, StatementWriter::value)
                        .time(notAfter));
    }
}
