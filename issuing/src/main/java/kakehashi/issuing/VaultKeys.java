package kakehashi.issuing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.AuditedZone;
import kakehashi.contract.Keys;
import kakehashi.keys.KeyEntry;
import kakehashi.keys.KeyKind;
import kakehashi.keys.KeyOutcome;
import kakehashi.keys.KeyRequest;
import kakehashi.keys.MacKey;
import kakehashi.keys.Signer;
import kakehashi.keys.Token;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// The installation's own keys in its token: for outcomes and heads, for the feed, for each zone's checkpoints, and
/// for the sealed state. Each signs its own kind of statement and nothing else.
///
/// @param statement outcomes and heads, Ed25519
/// @param feed batches and pulses, Ed25519
/// @param checkpoints by zone, in the zones' order, Ed25519
/// @param seal the MAC key of the sealed state
record VaultKeys(Signer statement, Signer feed, List<Signer> checkpoints, MacKey seal) {
    private static final String STATEMENT = "vault-statement";
    private static final String FEED = "vault-feed";
    private static final String CHECKPOINT = "vault-checkpoint-";
    private static final String SEAL = "vault-seal";

    /// Makes the keys in a token that does not have them yet.
    ///
    /// @throws IllegalStateException when the token refuses, or has keys of these names
    static VaultKeys make(Token token) {
        token.generate(KeyRequest.of(STATEMENT, KeyKind.ED25519)).orElseThrow();
        token.generate(KeyRequest.of(FEED, KeyKind.ED25519)).orElseThrow();
        for (AuditedZone zone : AuditedZone.values()) {
            token.generate(KeyRequest.of(label(zone), KeyKind.ED25519)).orElseThrow();
        }
        token.makeMacKey(SEAL).orElseThrow();
        return find(token).orElseThrow();
    }

    /// The keys in the token; empty when one is missing.
    static Optional<VaultKeys> find(Token token) {
        Optional<Signer> statement = signer(token, STATEMENT);
        Optional<Signer> feed = signer(token, FEED);
        List<Signer> checkpoints = new ArrayList<>();
        for (AuditedZone zone : AuditedZone.values()) {
            signer(token, label(zone)).ifPresent(checkpoints::add);
        }
        boolean whole = statement.isPresent() && feed.isPresent() && checkpoints.size() == AuditedZone.values().length;
        return whole && token.macKey(SEAL) instanceof KeyOutcome.Granted<MacKey>(MacKey seal)
                ? Optional.of(new VaultKeys(statement.get(), feed.get(), List.copyOf(checkpoints), seal))
                : Optional.empty();
    }

    private static Optional<Signer> signer(Token token, String label) {
        return token.keys().stream()
                .filter(entry -> entry.label().equals(label))
                .map(KeyEntry::id)
                .findFirst()
                .map(id -> token.signer(id, SignatureAlgorithm.ED25519).orElseThrow());
    }

    private static String label(AuditedZone zone) {
        return CHECKPOINT + zone.name().toLowerCase(java.util.Locale.ROOT);
    }

    /// The public halves, with the custodians', as genesis names them.
    Keys published(List<SubjectPublicKeyInfo> custodians, long quorum) {
        List<Keys.Checkpoint> zones = new ArrayList<>();
        for (AuditedZone zone : AuditedZone.values()) {
            zones.add(new Keys.Checkpoint(zone, checkpoints.get(zone.ordinal()).publicKey()));
        }
        return new Keys(statement.publicKey(), feed.publicKey(), zones, custodians, quorum);
    }

    /// Whether these are the keys that the chain names.
    boolean areThoseOf(Keys keys) {
        return statement.publicKey().equals(keys.statement())
                && feed.publicKey().equals(keys.feed());
    }
}
