package kakehashi.terminal;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import kakehashi.contract.Credential;
import kakehashi.contract.Id;
import kakehashi.keys.RelyingParty;
import kakehashi.x509.Bytes;

/// What a token file remembers about the credential in it, sealed with its key.
///
/// @param credential what the credential is known by
/// @param person whose it is
/// @param officer what the person is known by as an officer
/// @param use for what it signs
/// @param party whom it serves, of a passkey of the client; absent: it signs statements themselves
record CredentialNote(Id credential, Id person, Id officer, Credential.Use use, Optional<RelyingParty> party) {
    static final String LABEL = "kakehashi credential";

    Bytes text() {
        StringBuilder text = new StringBuilder("kakehashi credential 1\n");
        text.append("credential ").append(credential).append('\n');
        text.append("person ").append(person).append('\n');
        text.append("officer ").append(officer).append('\n');
        text.append("use ").append(use.name()).append('\n');
        party.ifPresent(p -> text.append("id ")
                .append(p.id())
                .append("\norigin ")
                .append(p.origin())
                .append('\n'));
        return OrderText.utf8(text.toString());
    }

    /// Reads a note; empty when it is none.
    static Optional<CredentialNote> parse(Bytes note) {
        Map<String, String> fields = new LinkedHashMap<>();
        new String(note.toArray(), StandardCharsets.UTF_8).lines().forEach(line -> {
            int blank = line.indexOf(' ');
            fields.put(line.substring(0, Math.max(0, blank)), line.substring(blank + 1));
        });
        try {
            Optional<RelyingParty> party = fields.containsKey("id")
                    ? Optional.of(new RelyingParty(fields.get("id"), fields.getOrDefault("origin", "")))
                    : Optional.empty();
            return Optional.of(new CredentialNote(
                    Id.ofHex(fields.getOrDefault("credential", "")),
                    Id.ofHex(fields.getOrDefault("person", "")),
                    Id.ofHex(fields.getOrDefault("officer", "")),
                    Credential.Use.valueOf(fields.getOrDefault("use", "")),
                    party));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
