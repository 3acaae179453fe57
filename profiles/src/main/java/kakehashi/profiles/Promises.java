package kakehashi.profiles;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;

/// What a profile promises of every certificate issued under it.
///
/// @param keyUsage the bits of keyUsage, neither more nor fewer; empty when the profile has no keyUsage
/// @param purposes the purposes of extKeyUsage, neither more nor fewer; empty when it has none
/// @param policies the policies, neither more nor fewer; empty when it has none
/// @param subjectPrefix under which every subject lies; [Name#EMPTY] when any subject will do
/// @param longestValidity the longest time from the first to the last second of validity, both included
public record Promises(
        Optional<KeyUsage> keyUsage,
        List<Oid> purposes,
        List<Oid> policies,
        Name subjectPrefix,
        Duration longestValidity) {}
