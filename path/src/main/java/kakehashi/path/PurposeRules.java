package kakehashi.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Certificate;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Oid;

/// Whether certificates suit the purpose that the caller asks for (RFC 5280 §4.2.1.3, §4.2.1.12).
final class PurposeRules {
    /// The purposes that no other goes with: whoever holds them speaks for more than itself.
    private static final Set<Oid> NEVER_BESIDE_ANOTHER = Set.of(
            ExtendedKeyUsage.ANY,
            ExtendedKeyUsage.CODE_SIGNING,
            ExtendedKeyUsage.TIME_STAMPING,
            ExtendedKeyUsage.OCSP_SIGNING);

    private PurposeRules() {}

    /// What speaks against the target's use.
    static List<Finding> judgeTarget(Certificate target, Purpose purpose) {
        List<Finding> findings = new ArrayList<>(0);
        boolean dedicated = purpose.profile().includes(Purpose.Profile.DEDICATED_TARGET);
        purpose.extendedKeyUsage()
                .flatMap(wanted -> dedicated
                        ? judgeDedicated(target.extendedKeyUsage(), wanted)
                        : judgeListed(target.extendedKeyUsage(), wanted))
                .ifPresent(findings::add);
        if (dedicated && target.basicConstraints().filter(BasicConstraints::ca).isPresent()) {
            findings.add(Finding.of(Check.TARGET_IS_A_CA));
        }
        Optional<KeyUsage> keyUsage = target.keyUsage();
        for (KeyUsage.Bit bit : purpose.keyUsage()) {
            if (keyUsage.isPresent() && !keyUsage.get().allows(bit)) {
                findings.add(Finding.of(Check.KEY_USAGE_NOT_ALLOWED, bit));
            }
        }
        return findings;
    }

    /// "If the extension is present, then the certificate MUST only be used for one of the purposes indicated."
    private static Optional<Finding> judgeListed(Optional<ExtendedKeyUsage> usage, Oid wanted) {
        boolean listed =
                usage.isEmpty() || usage.get().lists(wanted) || usage.get().lists(ExtendedKeyUsage.ANY);
        return listed ? Optional.empty() : Optional.of(Finding.of(Check.PURPOSE_NOT_ALLOWED, wanted));
    }

    private static Optional<Finding> judgeDedicated(Optional<ExtendedKeyUsage> usage, Oid wanted) {
        if (usage.isEmpty() || !usage.get().lists(wanted)) {
            return Optional.of(Finding.of(Check.PURPOSE_NOT_ALLOWED, wanted));
        }
        return usage.get().purposes().stream()
                .filter(other -> !other.equals(wanted) && NEVER_BESIDE_ANOTHER.contains(other))
                .findFirst()
                .map(other -> Finding.of(Check.PURPOSE_NOT_DEDICATED, wanted, other));
    }

    /// What speaks against an issuer's extended key usage: nothing under RFC 5280 alone.
    static Optional<Finding> judgeIssuer(Optional<ExtendedKeyUsage> usage, Purpose purpose) {
        boolean nested = purpose.profile().includes(Purpose.Profile.NESTED_PURPOSES);
        if (!nested || usage.isEmpty() || purpose.extendedKeyUsage().isEmpty()) {
            return Optional.empty();
        }
        return judgeListed(usage, purpose.extendedKeyUsage().get());
    }
}
