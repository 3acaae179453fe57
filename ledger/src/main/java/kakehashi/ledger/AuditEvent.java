package kakehashi.ledger;

import kakehashi.x509.Bytes;

/// Something that must be provable later: one leaf.
public sealed interface AuditEvent {
    /// What it is about.
    AuditKind kind();

    /// An event whose payload may name somebody. The tree holds a salted commitment to it, so it can be erased.
    ///
    /// @param kind of the closed list, but not [AuditKind#ENTRY]
    /// @param payload DER, at most 1 MiB
    record Salted(AuditKind kind, Bytes payload) implements AuditEvent {
        private static final int MAX_PAYLOAD = 1 << 20;

        /// @throws IllegalArgumentException when the payload exceeds 1 MiB, or the kind is that of an entry
        public Salted {
            if (kind == AuditKind.ENTRY) {
                throw new IllegalArgumentException("an entry of the chain has a position and no payload");
            }
            if (payload.length() > MAX_PAYLOAD) {
                throw new IllegalArgumentException("the payload of an audit event exceeds 1 MiB");
            }
        }
    }

    /// An entry of the chain of authority, which names nobody: its position stands in the leaf itself.
    ///
    /// @param index of the entry, from 0
    /// @param digest of the entry, 32 octets
    record Entry(long index, Bytes digest) implements AuditEvent {
        /// @throws IllegalArgumentException when the index is negative or the digest not of 32 octets
        public Entry {
            Leaf.checkPosition(index, digest);
        }

        @Override
        public AuditKind kind() {
            return AuditKind.ENTRY;
        }
    }
}
