package kakehashi.terminal;

import java.util.Optional;
import kakehashi.ceremony.CeremonyFile;
import kakehashi.console.Phrase;
import kakehashi.contract.Digest;
import kakehashi.keys.RelyingParty;
import kakehashi.keys.Signer;
import kakehashi.keys.SoftwareToken;
import kakehashi.x509.Bytes;

/// Holds what a token remembers of its credential against the ceremony's file: an officer who is registered under
/// other ids than his token knows could never approve an order afterwards.
///
/// @param officer as the file has him
/// @param credential as the file has it
record CeremonyNote(CeremonyFile.Officer officer, CeremonyFile.AtConsole credential) {
    /// What is wrong with a token; empty when it is the officer's. One that remembers nothing is told.
    Optional<Phrase> fault(SoftwareToken token, RelyingParty client) {
        Optional<Bytes> kept = token.note(CredentialNote.LABEL);
        CredentialNote asked = asked(client);
        if (kept.isEmpty()) {
            token.putNote(CredentialNote.LABEL, asked.text());
            return Optional.empty();
        }
        return kept.flatMap(CredentialNote::parse)
                .filter(note -> !note.equals(asked))
                .map(CeremonyNote::differs);
    }

    /// That the key is not the one of the officer's registration; empty when it is, or the file names none.
    static Optional<Phrase> otherKey(CeremonyFile.AtConsole credential, Signer signer) {
        Digest key = Digest.of(signer.publicKey().der());
        return credential
                .credential()
                .key()
                .filter(named -> !named.equals(key))
                .map(named -> new Phrase(
                                "このトークンの鍵は登録票の鍵ではありません（SHA-256 %s）。",
                                "the token's key (SHA-256 %s) is not that of the registration.")
                        .with(key));
    }

    private CredentialNote asked(RelyingParty client) {
        return new CredentialNote(
                credential.id(),
                officer.person(),
                officer.officer(),
                credential.use(),
                credential.passkey().map(id -> client));
    }

    private static Phrase differs(CredentialNote note) {
        return new Phrase(
                        "手順書の ID がこのトークンと違います。トークンでは id = \"%s\"、person = \"%s\"、署名手段の id = \"%s\"、use = \"%s\" です。",
                        "the ceremony's file has other ids than this token, which has id = \"%s\", person = \"%s\", "
                                + "its credential's id = \"%s\", use = \"%s\".")
                .with(note.officer(), note.person(), note.credential(), CredentialFacts.word(note.use()));
    }
}
