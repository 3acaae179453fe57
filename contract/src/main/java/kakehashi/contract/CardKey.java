package kakehashi.contract;

import java.time.Instant;
import kakehashi.x509.Bytes;
import kakehashi.x509.Parsed;

/// A card officer's word that a key was made in a card.
///
/// @param installation digest of the genesis entry
/// @param card the card
/// @param key digest of the SubjectPublicKeyInfo
/// @param officer who says so, with the role `cardOfficer`
/// @param at when
public record CardKey(Digest installation, Id card, Digest key, Id officer, Instant at) implements DerValue {
    /// Parses the statement, without its proof.
    public static Parsed<CardKey> parse(Bytes der) {
        return StatementReader.parse(der, CardKey::read);
    }

    static CardKey read(StatementReader reader) {
        return reader.statement(Label.CARD_KEY, r -> new CardKey(r.digest(), r.id(), r.digest(), r.id(), r.time()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.statement(
                Label.CARD_KEY,
                w -> w.digest(installation).id(card).digest(key).id(officer).time(at));
    }
}
