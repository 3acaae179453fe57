package kakehashi.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import kakehashi.files.PrivateFolder;
import kakehashi.issuing.BookIntake;
import kakehashi.issuing.IssuingAuthority;
import kakehashi.issuing.SpoolIntake;
import kakehashi.issuing.VaultParts;
import kakehashi.ledger.CheckpointLoop;
import kakehashi.ledger.Jobs;
import kakehashi.ledger.TileFolder;
import kakehashi.ledger.WitnessLoop;
import kakehashi.terminal.VaultHome;

/// The vault's process: the issuing authority over its home, the orders that come by the book and by the spool
/// folder, and the checkpoints of the audit trees. It listens on no network.
///
/// Beside what [VaultHome] has in its folder, it makes there:
///
/// | folder | what |
/// |---|---|
/// | `log/everybody`, `log/auditors` | checkpoints and tiles (docs/adr/0008) |
/// | `figures.prom` | figures and alarms, unless they go elsewhere |
/// | `spool` | orders that an operator lays there by hand (docs/adr/0003) |
public final class VaultZone implements AutoCloseable {
    private final VaultParts parts;
    private final IssuingAuthority authority;
    private final BookIntake intake;
    private final SpoolIntake spool;
    private final CheckpointLoop checkpoints;
    private final WitnessLoop witnesses;
    private final Jobs jobs;
    private final VaultFigures figures;

    private VaultZone(
            VaultHome home, VaultParts parts, IssuingAuthority authority, Configuration.Housekeeping housekeeping) {
        Path folder = home.folder();
        this.parts = parts;
        this.authority = authority;
        this.intake = BookIntake.start(authority, parts);
        this.spool = SpoolIntake.start(authority, folder(folder.resolve("spool")));
        Path log = folder(folder.resolve("log"));
        TileFolder tiles = new TileFolder(folder(log.resolve("everybody")), folder(log.resolve("auditors")));
        this.checkpoints = authority.signCheckpoints(tiles);
        this.witnesses = authority.askWitnesses(tiles, housekeeping.witnesses());
        this.jobs = VaultJobs.start(home, parts, authority, housekeeping);
        this.figures = VaultFigures.start(
                housekeeping.figures().orElse(folder.resolve("figures.prom")),
                Map.of(
                        "halted",
                        authority::halted,
                        "issuing",
                        authority::issuingStopped,
                        "jobs",
                        jobs::wrong,
                        "witness",
                        witnesses::wrong),
                text -> {
                    text.jobs(jobs.states());
                    text.witnesses(witnesses.states());
                },
                home.clock()::instant);
    }

    /// Opens the vault of a founded home: reads the chain, compares it with what was sealed, and takes orders.
    ///
    /// @param parts of that home, see [VaultHome#parts]; whoever made them closes their token
    /// @throws RuntimeException when the installation is not founded yet
    /// @throws kakehashi.authority.Halt when anything is not as it was left
    public static VaultZone open(VaultHome home, VaultParts parts) {
        return open(home, parts, Configuration.Housekeeping.USUAL);
    }

    /// The same with other housekeeping than the usual.
    ///
    /// @throws kakehashi.authority.Halt when anything is not as it was left
    public static VaultZone open(VaultHome home, VaultParts parts, Configuration.Housekeeping housekeeping) {
        return over(home, parts, home.authority(parts), housekeeping);
    }

    /// Wires an authority that is open, and closes it when that fails.
    static VaultZone over(
            VaultHome home, VaultParts parts, IssuingAuthority authority, Configuration.Housekeeping housekeeping) {
        try {
            return new VaultZone(home, parts, authority, housekeeping);
        } catch (RuntimeException e) {
            authority.close();
            throw e;
        }
    }

    private static Path folder(Path folder) {
        try {
            return PrivateFolder.make(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The authority that signs.
    public IssuingAuthority authority() {
        return authority;
    }

    /// The jobs that come back each night.
    Jobs jobs() {
        return jobs;
    }

    /// What it is wired of.
    public VaultParts parts() {
        return parts;
    }

    /// Takes no more orders, finishes those at work, and closes the chain.
    @Override
    public void close() {
        figures.close();
        jobs.close();
        witnesses.close();
        checkpoints.close();
        spool.close();
        intake.close();
        authority.close();
    }
}
