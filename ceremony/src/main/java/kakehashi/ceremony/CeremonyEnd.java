package kakehashi.ceremony;

/// How a run of a ceremony ends.
public sealed interface CeremonyEnd {
    /// Every step is done.
    record Completed() implements CeremonyEnd {}

    /// It was broken off, with every step before this one done; the same command goes on here.
    ///
    /// @param why in one English sentence, without names of persons
    record BrokenOff(CeremonyStep step, String why) implements CeremonyEnd {}
}
