package kakehashi.x509;

import java.util.Optional;

/// What a CRL covers (RFC 5280 §5.2.5).
///
/// @param distributionPoint the names of the place where this CRL is found
/// @param scope the kind of certificates that the CRL covers
/// @param onlySomeReasons the reasons that the CRL covers; absent means all
/// @param indirectCrl whether certificates of other issuers may be listed
public record IssuingDistributionPoint(
        Optional<DistributionPointName> distributionPoint,
        Scope scope,
        Optional<ReasonFlags> onlySomeReasons,
        boolean indirectCrl) {
    /// The kind of certificates that a CRL covers.
    public enum Scope {
        /// Every kind of public key certificate.
        ALL,
        /// `onlyContainsUserCerts`: end entities only.
        USER_CERTIFICATES,
        /// `onlyContainsCACerts`: CAs only, an authority revocation list.
        CA_CERTIFICATES,
        /// `onlyContainsAttributeCerts`: no public key certificate at all.
        ATTRIBUTE_CERTIFICATES
    }

    /// Reads the extension's value: of the three scopes "at most one may be set", and an empty sequence is refused.
    public static IssuingDistributionPoint read(DerReader reader) {
        int outer = reader.enterSequence();
        if (!reader.hasNext()) {
            throw reader.malformed("issuing distribution point that says nothing");
        }
        Optional<DistributionPointName> name =
                reader.nextIs(0xa0) ? Optional.of(DistributionPointName.read(reader, 0xa0)) : Optional.empty();
        boolean user = flag(reader, 0x81);
        boolean ca = flag(reader, 0x82);
        Optional<ReasonFlags> reasons =
                reader.nextIs(0x83) ? Optional.of(ReasonFlags.read(reader, 0x83)) : Optional.empty();
        boolean indirect = flag(reader, 0x84);
        boolean attribute = flag(reader, 0x85);
        if ((user && ca) || (user && attribute) || (ca && attribute)) {
            throw reader.malformed("issuing distribution point with two scopes");
        }
        reader.leave(outer);
        Scope scope = user
                ? Scope.USER_CERTIFICATES
                : ca ? Scope.CA_CERTIFICATES : attribute ? Scope.ATTRIBUTE_CERTIFICATES : Scope.ALL;
        return new IssuingDistributionPoint(name, scope, reasons, indirect);
    }

    private static boolean flag(DerReader reader, int tag) {
        return reader.nextIs(tag) && reader.bool(tag);
    }

    /// Writes the extension's value.
    public void write(DerWriter writer) {
        writer.sequence(s -> {
            distributionPoint.ifPresent(name -> name.write(s, 0xa0));
            if (scope == Scope.USER_CERTIFICATES) {
                s.bool(0x81, true);
            }
            if (scope == Scope.CA_CERTIFICATES) {
                s.bool(0x82, true);
            }
            onlySomeReasons.ifPresent(r -> s.namedBits(0x83, r.bits()));
            if (indirectCrl) {
                s.bool(0x84, true);
            }
            if (scope == Scope.ATTRIBUTE_CERTIFICATES) {
                s.bool(0x85, true);
            }
        });
    }
}
