package kakehashi.issuing;

import java.util.List;
import kakehashi.authority.LogHistory;
import kakehashi.contract.Genesis;
import kakehashi.ledger.CheckpointKey;
import kakehashi.ledger.CheckpointSigner;
import kakehashi.ledger.LogEra;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;

/// The times of a zone's log with their keys as the log's verifier knows them.
public final class LogEras {
    private LogEras() {}

    /// What [Archive#logHistory] proves.
    ///
    /// @throws IllegalArgumentException when it does not; the message is one English sentence
    public static List<LogEra> of(Genesis genesis, Zone zone, List<Bytes> items) {
        return LogHistory.of(genesis, Checkpoints.zone(zone), items).stream()
                .map(time -> new LogEra(key(genesis, zone, time), time.begun().map(LogEras::cut)))
                .toList();
    }

    private static CheckpointKey key(Genesis genesis, Zone zone, LogHistory.Time time) {
        return CheckpointKey.ofPublicKey(CheckpointSigner.origin(genesis.origin(), zone, time.cuts()), time.key())
                .orElseThrow(() -> new IllegalArgumentException("no Ed25519 key is named for the zone"));
    }

    private static LogEra.Cut cut(LogHistory.Cut cut) {
        return new LogEra.Cut(
                cut.effect().kept(), cut.effect().signed(), cut.effect().root().octets(), cut.order());
    }
}
