package kakehashi.contract;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Name;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.Tag;

/// A standing authorisation: certificates for some names, without an approval each, on the subscriber's own word.
///
/// @param authorisation what it is known by
/// @param protocol how the subscriber asks
/// @param authority the CA
/// @param profile digest of the profile's bytes
/// @param names whole domain names, at most 255; `*.a.go.jp` is that name and no other. None: [#isOfService]
/// @param key the subscriber's pinned key
/// @param quota how many orders, counted at the first intent, never given back
/// @param perDay how many orders a day
/// @param interval seconds between two certificates for the same names
/// @param address begin of the finalize URL; empty unless ACME
/// @param notBefore the first moment
/// @param notAfter the last moment
/// @param subject what certificates under it name, octet for octet; one common name that is among `names` may
/// follow.
///     Empty: nothing but such a common name
public record Authorisation(
        Id authorisation,
        Protocol protocol,
        Id authority,
        Digest profile,
        List<String> names,
        SubjectPublicKeyInfo key,
        long quota,
        long perDay,
        long interval,
        String address,
        Instant notBefore,
        Instant notAfter,
        Optional<Subject> subject)
        implements DerValue {
    /// Keeps its own list.
    public Authorisation {
        names = List.copyOf(names);
    }

    /// Whether it lets one service without domain names, such as an OCSP responder, have the certificate of its key
    /// renewed under the very same subject (docs/adr/0026).
    public boolean isOfService() {
        return names.isEmpty() && protocol == Protocol.RENEWAL && subject.isPresent();
    }

    /// What certificates name beside a common name.
    public record Subject(Name name) {}

    /// How the subscriber asks.
    public enum Protocol implements Numbered {
        ACME(0),
        CMP(1),
        EST(2),
        RENEWAL(3);

        private static final List<Protocol> ALL = List.of(values());

        private final int number;

        Protocol(int number) {
            this.number = number;
        }

        @Override
        public int number() {
            return number;
        }
    }

    static Authorisation read(StatementReader reader, int tag) {
        return reader.in(
                tag,
                r -> new Authorisation(
                        r.id(),
                        r.enumerated(Protocol.ALL),
                        r.id(),
                        r.digest(),
                        r.list(Tag.SEQUENCE, Bound.LIST, StatementReader::ia5),
                        r.publicKey(),
                        r.integer(),
                        r.integer(),
                        r.integer(),
                        r.ia5(),
                        r.time(),
                        r.time(),
                        r.optionalFields(0, s -> new Subject(s.name()))));
    }

    @Override
    public void write(StatementWriter writer) {
        write(writer, Tag.SEQUENCE);
    }

    void write(StatementWriter writer, int tag) {
        writer.in(
                tag,
                w -> w.id(authorisation)
                        .enumerated(protocol)
                        .id(authority)
                        .digest(profile)
                        .list(Tag.SEQUENCE, Bound.LIST, names, StatementWriter::ia5)
                        .publicKey(key)
                        .integer(quota)
                        .integer(perDay)
                        .integer(interval)
                        .ia5(address)
                        .time(notBefore)
                        .time(notAfter)
                        .optionalFields(0, subject, (s, named) -> s.name(named.name())));
    }
}
