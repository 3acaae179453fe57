package kakehashi.profiles;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import kakehashi.x509.Certificate;
import kakehashi.x509.DerReader;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.Extension;
import kakehashi.x509.Extensions;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;

/// What a profile promises of every certificate issued under it. Lint holds a prepared certificate to it once more:
/// preparation makes certificates that keep it, and lint does not ask how they were made.
///
/// @param keyUsage the bits of keyUsage, neither more nor fewer; empty when the profile has no keyUsage
/// @param purposes the purposes of extKeyUsage, neither more nor fewer; empty when it has none
/// @param policies the policies, neither more nor fewer; empty when it has none
/// @param within under one of which every subject lies; empty when any subject will do
/// @param validity the longest validity
public record Promises(
        Optional<KeyUsage> keyUsage, List<Oid> purposes, List<Oid> policies, List<Name> within, ValidityRule validity) {
    /// What a profile promises. Its extensions that are the same in every certificate were read when it was.
    static Promises of(List<ExtensionRule> rules, SubjectRule subject, ValidityRule validity) {
        Extensions fixed = Extensions.of(rules.stream()
                .flatMap(rule -> rule instanceof ExtensionRule.Fixed(var extension)
                        ? Stream.of(extension)
                        : Stream.<Extension>empty())
                .toList());
        return new Promises(
                read(fixed, KnownExtension.KEY_USAGE, KeyUsage::read),
                read(fixed, KnownExtension.EXTENDED_KEY_USAGE, ExtendedKeyUsage::read)
                        .map(ExtendedKeyUsage::purposes)
                        .orElse(List.of()),
                read(fixed, KnownExtension.CERTIFICATE_POLICIES, PolicyInformation::readAll).orElse(List.of()).stream()
                        .map(PolicyInformation::policyIdentifier)
                        .toList(),
                subject.within(),
                validity);
    }

    private static <T> Optional<T> read(Extensions fixed, KnownExtension type, Function<DerReader, T> read) {
        return fixed.find(type.id()).map(extension -> read.apply(new DerReader(extension.value())));
    }

    /// Whether the subject lies where it must.
    boolean allows(Name subject) {
        return within.isEmpty() || within.stream().anyMatch(subject::isWithin);
    }

    /// The last second that a certificate may be valid.
    Instant latestEnd(Certificate certificate) {
        return validity.latest(certificate.notBefore());
    }
}
