package kakehashi.profiles;

import static kakehashi.profiles.LintFault.*;
import static kakehashi.profiles.LintPurpose.*;
import static kakehashi.profiles.LintSamples.*;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.NameConstraints;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyConstraints;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.PolicyMapping;
import kakehashi.x509.Tag;

final class PolicyFaults {
    private PolicyFaults() {}

    static Stream<LintFault> all() {
        return Stream.of(policiesFirst(), policiesSecond()).flatMap(s -> s);
    }

    private static Stream<LintFault> policiesFirst() {
        Oid any = PolicyInformation.ANY_POLICY;
        PolicyMapping good = new PolicyMapping(POLICY, PARTNER_POLICY);
        return Stream.of(
                f(
                        PolicyLint.POLICY_QUALIFIERS,
                        GENERAL,
                        c -> qualified(
                                c, PolicyInformation.CPS, w -> w.ia5String(Tag.IA5_STRING, "http://a.go.jp/cps"))),
                f(PolicyLint.MAPPINGS_IN_CA, GENERAL, c -> c.policyMappings(List.of(good))),
                f(
                        PolicyLint.MAPPINGS_NOT_ANY,
                        CROSS_CERTIFICATE,
                        c -> c.policyMappings(List.of(new PolicyMapping(POLICY, any)))),
                f(
                        PolicyLint.MAPPINGS_CRITICAL,
                        CROSS_CERTIFICATE,
                        c -> recritical(c, CROSS_CERTIFICATE, KnownExtension.POLICY_MAPPINGS)),
                f(
                        PolicyLint.MAPPINGS_OF_OWN_POLICIES,
                        CROSS_CERTIFICATE,
                        c -> c.policyMappings(List.of(good, new PolicyMapping(Oid.of("1.2.3"), PARTNER_POLICY)))),
                f(PolicyLint.MAPPINGS_ONCE, CROSS_CERTIFICATE, c -> c.policyMappings(List.of(good, good))),
                f(
                        PolicyLint.POLICY_CONSTRAINTS_IN_CA,
                        GENERAL,
                        c -> c.policyConstraints(new PolicyConstraints(OptionalInt.of(0), OptionalInt.empty()))),
                f(
                        PolicyLint.POLICY_CONSTRAINTS_CRITICAL,
                        CROSS_CERTIFICATE,
                        c -> recritical(c, CROSS_CERTIFICATE, KnownExtension.POLICY_CONSTRAINTS)),
                f(PolicyLint.INHIBIT_ANY_POLICY_IN_CA, GENERAL, c -> c.inhibitAnyPolicy(0)));
    }

    private static Stream<LintFault> policiesSecond() {
        NameConstraints dns = new NameConstraints(List.of(new GeneralName.DnsName("go.jp")), List.of());
        return Stream.of(
                f(
                        PolicyLint.INHIBIT_ANY_POLICY_CRITICAL,
                        CROSS_CERTIFICATE,
                        c -> recritical(c, CROSS_CERTIFICATE, KnownExtension.INHIBIT_ANY_POLICY)),
                f(PolicyLint.NAME_CONSTRAINTS_IN_CA, GENERAL, c -> c.nameConstraints(dns)),
                f(
                        PolicyLint.NAME_CONSTRAINTS_CRITICAL,
                        SUBORDINATE_CA,
                        c -> c.extension(ext(KnownExtension.NAME_CONSTRAINTS, dns::write))),
                f(
                        PolicyLint.NAME_CONSTRAINTS_FORMS,
                        SUBORDINATE_CA,
                        c -> c.nameConstraints(
                                new NameConstraints(List.of(new GeneralName.RegisteredId(POLICY)), List.of()))),
                f(
                        PolicyLint.NAME_CONSTRAINTS_DNS,
                        SUBORDINATE_CA,
                        c -> c.nameConstraints(
                                new NameConstraints(List.of(), List.of(new GeneralName.DnsName(".go.jp"))))),
                f(
                        PolicyLint.NAME_CONSTRAINTS_MASK,
                        SUBORDINATE_CA,
                        c -> c.nameConstraints(new NameConstraints(
                                List.of(new GeneralName.IpAddress(Bytes.ofHex("0a000000ff00ff00"))), List.of()))));
    }
}
