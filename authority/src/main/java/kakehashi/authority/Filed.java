package kakehashi.authority;

import kakehashi.contract.Digest;
import kakehashi.contract.Filing;

/// A filing whose signature was verified under a credential of the register.
///
/// @param filing what was signed
/// @param digest of the filing's DER
/// @param by the officer and the credential, as they were when the signature was verified
public record Filed(Filing filing, Digest digest, OfficerRegister.Known by) {}
