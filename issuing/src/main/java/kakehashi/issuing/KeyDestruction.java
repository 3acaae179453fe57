package kakehashi.issuing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.authority.AuthorityState;
import kakehashi.authority.Issuer;
import kakehashi.authority.RuleOrders;
import kakehashi.authority.VaultFacts;
import kakehashi.contract.CustodianSignature;
import kakehashi.contract.DestroyKey;
import kakehashi.contract.Digest;
import kakehashi.contract.KeyDestroyed;
import kakehashi.contract.Keys;
import kakehashi.keys.KeyEntry;
import kakehashi.keys.KeyOutcome;
import kakehashi.keys.Token;
import kakehashi.ledger.AuditEvent;
import kakehashi.ledger.AuditKind;
import kakehashi.ledger.AuditWriter;
import kakehashi.ledger.Zone;
import kakehashi.x509.Certificate;

/// The destroying of a private key for good, by the word of a quorum of custodians. Keys that something in force
/// still needs are not destroyed, whoever signs.
///
/// Not needed any more are the keys of CAs that have ended, keys that were made for a CA and never certified, those
/// whose every certificate has expired, and the installation's own keys from before a change of keys.
public final class KeyDestruction {
    /// What came of it, or why nothing did.
    public enum Result {
        DESTROYED,
        /// No open token has a key of this digest.
        NO_SUCH_KEY,
        /// A CA or the installation still needs it.
        IN_FORCE,
        /// The statement is of another key, or fewer custodians signed it than the quorum.
        NOT_SIGNED,
        /// The token did not destroy it.
        REFUSED_BY_TOKEN
    }

    private record Held(Token token, KeyEntry entry) {}

    private final IssuingAuthority authority;
    private final VaultParts parts;

    /// Over an open vault and its tokens.
    public KeyDestruction(IssuingAuthority authority, VaultParts parts) {
        this.authority = authority;
        this.parts = parts;
    }

    /// The keys in the tokens that are open.
    public List<KeyEntry> keys() {
        return parts.keys();
    }

    /// What the custodians are to sign; empty when the key is in no open token.
    public Optional<DestroyKey> statement(Digest key) {
        Instant now = parts.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        return held(key).map(held -> new DestroyKey(authority.facts().installation(), key, held.entry.label(), now));
    }

    /// Whether something in force needs the key.
    public boolean isNeeded(Digest key) {
        Instant now = parts.clock().instant();
        return authority.ask(state ->
                isOwnInForce(state, key) || state.issuers().stream().anyMatch(issuer -> isNeeded(issuer, key, now)));
    }

    private static boolean isOwnInForce(AuthorityState state, Digest key) {
        Keys keys = state.keys().inForce();
        return Stream.concat(
                        Stream.of(keys.statement(), keys.feed()),
                        keys.checkpoints().stream().map(Keys.Checkpoint::key))
                .anyMatch(own -> Digest.of(own.der()).equals(key));
    }

    /// A CA in force needs its newest key, and each that signs its CRLs: those of its certificates.
    private static boolean isNeeded(Issuer issuer, Digest key, Instant now) {
        return issuer.isInForce() && (issuer.key().equals(key) || certificates(issuer, key, now));
    }

    private static boolean certificates(Issuer issuer, Digest key, Instant now) {
        return issuer.certificates().stream()
                .filter(own -> !now.isAfter(own.notAfter()))
                .map(Certificate::subjectPublicKeyInfo)
                .anyMatch(own -> Digest.of(own.der()).equals(key));
    }

    /// Destroys the key. The leaf that says so, with what the custodians signed, is committed first: no key goes
    /// without one.
    public Result carryOut(DestroyKey statement, List<CustodianSignature> signatures) {
        Optional<Held> held = held(statement.key());
        if (held.isEmpty()) {
            return Result.NO_SUCH_KEY;
        }
        if (isNeeded(statement.key())) {
            return Result.IN_FORCE;
        }
        VaultFacts facts = authority.facts();
        boolean signed = statement.installation().equals(facts.installation())
                && RuleOrders.isSignedByCustodians(statement.der(), signatures, facts.keys());
        if (!signed) {
            return Result.NOT_SIGNED;
        }
        AuditWriter audit = new AuditWriter(Zone.VAULT, facts.installation().octets(), parts.clock());
        AuditEvent event =
                new AuditEvent.Salted(AuditKind.KEY_DESTROYED, new KeyDestroyed(statement.der(), signatures).der());
        parts.database().useTransaction(tx -> audit.append(tx, List.of(event)));
        return held.get().token.destroy(held.get().entry.id()) instanceof KeyOutcome.Granted<KeyEntry>
                ? Result.DESTROYED
                : Result.REFUSED_BY_TOKEN;
    }

    private Optional<Held> held(Digest key) {
        return Stream.concat(Stream.of(parts.token()), parts.named().values().stream())
                .flatMap(token -> token.keys().stream().map(entry -> new Held(token, entry)))
                .filter(held -> Digest.of(held.entry.publicKey().der()).equals(key))
                .findFirst();
    }
}
