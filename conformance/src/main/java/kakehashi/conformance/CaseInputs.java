package kakehashi.conformance;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import kakehashi.path.AlgorithmPolicy;
import kakehashi.path.PolicyInputs;
import kakehashi.path.Purpose;
import kakehashi.path.RevocationPolicy;
import kakehashi.path.TrustAnchor;
import kakehashi.path.ValidationInputs;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.SignatureAlgorithm;

/// What the fields of a case mean for the engine. A field that is absent leaves the default.
final class CaseInputs {
    private static final Oid RCS_MLS_CLIENT = Oid.of("2.23.146.2.1.3");

    private CaseInputs() {}

    /// Whether the case gives the path itself, so that it can be run without a pool.
    static boolean statesItsPath(SuiteCase aCase) {
        return !aCase.texts("intermediates").isEmpty() || !aCase.has("pool");
    }

    static Instant time(SuiteCase aCase) {
        try {
            return OffsetDateTime.parse(aCase.needed("time")).toInstant();
        } catch (DateTimeParseException e) {
            throw new UnusableCase("time is not RFC 3339: " + aCase.needed("time"));
        }
    }

    /// The anchors. `trustAnchorConstraints` holds an anchor to its own certificate (RFC 5937), unless `trust` says
    /// how much of it counts. Without either, an anchor that comes as a certificate is trusted while that is valid.
    static List<TrustAnchor> anchors(SuiteCase aCase, List<Certificate> certificates) {
        String trust = aCase.text("trust").orElse(aCase.flag("trustAnchorConstraints") ? "_WITH_CONSTRAINTS" : "");
        return certificates.stream()
                .map(certificate -> {
                    if (trust.endsWith("_WITH_CONSTRAINTS")) {
                        return TrustAnchor.constrainedBy(certificate);
                    }
                    return trust.isEmpty() || trust.endsWith("_WITH_EXPIRATION")
                            ? TrustAnchor.withinValidityOf(certificate)
                            : TrustAnchor.of(certificate);
                })
                .toList();
    }

    static ValidationInputs inputs(SuiteCase aCase) {
        ValidationInputs inputs = ValidationInputs.DEFAULT
                .with(policies(aCase))
                .with(purpose(aCase))
                .with(algorithms(aCase))
                .with(revocation(aCase));
        OptionalLong depth = aCase.number("maxChainDepth");
        return depth.isPresent() ? inputs.withMaxIntermediates((int) depth.getAsLong()) : inputs;
    }

    private static PolicyInputs policies(SuiteCase aCase) {
        Set<Oid> accepted = oids(aCase.texts("initialPolicySet"));
        return new PolicyInputs(
                accepted.isEmpty() ? Set.of(PolicyInformation.ANY_POLICY) : accepted,
                aCase.flag("inhibitPolicyMapping"),
                aCase.flag("requireExplicitPolicy"),
                aCase.flag("inhibitAnyPolicy"));
    }

    static Set<Oid> oids(List<String> dotted) {
        return dotted.stream().map(CaseInputs::oid).collect(Collectors.toUnmodifiableSet());
    }

    private static Oid oid(String dotted) {
        return Oid.parse(dotted)
                .toOptional()
                .orElseThrow(() -> new UnusableCase("not an object identifier: " + dotted));
    }

    static RevocationPolicy revocation(SuiteCase aCase) {
        RevocationPolicy policy = switch (aCase.text("revocation").orElse("none")) {
            case "none" -> RevocationPolicy.NOT_CHECKED;
            case "crl" -> RevocationPolicy.IF_PRESENT;
            case "crl-required", "ocsp" -> RevocationPolicy.REQUIRED;
            default -> throw new UnusableCase("unknown revocation " + aCase.needed("revocation"));
        };
        OptionalLong age = aCase.number("maxAgeSeconds");
        return age.isPresent() ? policy.withMaxAge(Duration.ofSeconds(age.getAsLong())) : policy;
    }

    /// Suites test the algorithms of their time: SHA-1 and DSA count, unless the case asks for strong digests or is
    /// about the Web.
    static AlgorithmPolicy algorithms(SuiteCase aCase) {
        boolean strong = aCase.text("digestPolicy").filter("STRONG"::equals).isPresent();
        boolean web = purpose(aCase).profile() == Purpose.Profile.WEB;
        AlgorithmPolicy base = web ? AlgorithmPolicy.STRONG : AlgorithmPolicy.HISTORICAL;
        Set<SignatureAlgorithm> allowed = new HashSet<>(base.allowed());
        if (strong || aCase.texts("requires").contains("reject-sha1")) {
            allowed.removeIf(algorithm -> algorithm.digest().equals("SHA1"));
        }
        OptionalLong bits = aCase.number("minRsaBits");
        return new AlgorithmPolicy(allowed, bits.isPresent() ? (int) bits.getAsLong() : base.minRsaBits());
    }

