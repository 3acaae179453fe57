package kakehashi.profiles;

import static kakehashi.profiles.LintFault.*;
import static kakehashi.profiles.LintPurpose.*;
import static kakehashi.profiles.LintSamples.*;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kakehashi.x509.AuthorityKeyIdentifier;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Name;
import kakehashi.x509.PolicyConstraints;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.SerialNumber;

final class CrossFaults {
    private CrossFaults() {}

    static Stream<LintFault> all() {
        return Stream.of(casFirst(), casSecond(), casThird()).flatMap(s -> s);
    }

    private static Stream<LintFault> casFirst() {

        return Stream.of(
                f(
                        CrossLint.SELF_ISSUED_NAMES,
                        LINK,
                        c -> c.subject(Name.of("CN=Bridge  CA,OU=GPKI,O=Japanese Government,C=JP"))
                                .subject(Name.of("CN=BRIDGE CA,OU=GPKI,O=Japanese Government,C=JP"))),
                beside(
                        CrossLint.CROSS_SUBJECT_BYTES,
                        CROSS_CERTIFICATE,
                        x -> x.withSubjectCertificates(
                                List.of(partner(c -> c.subject(Name.of("CN=PARTNER CA,O=Partner,C=JP")))))),
                beside(CrossLint.CROSS_KEY_REQUESTED, CROSS_CERTIFICATE, x -> x.withRequestedKey(KEY.publicKey())),
                beside(
                        CrossLint.CROSS_KEY_OWN,
                        CROSS_CERTIFICATE,
                        x -> x.withSubjectCertificates(List.of(partner(c -> c.publicKey(KEY.publicKey()))))),
                beside(
                        CrossLint.CROSS_KEY_IDENTIFIER,
                        CROSS_CERTIFICATE,
                        x -> x.withSubjectCertificates(
                                List.of(partner(c -> c.subjectKeyIdentifier(Bytes.ofHex("0011223344556677")))))),
                beside(
                        CrossLint.CROSS_VALIDITY_INSIDE_SUBJECT,
                        CROSS_CERTIFICATE,
                        x -> x.withSubjectCertificates(
                                List.of(partner(c -> c.validity(FROM, FROM.plus(Duration.ofDays(100))))))),
                beside(CrossLint.PATH_LENGTH_WITHIN_ISSUER, SUBORDINATE_CA, x -> x.withIssuer(withPathLength(0))));
    }

    private static Stream<LintFault> casSecond() {

        return Stream.of(
                f(
                        CrossLint.CROSS_KEY_USAGE,
                        CROSS_CERTIFICATE,
                        c -> usage(
                                c, KeyUsage.Bit.DIGITAL_SIGNATURE, KeyUsage.Bit.KEY_CERT_SIGN, KeyUsage.Bit.CRL_SIGN)),
                f(
                        CrossLint.CROSS_POLICIES,
                        CROSS_CERTIFICATE,
                        c -> c.certificatePolicies(List.of(
                                PolicyInformation.of(POLICY), PolicyInformation.of(PolicyInformation.ANY_POLICY)))),
                f(
                        CrossLint.CROSS_EXPLICIT_POLICY,
                        CROSS_CERTIFICATE,
                        c -> c.policyConstraints(new PolicyConstraints(OptionalInt.of(1), OptionalInt.of(0)))),
                f(
                        CrossLint.CROSS_INHIBIT_MAPPING,
                        CROSS_CERTIFICATE,
                        c -> c.policyConstraints(new PolicyConstraints(OptionalInt.of(0), OptionalInt.empty()))),
                f(CrossLint.CROSS_INHIBIT_ANY_POLICY, CROSS_CERTIFICATE, c -> c.inhibitAnyPolicy(1)),
                f(CrossLint.CROSS_MAPPINGS, CROSS_CERTIFICATE, c -> c.without(KnownExtension.POLICY_MAPPINGS)),
                f(
                        CrossLint.CROSS_AKI_KEY_ONLY,
                        CROSS_CERTIFICATE,
                        c -> c.authorityKeyIdentifier(new AuthorityKeyIdentifier(
                                Optional.of(CA_KEY.publicKey().keyIdentifier()),
                                List.of(new GeneralName.DirectoryName(CA_NAME)),
                                Optional.of(SerialNumber.of(BigInteger.ONE))))));
    }

    private static Stream<LintFault> casThird() {

        return Stream.of(
                f(
                        CrossLint.CROSS_CRL_PLACE,
                        CROSS_CERTIFICATE,
                        c -> c.crlDistributionPoints(List.of(
                                point(new GeneralName.DirectoryName(CA_NAME)), point(uri("http://a.go.jp/crl"))))),
                f(
                        CrossLint.CROSS_ISSUERS_PLACE,
                        CROSS_CERTIFICATE,
                        c -> c.without(KnownExtension.AUTHORITY_INFO_ACCESS)),
                f(CrossLint.CROSS_REPOSITORY, CROSS_CERTIFICATE, c -> c.without(KnownExtension.SUBJECT_INFO_ACCESS)),
                f(
                        CrossLint.LINK_NO_PATH_LENGTH,
                        LINK,
                        c -> c.basicConstraints(new BasicConstraints(true, OptionalInt.of(1)))),
                f(CrossLint.LINK_POLICIES, LINK, c -> c.without(KnownExtension.CERTIFICATE_POLICIES)));
    }

    private static Certificate withPathLength(int length) {
        return LintSamples.certificate(
                SELF_SIGNED,
                c -> c.basicConstraints(new BasicConstraints(true, OptionalInt.of(length))),
                UnaryOperator.identity());
    }

    private static Certificate partner(Consumer<CertificateBuilder> bend) {
        return LintSamples.certificate(
                CROSS_CERTIFICATE,
                c -> {
                    c.validity(FROM.minus(Duration.ofDays(1)), FROM.plus(Duration.ofDays(3650)));
                    bend.accept(c);
                },
                UnaryOperator.identity());
    }
}
