package kakehashi.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import kakehashi.authority.ReviewOutcome;
import kakehashi.contract.Genesis;
import kakehashi.issuing.Archive;
import kakehashi.issuing.IssuingAuthority;
import kakehashi.issuing.LogEras;
import kakehashi.issuing.VaultParts;
import kakehashi.ledger.AuditExport;
import kakehashi.ledger.AuditTree;
import kakehashi.ledger.AuditVerdict;
import kakehashi.ledger.AuditVerification;
import kakehashi.ledger.CheckpointSigner;
import kakehashi.ledger.Zone;
import kakehashi.x509.Bytes;

/// Looks through everything that the installation has written about itself: judges the chain of authority again, as
/// `kakehashi audit chain` does, and verifies an export of every zone's audit tree against the signed checkpoints,
/// as `kakehashi audit verify` does, with the checkpoints in the published folder besides those in the database.
/// It stops nothing; what it finds is for people.
///
/// @param parts of the vault, which works on meanwhile
/// @param authority of that vault
/// @param genesis of the installation
/// @param published the folder of checkpoints and tiles that is published
/// @param scratch a folder of our own for exports, as large as the trees; emptied before and after
record AuditReview(VaultParts parts, IssuingAuthority authority, Genesis genesis, Path published, Path scratch) {
    private static final int MOST_TOLD = 3;

    /// What was found.
    ///
    /// @param entries how many entries the chain has
    /// @param leaves how many leaves a checkpoint covers, over all zones
    /// @param findings sentences, the first ones; empty when all is as it was signed
    record Found(long entries, long leaves, List<String> findings) {
        /// Keeps its own list.
        Found {
            findings = List.copyOf(findings);
        }

        /// In one sentence.
        String sentence() {
            return findings.isEmpty()
                    ? entries + " entries judged again, " + leaves + " leaves verified: all of it follows"
                    : findings.size() + " findings, first: "
                            + String.join("; ", findings.subList(0, Math.min(MOST_TOLD, findings.size())));
        }
    }

    /// Looks through all of it. It takes about as long as making it did.
    ///
    /// @throws UncheckedIOException when the scratch folder cannot be written
    /// @throws kakehashi.ledger.DatabaseFailure when the database fails
    Found look() {
        ReviewOutcome chain = authority.review();
        List<String> findings = new ArrayList<>();
        chain.findings().forEach(one -> findings.add("entry " + one.index() + ": " + one.sentence()));
        long leaves = 0;
        List<Bytes> history = new Archive(parts.database()).logHistory();
        for (Zone zone : Zone.values()) {
            switch (verify(zone, history)) {
                case AuditVerdict.Sound sound -> leaves += sound.covered();
                case AuditVerdict.Unsound bad -> findings.add("tree of the zone " + zone.label() + ": " + bad.detail());
                case AuditVerdict.Undetermined nothing -> {
                    if (size(zone) > 0) {
                        findings.add("tree of the zone " + zone.label() + ": " + nothing.detail());
                    }
                }
            }
        }
        return new Found(chain.entries(), leaves, findings);
    }

    private long size(Zone zone) {
        return parts.database()
                .inTransaction(tx -> new AuditTree(zone).head(tx))
                .map(head -> head.size())
                .orElse(0L);
    }

    private AuditVerdict verify(Zone zone, List<Bytes> history) {
        Path folder = scratch.resolve(zone.label());
        try {
            delete(folder);
            Files.createDirectories(scratch);
            // Before the export: the tree grows on.
            List<String> seen = seen(zone);
            AuditExport.write(parts.database(), new AuditTree(zone), folder);
            return AuditVerification.verify(folder, LogEras.of(genesis, zone, history), seen);
        } catch (IllegalArgumentException e) {
            return new AuditVerdict.Unsound(0, AuditVerdict.Fault.CHECKPOINT_NOT_GENUINE, e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            quietlyDelete(folder);
        }
    }

    /// Of the log as it is now and of the first one.
    private List<String> seen(Zone zone) throws IOException {
        List<String> notes = new ArrayList<>();
        String place = CheckpointSigner.place(zone, authority.checkpointKey(zone));
        for (String each : new LinkedHashSet<>(List.of(zone.label(), place))) {
            Path checkpoint = published.resolve(each).resolve("checkpoint");
            if (Files.exists(checkpoint)) {
                notes.add(Files.readString(checkpoint));
            }
        }
        return notes;
    }

    private static void quietlyDelete(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            System.getLogger(AuditReview.class.getName())
                    .log(System.Logger.Level.WARNING, "an export is left in {0}", folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
