package kakehashi.revocation;

import java.math.BigInteger;
import java.time.Instant;
import kakehashi.x509.Bytes;

/// What is remembered of a CRL: a delta builds on it, and entries may be forgotten after it.
///
/// @param coverage what it covers
/// @param number its number
/// @param thisUpdate when it was issued
/// @param changes [RevocationRegister#changes] of the state that it shows
/// @param key the identifier of the key that signed it
public record IssuedCrl(CrlCoverage coverage, BigInteger number, Instant thisUpdate, long changes, Bytes key) {}
