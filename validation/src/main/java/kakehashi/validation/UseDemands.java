package kakehashi.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.path.Check;
import kakehashi.path.Finding;
import kakehashi.x509.Certificate;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Oid;

/// What a client demands of the target's uses (RFC 5055 §3.2.4.9 to §3.2.4.11).
///
/// @param keyUsages the target must have all bits of one of these; none means any
/// @param extendedKeyUsages the target must be good for all of these, `anyExtendedKeyUsage` and no extension
/// counting
/// @param specifiedKeyUsages the target must name all of these itself
public record UseDemands(List<KeyUsage> keyUsages, List<Oid> extendedKeyUsages, List<Oid> specifiedKeyUsages) {
    /// Any use.
    public static final UseDemands NONE = new UseDemands(List.of(), List.of(), List.of());

    public UseDemands {
        keyUsages = List.copyOf(keyUsages);
        extendedKeyUsages = List.copyOf(extendedKeyUsages);
        specifiedKeyUsages = List.copyOf(specifiedKeyUsages);
    }

    /// What speaks against the target.
    List<Finding> judge(Certificate target) {
        List<Finding> findings = new ArrayList<>(0);
        Optional<KeyUsage> usage = target.keyUsage();
        boolean usable = keyUsages.isEmpty()
                || usage.isEmpty()
                || keyUsages.stream().anyMatch(wanted -> (usage.get().bits() & wanted.bits()) == wanted.bits());
        if (!usable) {
            findings.add(
                    Finding.of(Check.KEY_USAGE_NOT_ALLOWED, keyUsages.getFirst().asSet()));
        }
        Optional<ExtendedKeyUsage> extended = target.extendedKeyUsage();
        for (Oid wanted : extendedKeyUsages) {
            boolean good = extended.map(e -> e.lists(wanted) || e.lists(ExtendedKeyUsage.ANY))
                    .orElse(true);
            if (!good) {
                findings.add(Finding.of(Check.PURPOSE_NOT_ALLOWED, wanted));
            }
        }
        for (Oid wanted : specifiedKeyUsages) {
            if (!extended.map(e -> e.lists(wanted)).orElse(false)) {
                findings.add(Finding.of(Check.PURPOSE_NOT_ALLOWED, wanted));
            }
        }
        return findings;
    }
}
