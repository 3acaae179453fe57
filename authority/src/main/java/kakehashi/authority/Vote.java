package kakehashi.authority;

import kakehashi.contract.Approval;
import kakehashi.contract.Digest;

/// An approval or a rejection whose signature was verified under a credential of the register.
///
/// @param approval what was signed
/// @param by the officer and the credential, as they were when the signature was verified
/// @param signed the digest of the [kakehashi.contract.Signed] that holds it
public record Vote(Approval approval, OfficerRegister.Known by, Digest signed) {}
