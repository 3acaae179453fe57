package kakehashi.ledger;

import java.util.Set;

/// What an audit event is about: the closed list of ADR 8, and the zones in whose trees each kind stands. A new
/// kind is a new line here; a reader takes kinds that it does not know, a writer writes no other.
public enum AuditKind {
    /// An entry of the chain of authority; its content is the entry's position.
    ENTRY("entry", Set.of(Zone.VAULT)),
    /// A private key is about to be used.
    KEY_BEFORE("key.before", Set.of(Zone.VAULT)),
    /// A private key was used, or its use failed.
    KEY_AFTER("key.after", Set.of(Zone.VAULT)),
    /// A private key was made.
    KEY_MADE("key.made", Set.of(Zone.VAULT)),
    /// A private key is destroyed; the payload is what a quorum of custodians signed (`KeyDestroyed`).
    KEY_DESTROYED("key.destroyed", Set.of(Zone.VAULT)),
    /// A sealed token got another lock: its name, the new quorum, and of how many custodians.
    TOKEN_RELOCKED("token.relocked", Set.of(Zone.VAULT)),
    /// An order was refused by the vault.
    REFUSAL("refusal", Set.of(Zone.VAULT)),
    /// A backup is written by a person: into which folder. Recorded before, so that the backup holds it.
    BACKUP_WRITTEN("backup.written", Set.of(Zone.VAULT)),
    /// Payloads were erased; the payload lists their indices and says why.
    PAYLOAD_ERASED("payload.erased", Set.of(Zone.values())),
    /// A tree is handed to an auditor: of which zone, into which folder. Recorded before, so that an export of this
    /// tree holds it.
    AUDIT_EXPORTED("audit.exported", Set.of(Zone.VAULT)),
    /// A job that comes back has run; the payload says which, where, and what came of it.
    JOB("job", Set.of(Zone.values())),
    /// An application was received.
    APPLICATION("application", Set.of(Zone.OFFICE)),
    /// An application was filed by an officer or a clerk.
    FILING("filing", Set.of(Zone.OFFICE)),
    /// An officer approved.
    APPROVAL("approval", Set.of(Zone.OFFICE)),
    /// An officer rejected.
    REJECTION("rejection", Set.of(Zone.OFFICE)),
    /// An order was sent to another zone.
    ORDER("order", Set.of(Zone.OFFICE)),
    /// The outcome of an order came back.
    OUTCOME("outcome", Set.of(Zone.OFFICE)),
    /// The register of officers changed.
    OFFICER_CHANGED("officer.changed", Set.of(Zone.OFFICE)),
    /// An officer logged in or out, or failed to.
    SESSION("session", Set.of(Zone.OFFICE)),
    /// A card was made, handed over, or destroyed.
    CARD("card", Set.of(Zone.OFFICE));

    private final String label;
    private final Set<Zone> zones;

    AuditKind(String label, Set<Zone> zones) {
        this.label = label;
        this.zones = zones;
    }

    /// How leaves name it.
    public String label() {
        return label;
    }

    /// Whether it stands in the tree of that zone.
    public boolean standsIn(Zone zone) {
        return zones.contains(zone);
    }
}
