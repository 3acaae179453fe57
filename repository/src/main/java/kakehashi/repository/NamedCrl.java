package kakehashi.repository;

import java.math.BigInteger;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;

/// A CRL that a batch named and that was not seen yet.
///
/// @param authority the CA
/// @param number its CRL number
/// @param digest of the CRL
/// @param octets its length
record NamedCrl(Id authority, BigInteger number, Digest digest, long octets) {}
