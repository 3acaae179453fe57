package kakehashi.keys;

import java.util.OptionalLong;

/// What the judge of officers' proofs answers.
public sealed interface CredentialOutcome {
    /// The proof is this credential's, for this statement, at this relying party.
    ///
    /// @param signatureCount the passkey's counter; empty for a key, and for passkeys that do not count. It decides
    ///     nothing; one value under two different statements is a reason for an alarm
    record Verified(OptionalLong signatureCount) implements CredentialOutcome {}

    /// The proof proves nothing.
    record Refused(CredentialRefusal reason) implements CredentialOutcome {}
}
