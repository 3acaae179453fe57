package kakehashi.profiles;

import static kakehashi.profiles.LintFault.*;
import static kakehashi.profiles.LintPurpose.*;
import static kakehashi.profiles.LintSamples.*;

import java.util.List;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.Tag;

final class QualifierFaults {
    private QualifierFaults() {}

    static Stream<LintFault> all() {
        return Stream.of(qualifierFaultsFirst(), qualifierFaultsSecond()).flatMap(s -> s);
    }

    private static Stream<LintFault> qualifierFaultsFirst() {
        Oid notice = PolicyInformation.USER_NOTICE;
        return Stream.of(
                f(
                        PolicyLint.CPS_URI,
                        GENERAL,
                        c -> qualified(c, PolicyInformation.CPS, w -> w.ia5String(Tag.IA5_STRING, "cps"))),
                f(
                        PolicyLint.NOTICE_LENGTH,
                        GENERAL,
                        c -> qualified(
                                c, notice, w -> w.sequence(s -> s.utf8String(Tag.UTF8_STRING, "あ".repeat(201))))),
                f(
                        PolicyLint.NOTICE_STRING_TYPE,
                        GENERAL,
                        c -> qualified(c, notice, w -> w.sequence(s -> s.ia5String(Tag.IA5_STRING, "notice")))),
                f(
                        PolicyLint.NOTICE_UTF8,
                        GENERAL,
                        c -> qualified(c, notice, w -> w.sequence(s -> s.ia5String(Tag.VISIBLE_STRING, "notice")))),
                f(
                        PolicyLint.NOTICE_REFERENCE,
                        GENERAL,
                        c -> qualified(
                                c,
                                notice,
                                w -> w.sequence(s -> s.sequence(
                                        r -> r.utf8String(Tag.UTF8_STRING, "o").sequence(n -> n.integer(1)))))));
    }

    private static Stream<LintFault> qualifierFaultsSecond() {

        return Stream.of(f(
                PolicyLint.ANY_POLICY_QUALIFIERS,
                GENERAL,
                c -> c.certificatePolicies(List.of(new PolicyInformation(
                        PolicyInformation.ANY_POLICY,
                        List.of(new PolicyInformation.Qualifier(Oid.of("1.2.3"), Bytes.ofHex("0500"))))))));
    }
}
