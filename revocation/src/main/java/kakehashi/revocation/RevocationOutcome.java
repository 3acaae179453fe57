package kakehashi.revocation;

/// What becomes of a [RevocationChange].
public sealed interface RevocationOutcome {
    /// The certificate is listed, as said here. Its `at`, reason and invalidity date are what every other place –
    /// chain, feed, OCSP – has to say too.
    record Listed(Revocation now) implements RevocationOutcome {}

    /// The hold is over.
    ///
    /// @param before what it was
    record Released(Revocation before) implements RevocationOutcome {}

    /// Nothing changes.
    record Refused(RevocationRefusal reason) implements RevocationOutcome {}
}
