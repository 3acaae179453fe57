package kakehashi.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.DerWriter;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Parsed;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.Signed;

/// What holds for every input whatever its octets.
final class Properties {
    /// Extensions in which more than one encoding of a value is read: `cA FALSE` written out, zero bits at the end
    /// of named bits.
    private static final Set<KnownExtension> LENIENT = Set.of(
            KnownExtension.BASIC_CONSTRAINTS,
            KnownExtension.KEY_USAGE,
            KnownExtension.CRL_DISTRIBUTION_POINTS,
            KnownExtension.FRESHEST_CRL);

    /// How each extension is made again from what its accessor answers.
    private static final Map<KnownExtension, BiConsumer<CertificateBuilder, Certificate>> REWRITES = Map.ofEntries(
            Map.entry(
                    KnownExtension.BASIC_CONSTRAINTS,
                    (b, c) -> c.basicConstraints().ifPresent(b::basicConstraints)),
            Map.entry(KnownExtension.KEY_USAGE, (b, c) -> c.keyUsage().ifPresent(b::keyUsage)),
            Map.entry(
                    KnownExtension.EXTENDED_KEY_USAGE,
                    (b, c) -> c.extendedKeyUsage().ifPresent(b::extendedKeyUsage)),
            Map.entry(KnownExtension.SUBJECT_ALT_NAME, (b, c) -> b.subjectAltNames(c.subjectAltNames())),
            Map.entry(KnownExtension.ISSUER_ALT_NAME, (b, c) -> b.issuerAltNames(c.issuerAltNames())),
            Map.entry(
                    KnownExtension.NAME_CONSTRAINTS,
                    (b, c) -> c.nameConstraints().ifPresent(b::nameConstraints)),
            Map.entry(KnownExtension.CERTIFICATE_POLICIES, (b, c) -> b.certificatePolicies(c.certificatePolicies())),
            Map.entry(KnownExtension.POLICY_MAPPINGS, (b, c) -> b.policyMappings(c.policyMappings())),
            Map.entry(
                    KnownExtension.POLICY_CONSTRAINTS,
                    (b, c) -> c.policyConstraints().ifPresent(b::policyConstraints)),
            Map.entry(
                    KnownExtension.INHIBIT_ANY_POLICY,
                    (b, c) -> c.inhibitAnyPolicy().ifPresent(b::inhibitAnyPolicy)),
            Map.entry(
                    KnownExtension.CRL_DISTRIBUTION_POINTS,
                    (b, c) -> b.crlDistributionPoints(c.crlDistributionPoints())),
            Map.entry(KnownExtension.FRESHEST_CRL, (b, c) -> b.freshestCrl(c.freshestCrl())),
            Map.entry(KnownExtension.AUTHORITY_INFO_ACCESS, (b, c) -> b.authorityInfoAccess(c.authorityInfoAccess())),
            Map.entry(KnownExtension.SUBJECT_INFO_ACCESS, (b, c) -> b.subjectInfoAccess(c.subjectInfoAccess())),
            Map.entry(
                    KnownExtension.SUBJECT_KEY_IDENTIFIER,
                    (b, c) -> c.subjectKeyIdentifier().ifPresent(b::subjectKeyIdentifier)),
            Map.entry(
                    KnownExtension.AUTHORITY_KEY_IDENTIFIER,
                    (b, c) -> c.authorityKeyIdentifier().ifPresent(b::authorityKeyIdentifier)));

    private Properties() {}

    /// The parser answers a value or [Parsed.Malformed] and throws nothing; of a value no accessor fails; parsing
    /// the same octets at another place in memory answers an equal value.
    static <T> Optional<T> parses(Function<Bytes, Parsed<T>> parser, byte[] input) {
        Parsed<T> parsed = parser.apply(Bytes.of(input));
        byte[] shifted = new byte[input.length + 7];
        System.arraycopy(input, 0, shifted, 3, input.length);
        Parsed<T> again = parser.apply(Bytes.wrap(shifted).slice(3, 3 + input.length));
        expect(parsed.equals(again), "parsed differently in a window: " + parsed + " and " + again);
        Optional<T> value = parsed.toOptional();
        value.ifPresent(v -> {
            EveryAccessor.of(v);
            expect(v.hashCode() == again.orElseThrow().hashCode(), "equal values, different hashes");
        });
        return value;
    }

    /// As [#parses], and the DER of the value is the input.
    static <T> Optional<T> parsesAndWrites(Function<Bytes, Parsed<T>> parser, Function<T, Bytes> write, byte[] input) {
        Optional<T> value = parses(parser, input);
        value.ifPresent(v -> {
            Bytes written = write.apply(v);
            expect(written.equals(Bytes.of(input)), "written differently: " + written);
        });
        return value;
    }

    /// The certificate made again of what its accessors answer is the same.
    static void rebuilds(Certificate certificate) {
        if (!certificate.signature().isEmpty()) {
            Signed parts =
                    new Signed(certificate.tbsCertificate(), certificate.signatureAlgorithm(), certificate.signature());
            expect(DerWriter.write(parts::write).equals(certificate.der()), "parts do not make the certificate");
        }
        CertificateBuilder copy = fields(certificate);
        certificate.extensions().all().forEach(copy::extension);
        Certificate copied = made(copy, certificate);
        expect(copied.extensions().equals(certificate.extensions()), "extensions differ");
        expect(copied.issuer().der().equals(certificate.issuer().der()), "issuers differ");
        expect(copied.subject().equals(certificate.subject()), "subjects differ");
        expect(copied.serialNumber().equals(certificate.serialNumber()), "serial numbers differ");
        expect(copied.notBefore().equals(certificate.notBefore()), "notBefore differs");
        expect(copied.notAfter().equals(certificate.notAfter()), "notAfter differs");
        Bytes tbs = copied.tbsCertificate();
        boolean sameShape = tbs.length() == certificate.tbsCertificate().length()
                && copied.tbsSignatureAlgorithm().equals(certificate.tbsSignatureAlgorithm())
                && copied.version() == certificate.version();
        expect(!sameShape || tbs.equals(certificate.tbsCertificate()), "the signed parts differ");
        rewritesExtensions(certificate);
    }

    private static CertificateBuilder fields(Certificate certificate) {
        return new CertificateBuilder()
                .serialNumber(certificate.serialNumber())
                .issuer(certificate.issuer())
                .subject(certificate.subject())
                .validity(certificate.notBefore(), certificate.notAfter())
                .publicKey(certificate.subjectPublicKeyInfo());
    }

    private static Certificate made(CertificateBuilder builder, Certificate like) {
        SignatureAlgorithm algorithm =
                SignatureAlgorithm.of(like.tbsSignatureAlgorithm()).orElse(SignatureAlgorithm.ED25519);
        return Certificate.parse(builder.toBeSigned(algorithm).signed(like.signature()))
                .orElseThrow();
    }

    /// Every known extension that is read and written again has the same octets.
    private static void rewritesExtensions(Certificate certificate) {
        CertificateBuilder builder = fields(certificate);
        List<KnownExtension> present =
                REWRITES.keySet().stream().filter(certificate.extensions()::has).toList();
        present.forEach(type -> REWRITES.get(type).accept(builder, certificate));
        Certificate written = made(builder, certificate);
        for (KnownExtension type : present) {
            Bytes before = certificate.extensions().value(type).orElseThrow();
            Bytes after = written.extensions().value(type).orElseThrow();
            boolean same = before.equals(after) || (LENIENT.contains(type) && after.length() <= before.length());
            expect(same, type + " " + before + " is written as " + after);
        }
    }

    static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
