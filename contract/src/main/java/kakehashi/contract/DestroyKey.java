package kakehashi.contract;

import java.time.Instant;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// What custodians sign before a private key of their installation is destroyed.
///
/// @param installation digest of the genesis entry
/// @param key digest of the public half
/// @param name the key's label in its token
/// @param at when
public record DestroyKey(Digest installation, Digest key, String name, Instant at) implements DerValue {
    /// Parses the statement, without signatures.
    public static Parsed<DestroyKey> parse(Bytes der) {
        return StatementReader.parse(der, DestroyKey::read);
    }

    static DestroyKey read(StatementReader reader) {
        return reader.statement(Label.DESTROY_KEY, r -> new DestroyKey(r.digest(), r.digest(), r.text(), r.time()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.statement(
                Label.DESTROY_KEY,
                w -> w.digest(installation).digest(key).text(name).time(at));
    }
}
