package kakehashi.platform;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kakehashi.issuing.EndedFiles;
import kakehashi.issuing.IssuingAuthority;
import kakehashi.issuing.VaultParts;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.ledger.Job;
import kakehashi.ledger.JobBoard;
import kakehashi.ledger.JobResult;
import kakehashi.ledger.Jobs;
import kakehashi.ledger.Zone;
import kakehashi.terminal.ScheduledBackup;
import kakehashi.terminal.VaultHome;

/// The jobs of the vault in charge. None of them signs, issues or revokes anything: their plan is a row of the
/// database, and the vault believes no row (docs/adr/0024).
final class VaultJobs {
    static final String AUDIT_REVIEW = "audit-review";
    static final String BACKUP = "backup";
    static final String TIDY = "tidy";

    /// An order lives for 90 days at the most; after that the vault refuses it by its time.
    private static final Duration SETTLED = Duration.ofDays(100);

    private static final int AT_ONCE = 10_000;

    private final VaultHome home;
    private final VaultParts parts;
    private final IssuingAuthority authority;
    private final Configuration.Housekeeping plan;

    private VaultJobs(VaultHome home, VaultParts parts, IssuingAuthority authority, Configuration.Housekeeping plan) {
        this.home = home;
        this.parts = parts;
        this.authority = authority;
        this.plan = plan;
    }

    static Jobs start(VaultHome home, VaultParts parts, IssuingAuthority authority, Configuration.Housekeeping plan) {
        VaultJobs made = new VaultJobs(home, parts, authority, plan);
        return Jobs.start(
                JobBoard.of(Zone.VAULT, () -> home.access(Zone.VAULT)),
                new Jobs.Node(
                        home.node().toString(),
                        home.installation().orElseThrow().octets()),
                made.jobs(),
                home.clock());
    }

    private List<Job> jobs() {
        List<Job> jobs = new ArrayList<>();
        plan.auditReview().ifPresent(at -> jobs.add(new Job(AUDIT_REVIEW, at, this::review)));
        plan.backup().ifPresent(backup -> jobs.add(new Job(BACKUP, backup.at(), () -> backUp(backup))));
        plan.tidy().ifPresent(at -> jobs.add(new Job(TIDY, at, this::tidy)));
        return jobs;
    }

    private JobResult tidy() {
        long files = EndedFiles.delete(parts.database(), home.clock().instant());
        long orders = 0;
        int some = AT_ONCE;
        while (some == AT_ONCE) {
            some = parts.database().inTransaction(tx -> parts.book().forget(tx, SETTLED, AT_ONCE));
            orders += some;
        }
        return JobResult.fine(files + " files of ended certificates taken out of the feed, " + orders
                + " settled orders out of the order book");
    }

    private JobResult review() {
        Path folder = home.folder();
        AuditReview.Found found = new AuditReview(
                        parts,
                        authority,
                        home.genesis().orElseThrow(),
                        folder.resolve("log/everybody"),
                        folder.resolve("review"))
                .look();
        return found.findings().isEmpty() ? JobResult.fine(found.sentence()) : JobResult.found(found.sentence());
    }

    private JobResult backUp(Configuration.BackupPlan backup) {
        try {
            ScheduledBackup.Written written =
                    new ScheduledBackup(home, backup.folder(), backup.keep()).write(authority::atRest, home.clock());
            return JobResult.fine(written.folder() + ", SHA-256 of the manifest " + written.manifest() + ", "
                    + written.kept() + " kept");
        } catch (UncheckedIOException | DatabaseFailure e) {
            return JobResult.failed(e.getMessage());
        }
    }
}
