package kakehashi.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Certificate;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Oid;

/// Whether certificates suit the purpose that the caller asks for (RFC 5280 §4.2.1.3, §4.2.1.12).
final class PurposeRules {
    private PurposeRules() {}

    /// What speaks against the target's use.
    static List<Finding> judgeTarget(Certificate target, Purpose purpose) {
        List<Finding> findings = new ArrayList<>(0);
        Optional<ExtendedKeyUsage> usage = target.extendedKeyUsage();
        if (usage.isPresent() && purpose.extendedKeyUsage().isPresent()) {
            Oid wanted = purpose.extendedKeyUsage().get();
            if (!usage.get().lists(wanted) && !usage.get().lists(ExtendedKeyUsage.ANY)) {
                findings.add(Finding.of(Check.PURPOSE_NOT_ALLOWED, wanted));
            }
        }
        Optional<KeyUsage> keyUsage = target.keyUsage();
        for (KeyUsage.Bit bit : purpose.keyUsage()) {
            if (keyUsage.isPresent() && !keyUsage.get().allows(bit)) {
                findings.add(Finding.of(Check.KEY_USAGE_NOT_ALLOWED, bit));
            }
        }
        return findings;
    }

    /// What speaks against an issuer's extended key usage: nothing under RFC 5280 alone.
    static Optional<Finding> judgeIssuer(Optional<ExtendedKeyUsage> usage, Purpose purpose) {
        boolean nested = switch (purpose.profile()) {
            case RFC5280 -> false;
            case NESTED_PURPOSES, WEB -> true;
        };
        if (!nested || usage.isEmpty() || purpose.extendedKeyUsage().isEmpty()) {
            return Optional.empty();
        }
        Oid wanted = purpose.extendedKeyUsage().get();
        boolean lists = usage.get().lists(wanted) || usage.get().lists(ExtendedKeyUsage.ANY);
        return lists ? Optional.empty() : Optional.of(Finding.of(Check.PURPOSE_NOT_ALLOWED, wanted));
    }
}
