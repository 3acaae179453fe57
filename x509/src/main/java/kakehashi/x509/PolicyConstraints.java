package kakehashi.x509;

import java.math.BigInteger;
import java.util.OptionalInt;

/// After how many certificates a policy is demanded or mapping is forbidden (RFC 5280 §4.2.1.11).
///
/// @param requireExplicitPolicy certificates that may follow before an acceptable policy is required
/// @param inhibitPolicyMapping certificates that may follow before mapping is no longer permitted
public record PolicyConstraints(OptionalInt requireExplicitPolicy, OptionalInt inhibitPolicyMapping) {
    /// Reads the extension's value: "conforming CAs MUST NOT issue certificates where policy constraints is an
    /// empty sequence".
    public static PolicyConstraints read(DerReader reader) {
        int outer = reader.enterSequence();
        if (!reader.hasNext()) {
            throw reader.malformed("policy constraints without a constraint");
        }
        OptionalInt require = skipCerts(reader, 0x80);
        OptionalInt inhibit = skipCerts(reader, 0x81);
        reader.leave(outer);
        return new PolicyConstraints(require, inhibit);
    }

    private static OptionalInt skipCerts(DerReader reader, int tag) {
        return reader.nextIs(tag) ? OptionalInt.of(reader.smallInteger(tag, Integer.MAX_VALUE)) : OptionalInt.empty();
    }

    /// Writes the extension's value.
    public void write(DerWriter writer) {
        writer.sequence(s -> {
            requireExplicitPolicy.ifPresent(n -> s.integer(0x80, BigInteger.valueOf(n)));
            inhibitPolicyMapping.ifPresent(n -> s.integer(0x81, BigInteger.valueOf(n)));
        });
    }
}
