package kakehashi.platform;

import kakehashi.contract.Digest;
import kakehashi.contract.Id;

/// By what the certificate of a responder's key is renewed (docs/adr/0026).
///
/// @param installation digest of the genesis entry
/// @param authorisation the standing authorisation, of the protocol `renewal`, for that key and subject
/// @param profile digest of the profile that it names
public record RenewalPlan(Digest installation, Id authorisation, Digest profile) {}
