package kakehashi.x509;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where revocation information about a certificate is found (RFC 5280 §4.2.1.13).
///
/// @param distributionPoint the names of the place
/// @param reasons the reasons that its CRL covers; absent means all
/// @param crlIssuer who signs the CRL when it is not the certificate's issuer; empty when absent
public record DistributionPoint(
        Optional<DistributionPointName> distributionPoint, Optional<ReasonFlags> reasons, List<GeneralName> crlIssuer) {
    /// Reads `cRLDistributionPoints` or `freshestCRL`: one point at least.
    public static List<DistributionPoint> readAll(DerReader reader) {
        int outer = reader.enterSequence();
        List<DistributionPoint> points = new ArrayList<>(1);
        do {
            points.add(read(reader));
        } while (reader.hasNext());
        reader.leave(outer);
        return List.copyOf(points);
    }

    private static DistributionPoint read(DerReader reader) {
        int outer = reader.enterSequence();
        Optional<DistributionPointName> name = Optional.empty();
        if (reader.nextIs(0xa0)) {
            name = Optional.of(DistributionPointName.read(reader, 0xa0));
        }
        Optional<ReasonFlags> reasons =
                reader.nextIs(0x81) ? Optional.of(ReasonFlags.read(reader, 0x81)) : Optional.empty();
        List<GeneralName> issuer = reader.nextIs(0xa2) ? GeneralName.readAll(reader, 0xa2) : List.of();
        reader.leave(outer);
        return new DistributionPoint(name, reasons, issuer);
    }

    /// Checks `cRLDistributionPoints` or `freshestCRL` without making them.
    static void checkAll(DerReader reader) {
        int outer = reader.enterSequence();
        do {
            int point = reader.enterSequence();
            if (reader.nextIs(0xa0)) {
                DistributionPointName.check(reader, 0xa0);
            }
            if (reader.nextIs(0x81)) {
                reader.namedBits(0x81);
            }
            if (reader.nextIs(0xa2)) {
                GeneralName.checkAll(reader, 0xa2);
            }
            reader.leave(point);
        } while (reader.hasNext());
        reader.leave(outer);
    }

    /// Writes `cRLDistributionPoints` or `freshestCRL`.
    static void writeAll(DerWriter writer, List<DistributionPoint> points) {
        writer.sequenceOf(
                Tag.SEQUENCE,
                points,
                (w, p) -> w.sequence(s -> {
                    p.distributionPoint.ifPresent(name -> name.write(s, 0xa0));
                    p.reasons.ifPresent(r -> s.namedBits(0x81, r.bits()));
                    if (!p.crlIssuer.isEmpty()) {
                        GeneralName.writeAll(s, 0xa2, p.crlIssuer);
                    }
                }));
    }
}
