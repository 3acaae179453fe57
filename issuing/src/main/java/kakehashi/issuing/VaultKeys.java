package kakehashi.issuing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kakehashi.authority.OwnKeyUse;
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
/// for the sealed state. Each signs its own kind of statement and nothing else. Those made for the n-th change have
/// n at the end of their labels, those of the founding nothing.
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
    private static final int MOST_CHANGES = 1_000;

    /// Makes the keys in a token that does not have them yet.
    ///
    /// @throws IllegalStateException when the token refuses
    static VaultKeys make(Token token) {
        return make(token, 0);
    }

    /// Makes the keys for a change, or finds them where they were made and are not in force yet.
    ///
    /// @throws IllegalStateException when the token refuses
    static VaultKeys make(Token token, long change) {
        List<String> labels = new ArrayList<>(List.of(STATEMENT, FEED));
        for (AuditedZone zone : AuditedZone.values()) {
            labels.add(label(zone));
        }
        for (String label : labels) {
            if (entry(token, label + suffix(change)).isEmpty()) {
                token.generate(KeyRequest.of(label + suffix(change), KeyKind.ED25519))
                        .orElseThrow();
            }
        }
        if (!(token.macKey(SEAL + suffix(change)) instanceof KeyOutcome.Granted<MacKey>)) {
            token.makeMacKey(SEAL + suffix(change)).orElseThrow();
        }
        return find(token, change).orElseThrow();
    }

    /// The keys of the founding; empty when one is missing.
    static Optional<VaultKeys> find(Token token) {
        return find(token, 0);
    }

    private static Optional<VaultKeys> find(Token token, long change) {
        Optional<Signer> statement = signer(token, STATEMENT + suffix(change));
        Optional<Signer> feed = signer(token, FEED + suffix(change));
        List<Signer> checkpoints = new ArrayList<>();
        for (AuditedZone zone : AuditedZone.values()) {
            signer(token, label(zone) + suffix(change)).ifPresent(checkpoints::add);
        }
        boolean whole = statement.isPresent() && feed.isPresent() && checkpoints.size() == AuditedZone.values().length;
        return whole && token.macKey(SEAL + suffix(change)) instanceof KeyOutcome.Granted<MacKey>(MacKey seal)
                ? Optional.of(new VaultKeys(statement.get(), feed.get(), List.copyOf(checkpoints), seal))
                : Optional.empty();
    }

    /// The keys that the chain names; empty when the token lacks one. The MAC key is the newest that was made for a
    /// change up to this one.
    static Optional<VaultKeys> of(Token token, Keys named, long change) {
        Optional<Signer> statement = signer(token, named.statement());
        Optional<Signer> feed = signer(token, named.feed());
        List<Signer> checkpoints = named.checkpoints().stream()
                .flatMap(one -> signer(token, one.key()).stream())
                .toList();
        Optional<MacKey> seal = seals(token, change).stream().findFirst();
        boolean whole = statement.isPresent()
                && feed.isPresent()
                && seal.isPresent()
                && checkpoints.size() == AuditedZone.values().length;
        return whole
                ? Optional.of(new VaultKeys(statement.get(), feed.get(), checkpoints, seal.get()))
                : Optional.empty();
    }

    /// The MAC keys in the token, the newest first.
    static List<MacKey> seals(Token token) {
        return seals(token, MOST_CHANGES);
    }

    /// A change need not have a MAC key of its own; but nobody skips two.
    private static List<MacKey> seals(Token token, long newest) {
        List<MacKey> seals = new ArrayList<>();
        int missing = 0;
        for (long change = 0; change <= newest && missing < 3; change++) {
            if (token.macKey(SEAL + suffix(change)) instanceof KeyOutcome.Granted<MacKey>(MacKey seal)) {
                seals.addFirst(seal);
                missing = 0;
            } else {
                missing++;
            }
        }
        return seals;
    }

    /// The signer of a batch or a statement under a key that is or was in force.
    static Optional<Signer> signer(Token token, SubjectPublicKeyInfo key) {
        return token.keys().stream()
                .filter(entry -> entry.publicKey().equals(key))
                .findFirst()
                .map(entry -> signer(token, entry));
    }

    private static Optional<Signer> signer(Token token, String label) {
        return entry(token, label).map(entry -> signer(token, entry));
    }

    private static Signer signer(Token token, KeyEntry entry) {
        return token.signer(entry.id(), SignatureAlgorithm.ED25519).orElseThrow();
    }

    private static Optional<KeyEntry> entry(Token token, String label) {
        return token.keys().stream()
                .filter(entry -> entry.label().equals(label))
                .findFirst();
    }

    private static String label(AuditedZone zone) {
        return CHECKPOINT + zone.name().toLowerCase(Locale.ROOT);
    }

    private static String suffix(long change) {
        return change == 0 ? "" : "-" + change;
    }

    /// Whether a label is one of a key for this use, for whatever change.
    static boolean isLabel(String label, OwnKeyUse use) {
        String kind = switch (use) {
            case OwnKeyUse.Statements() -> STATEMENT;
            case OwnKeyUse.Feed() -> FEED;
            case OwnKeyUse.Checkpoints(AuditedZone zone) -> label(zone);
        };
        return label.equals(kind) || label.matches(kind + "-[0-9]+");
    }

    /// The public halves, with the custodians', as genesis and a change name them.
    Keys published(List<SubjectPublicKeyInfo> custodians, long quorum) {
        List<Keys.Checkpoint> zones = new ArrayList<>();
        for (AuditedZone zone : AuditedZone.values()) {
            zones.add(new Keys.Checkpoint(zone, checkpoints.get(zone.ordinal()).publicKey()));
        }
        return new Keys(statement.publicKey(), feed.publicKey(), zones, custodians, quorum);
    }

    /// Whether these are the keys that genesis names.
    boolean areThoseOf(Keys keys) {
        return statement.publicKey().equals(keys.statement())
                && feed.publicKey().equals(keys.feed());
    }
}
