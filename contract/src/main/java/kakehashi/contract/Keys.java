package kakehashi.contract;

import java.util.List;
import kakehashi.x509.SubjectPublicKeyInfo;

/// The keys of the vault and of its custodians.
///
/// @param statement signs outcomes and heads
/// @param feed signs batches and pulses
/// @param checkpoints sign the audit trees' checkpoints
/// @param custodians the custodians'
/// @param quorum how many of them: at least two, and more than half
public record Keys(
        SubjectPublicKeyInfo statement,
        SubjectPublicKeyInfo feed,
        List<Checkpoint> checkpoints,
        List<SubjectPublicKeyInfo> custodians,
        long quorum)
        implements DerValue {
    /// Keeps its own lists.
    public Keys {
        checkpoints = List.copyOf(checkpoints);
        custodians = List.copyOf(custodians);
    }

    /// The key that signs a tree's checkpoints.
    ///
    /// @param zone whose tree
    /// @param key the key
    public record Checkpoint(AuditedZone zone, SubjectPublicKeyInfo key) implements DerValue {
        static Checkpoint read(StatementReader reader) {
            return reader.sequence(r -> new Checkpoint(r.enumerated(AuditedZone.ALL), r.publicKey()));
        }

        @Override
        public void write(StatementWriter writer) {
            writer.sequence(w -> w.enumerated(zone).publicKey(key));
        }
    }

    static Keys read(StatementReader reader) {
        return reader.sequence(r -> new Keys(
                r.publicKey(),
                r.publicKey(),
                r.list(Checkpoint::read),
                r.list(StatementReader::publicKey),
                r.integer()));
    }

    @Override
    public void write(StatementWriter writer) {
        writer.sequence(w -> w.publicKey(statement)
                .publicKey(feed)
                .list(checkpoints, StatementWriter::value)
                .list(custodians, StatementWriter::publicKey)
                .integer(quorum));
    }
}
