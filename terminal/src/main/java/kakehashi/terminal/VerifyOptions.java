package kakehashi.terminal;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.path.AlgorithmPolicy;
import kakehashi.path.PathRequest;
import kakehashi.path.PolicyInputs;
import kakehashi.path.Purpose;
import kakehashi.path.RevocationPolicy;
import kakehashi.path.ValidationInputs;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Oid;
import kakehashi.x509.PolicyInformation;
import picocli.CommandLine.Option;

/// The options of `verify` that are about the question rather than about files.
final class VerifyOptions {
    private static final Map<String, Oid> PURPOSES = Map.of(
            "server-auth", ExtendedKeyUsage.SERVER_AUTH,
            "client-auth", ExtendedKeyUsage.CLIENT_AUTH,
            "code-signing", ExtendedKeyUsage.CODE_SIGNING,
            "email", ExtendedKeyUsage.EMAIL_PROTECTION,
            "time-stamping", ExtendedKeyUsage.TIME_STAMPING,
            "ocsp-signing", ExtendedKeyUsage.OCSP_SIGNING,
            "document-signing", ExtendedKeyUsage.DOCUMENT_SIGNING);

    @Option(names = "--policy", arity = "1..*", paramLabel = "OID", descriptionKey = "verify.policy")
    List<String> policies = List.of();

    @Option(names = "--require-explicit-policy", descriptionKey = "verify.explicit")
    boolean requireExplicitPolicy;

    @Option(names = "--inhibit-policy-mapping", descriptionKey = "verify.mapping")
    boolean inhibitPolicyMapping;

    @Option(names = "--inhibit-any-policy", descriptionKey = "verify.anyPolicy")
    boolean inhibitAnyPolicy;

    @Option(names = "--at", paramLabel = "TIME", descriptionKey = "verify.at")
    String at = "";

    @Option(names = "--revocation", paramLabel = "none|if-present|required", descriptionKey = "verify.revocation")
    String revocation = "if-present";

    @Option(names = "--purpose", paramLabel = "PURPOSE|OID", descriptionKey = "verify.purpose")
    String purpose = "any";

    @Option(names = "--name", paramLabel = "DNS|IP|MAIL", descriptionKey = "verify.name")
    String name = "";

    @Option(names = "--profile", paramLabel = "rfc5280|web", descriptionKey = "verify.profile")
    String profile = "rfc5280";

    @Option(names = "--algorithms", paramLabel = "strong|historical", descriptionKey = "verify.algorithms")
    String algorithms = "strong";

    /// What is asked of the engine.
    ///
    /// @param request target, time and name
    /// @param inputs everything else
    record Question(PathRequest request, ValidationInputs inputs) {}

    Question question(Certificate target, InstantSource clock) {
        PathRequest request = PathRequest.of(target, time(at, clock));
        ValidationInputs inputs = ValidationInputs.DEFAULT
                .with(policyInputs())
                .with(purpose())
                .with(revocationPolicy())
                .with(algorithmPolicy());
        return new Question(name.isEmpty() ? request : request.forPeer(peerName(name)), inputs);
    }

    /// The time that an option names, the present when it is empty.
    static Instant time(String at, InstantSource clock) {
        if (at.isEmpty()) {
            return clock.instant();
        }
        try {
            return OffsetDateTime.parse(at).toInstant();
        } catch (DateTimeParseException e) {
            throw wrong("--at " + at, "2026-11-22T09:00:00+09:00");
        }
    }

    private PolicyInputs policyInputs() {
        Set<Oid> accepted =
                policies.stream().map(policy -> oid("--policy", policy)).collect(Collectors.toUnmodifiableSet());
        return new PolicyInputs(
                accepted.isEmpty() ? Set.of(PolicyInformation.ANY_POLICY) : accepted,
                inhibitPolicyMapping,
                requireExplicitPolicy,
                inhibitAnyPolicy);
    }

    private static Oid oid(String option, String dotted) {
        return Oid.parse(dotted)
                .toOptional()
                .orElseThrow(() -> wrong(option + " " + dotted, "2.16.840.1.101.3.2.1.3.13"));
    }

    private RevocationPolicy revocationPolicy() {
        return switch (revocation) {
            case "none" -> RevocationPolicy.NOT_CHECKED;
            case "if-present" -> RevocationPolicy.IF_PRESENT;
            case "required" -> RevocationPolicy.REQUIRED;
            default -> throw wrong("--revocation " + revocation, "none, if-present, required");
        };
    }

    private Purpose purpose() {
        Purpose.Profile rules = switch (profile) {
            case "rfc5280" -> Purpose.Profile.RFC5280;
            case "web" -> Purpose.Profile.WEB;
            default -> throw wrong("--profile " + profile, "rfc5280, web");
        };
        if (purpose.equals("any")) {
            return rules == Purpose.Profile.WEB ? Purpose.webServer() : Purpose.ANY;
        }
        Oid wanted = Optional.ofNullable(PURPOSES.get(purpose)).orElseGet(() -> oid("--purpose", purpose));
        return Purpose.of(wanted).under(rules == Purpose.Profile.WEB ? rules : Purpose.Profile.NESTED_PURPOSES);
    }

    private AlgorithmPolicy algorithmPolicy() {
        return switch (algorithms) {
            case "strong" -> AlgorithmPolicy.STRONG;
            case "historical" -> AlgorithmPolicy.HISTORICAL;
            default -> throw wrong("--algorithms " + algorithms, "strong, historical");
        };
    }

    private static GeneralName peerName(String text) {
        if (text.contains("@")) {
            return new GeneralName.Rfc822Name(text);
        }
        boolean address = text.contains(":") || text.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
        if (!address) {
            return new GeneralName.DnsName(text);
        }
        try {
            return new GeneralName.IpAddress(
                    Bytes.wrap(InetAddress.ofLiteral(text).getAddress()));
        } catch (IllegalArgumentException e) {
            throw wrong("--name " + text, "www.example.jp, 192.0.2.1, 2001:db8::1, a@example.jp");
        }
    }

    private static InputProblem wrong(String option, String example) {
        return new InputProblem(
                ExitCode.USAGE,
                option,
                new Phrase("この値は使えません。", "is not a value that can be used."),
                new Phrase("例: " + example, "Such as: " + example));
    }
}