    /// The use of the target: what `extendedKeyUsage`, `keyPurpose` and `keyUsage` say, a server's where the case
    /// asks for the holder of a domain or an address. Where the case is about what certificates must look like
    /// (`class`), they are held to RFC 5280 §4.
    static Purpose purpose(SuiteCase aCase) {
        if (aCase.text("profile").filter("webpki"::equals).isPresent()) {
            return Purpose.webServer();
        }
        Optional<Oid> usage = aCase.texts("extendedKeyUsage").stream()
                .findFirst()
                .map(CaseInputs::namedPurpose)
                .or(() -> aCase.has("keyPurpose")
                        ? aCase.text("keyPurpose").flatMap(CaseInputs::keyPurpose)
                        : serverPurpose(aCase));
        Purpose purpose = usage.map(Purpose::of).orElse(Purpose.ANY).under(profile(aCase));
        for (String bit : aCase.texts("keyUsage")) {
            purpose = purpose.withKeyUsage(keyUsage(bit));
        }
        return aCase.text("class").filter("profile"::equals).isPresent() ? purpose.conforming() : purpose;
    }

    private static Optional<Oid> serverPurpose(SuiteCase aCase) {
        return aCase.inner("peerName", "kind")
                .filter(kind -> kind.equals("DNS") || kind.equals("IP"))
                .map(kind -> ExtendedKeyUsage.SERVER_AUTH);
    }

    /// Whose rules: a dedicated target for the strict key purposes, else nested purposes; C2PA asks the target
    /// only.
    private static Purpose.Profile profile(SuiteCase aCase) {
        String keyPurpose = aCase.text("keyPurpose").orElse("");
        if (keyPurpose.contains("_STRICT")) {
            return Purpose.Profile.DEDICATED_TARGET;
        }
        return keyPurpose.startsWith("C2PA_") ? Purpose.Profile.RFC5280 : Purpose.Profile.NESTED_PURPOSES;
    }

    private static Oid namedPurpose(String name) {
        return switch (name) {
            case "serverAuth" -> ExtendedKeyUsage.SERVER_AUTH;
            case "clientAuth" -> ExtendedKeyUsage.CLIENT_AUTH;
            case "codeSigning" -> ExtendedKeyUsage.CODE_SIGNING;
            case "emailProtection" -> ExtendedKeyUsage.EMAIL_PROTECTION;
            case "timeStamping" -> ExtendedKeyUsage.TIME_STAMPING;
            case "OCSPSigning" -> ExtendedKeyUsage.OCSP_SIGNING;
            case "anyExtendedKeyUsage" -> ExtendedKeyUsage.ANY;
            default -> oid(name);
        };
    }

    private static Optional<Oid> keyPurpose(String name) {
        String plain = name.replace("_STRICT_LEAF", "").replace("_STRICT", "");
        return switch (plain) {
            case "ANY_EKU" -> Optional.empty();
            case "SERVER_AUTH" -> Optional.of(ExtendedKeyUsage.SERVER_AUTH);
            case "CLIENT_AUTH" -> Optional.of(ExtendedKeyUsage.CLIENT_AUTH);
            case "CODE_SIGNING" -> Optional.of(ExtendedKeyUsage.CODE_SIGNING);
            // C2PA asks the target, and the target only, for one of several purposes; this is the one all have.
            case "EMAIL_PROTECTION", "C2PA_MANIFEST" -> Optional.of(ExtendedKeyUsage.EMAIL_PROTECTION);
            case "TIME_STAMPING", "C2PA_TIMESTAMPING" -> Optional.of(ExtendedKeyUsage.TIME_STAMPING);
            case "OCSP_SIGNING" -> Optional.of(ExtendedKeyUsage.OCSP_SIGNING);
            case "DOCUMENT_SIGNING" -> Optional.of(ExtendedKeyUsage.DOCUMENT_SIGNING);
            case "MLS_CLIENT_AUTH" -> Optional.of(RCS_MLS_CLIENT);
            default -> throw new UnusableCase("unknown key purpose " + name);
        };
    }

    private static KeyUsage.Bit keyUsage(String name) {
        String constant = name.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
        try {
            return KeyUsage.Bit.valueOf(constant.replace("C_RLSIGN", "CRL_SIGN").replace("C_RL_SIGN", "CRL_SIGN"));
        } catch (IllegalArgumentException e) {
            throw new UnusableCase("unknown key usage " + name);
        }
    }

    /// The name that the target must be for.
    static Optional<GeneralName> peerName(SuiteCase aCase) {
        Optional<String> value = aCase.inner("peerName", "value");
        return aCase.inner("peerName", "kind").map(kind -> switch (kind) {
            case "DNS" -> new GeneralName.DnsName(value.orElse(""));
            case "IP" -> new GeneralName.IpAddress(address(value.orElse("")));
            case "RFC822", "EMAIL" -> new GeneralName.Rfc822Name(value.orElse(""));
            default -> throw new UnusableCase("unknown kind of name " + kind);
        });
    }

    private static Bytes address(String literal) {
        try {
            return Bytes.wrap(InetAddress.ofLiteral(literal).getAddress());
        } catch (IllegalArgumentException e) {
            throw new UnusableCase("not an address: " + literal);
        }
    }
}
