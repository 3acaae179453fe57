package kakehashi.x509;

import java.util.ArrayList;
import java.util.List;

/// A pair of policies that the issuing CA holds to be equivalent (RFC 5280 §4.2.1.5).
///
/// @param issuerDomainPolicy the policy in the issuer's domain
/// @param subjectDomainPolicy the policy in the subject's domain
public record PolicyMapping(Oid issuerDomainPolicy, Oid subjectDomainPolicy) {
    /// Reads `policyMappings`: one pair at least.
    public static List<PolicyMapping> readAll(DerReader reader) {
        int outer = reader.enterSequence();
        List<PolicyMapping> mappings = new ArrayList<>();
        do {
            int pair = reader.enterSequence();
            mappings.add(new PolicyMapping(reader.oid(), reader.oid()));
            reader.leave(pair);
        } while (reader.hasNext());
        reader.leave(outer);
        return List.copyOf(mappings);
    }

    /// Writes `policyMappings`.
    public static void writeAll(DerWriter writer, List<PolicyMapping> mappings) {
        writer.sequenceOf(
                Tag.SEQUENCE,
                mappings,
                (w, m) -> w.sequence(s -> s.oid(m.issuerDomainPolicy).oid(m.subjectDomainPolicy)));
    }
}
