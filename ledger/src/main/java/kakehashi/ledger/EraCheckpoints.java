package kakehashi.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kakehashi.ledger.AuditVerdict.Fault;
import kakehashi.ledger.AuditVerdict.Unsound;

/// Sorts a log's checkpoints by the times of the log: those that the leaves must give the root of, and those of
/// leaves that a restore has lost.
final class EraCheckpoints {
    private final List<LogEra> eras;
    private final List<Signed> signed = new ArrayList<>();

    private record Signed(Checkpoint checkpoint, int era) {
        long size() {
            return checkpoint.head().size();
        }
    }

    EraCheckpoints(List<LogEra> eras) {
        this.eras = List.copyOf(eras);
    }

    /// Takes a note.
    ///
    /// @param name what it is called when it is not genuine
    /// @return why it is not
    Optional<Unsound> add(String note, String name) {
        Optional<Checkpoint> checkpoint = Checkpoint.parse(note);
        // The newest time that signed it: a key may serve in several, a name only in one between two cuts.
        for (int era = eras.size() - 1; checkpoint.isPresent() && era >= 0; era--) {
            if (checkpoint.get().isSignedBy(eras.get(era).key())) {
                signed.add(new Signed(checkpoint.get(), era));
                return Optional.empty();
            }
        }
        long size = name.matches("[0-9]{1,18}") ? Long.parseLong(name) : 0;
        return Optional.of(notGenuine(size, "the checkpoint " + name + " is not signed under the log's key"));
    }

    private static Unsound notGenuine(long size, String why) {
        return new Unsound(size, Fault.CHECKPOINT_NOT_GENUINE, why);
    }

    /// Why one cannot be what it says; empty when all can.
    Optional<Unsound> contradiction() {
        for (Signed one : signed) {
            Optional<LogEra.Cut> cut = cutAfter(one.era());
            boolean beyond = cut.filter(c -> one.size() > c.signed()
                            || one.size() == c.signed()
                                    && !one.checkpoint().head().root().equals(c.root()))
                    .isPresent();
            if (beyond) {
                return Optional.of(notGenuine(
                        one.size(),
                        "the checkpoint of " + one.size() + " leaves is not of what had been signed when the tree was"
                                + " cut"));
            }
        }
        return underAnEndedKey();
    }

    /// A key whose time is over signs for no larger tree than its successor has signed for.
    private Optional<Unsound> underAnEndedKey() {
        for (Signed one : signed) {
            boolean over = signed.stream()
                    .anyMatch(other -> other.era() > one.era()
                            && generation(other.era()) == generation(one.era())
                            && other.size() < one.size());
            if (over) {
                return Optional.of(notGenuine(
                        one.size(),
                        "the checkpoint of " + one.size() + " leaves stands under a key whose time was over"));
            }
        }
        return Optional.empty();
    }

    private long generation(int era) {
        return eras.subList(0, era + 1).stream()
                .filter(one -> one.cut().isPresent())
                .count();
    }

    /// The first cut after a time.
    private Optional<LogEra.Cut> cutAfter(int era) {
        return eras.subList(era + 1, eras.size()).stream()
                .flatMap(later -> later.cut().stream())
                .findFirst();
    }

    private boolean isLost(Signed one) {
        return eras.subList(one.era() + 1, eras.size()).stream()
                .flatMap(later -> later.cut().stream())
                .anyMatch(cut -> one.size() > cut.kept());
    }

    /// Those that the leaves must give the root of, the smallest first.
    List<Checkpoint> required() {
        return signed.stream()
                .filter(one -> !isLost(one))
                .map(Signed::checkpoint)
                .sorted(Comparator.comparingLong(checkpoint -> checkpoint.head().size()))
                .toList();
    }

    /// The cuts of the log, in their order.
    List<LogEra.Cut> cuts() {
        return eras.stream().flatMap(era -> era.cut().stream()).toList();
    }
}
