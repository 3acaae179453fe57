package kakehashi.validation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import kakehashi.x509.Oid;
import kakehashi.x509.Parsed;
import kakehashi.x509.Pem;
import kakehashi.x509.PolicyInformation;
import kakehashi.x509.SignatureAlgorithm;

/// Reads a relying-party policy from a text that people review:
///
/// ```
/// # comments and blank lines do not matter, but for the digest
/// kakehashi-relying-party-policy = 1
/// oid = 1.2.392.200000.1.1
/// version = 3
/// name.ja = 電子申請
/// name.en = Electronic applications
/// accept-policy = 1.2.392.200000.2.1
/// require-explicit-policy = yes
/// revocation = required
/// -----BEGIN CERTIFICATE-----
/// ```
///
/// Keys: [Key]. Every problem is told, not only the first.
public final class PolicyFile {
    private static final int MAX_OCTETS = 1 << 20;
    private static final String FORMAT = "1";

    private final Map<Key, List<String>> values = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private PolicyFile() {}

    /// The keys of the text.
    public enum Key {
        /// The version of this format: 1.
        KAKEHASHI_RELYING_PARTY_POLICY,
        /// The policy's object identifier.
        OID,
        /// The policy's version, from 1 on.
        VERSION,
        /// The name in Japanese (`name.ja`).
        NAME_JA,
        /// The name in English (`name.en`).
        NAME_EN,
        /// An acceptable certificate policy; may stand many times; absent means every policy.
        ACCEPT_POLICY,
        /// Whether an acceptable policy is demanded: `yes` or `no`.
        REQUIRE_EXPLICIT_POLICY,
        /// Whether policy mappings are ignored: `yes` or `no`.
        INHIBIT_POLICY_MAPPING,
        /// Whether `anyPolicy` is ignored: `yes` or `no`.
        INHIBIT_ANY_POLICY,
        /// `strong` or `historical`.
        ALGORITHMS,
        /// A signature algorithm to be refused beside; may stand many times.
        REFUSE_SIGNATURE,
        /// The smallest RSA key in bits.
        MIN_RSA_BITS,
        /// `required`, `if-present` or `none`.
        REVOCATION,
        /// The greatest age of evidence, ISO 8601, such as `PT24H`.
        REVOCATION_MAX_AGE,
        /// The most CA certificates that are not self-issued in a path.
        MAX_INTERMEDIATES,
        /// The purpose that certificates must allow, an object identifier.
        PURPOSE,
        /// Whether clients may set inputs and anchors otherwise: `allowed` or `refused`.
        OVERRIDES,
        /// Whether missing evidence is fetched: `on` or `off`.
        COLLECTION,
        /// How much of an anchor's certificate counts: `plain`, `validity` or `constrained`.
        ANCHOR_TRUST;

        /// The key as it stands in the text.
        public String word() {
            String word = name().toLowerCase(Locale.ROOT);
            return word.startsWith("name_") ? word.replace('_', '.') : word.replace('_', '-');
        }

        private static Optional<Key> of(String word) {
            return Arrays.stream(values())
                    .filter(key -> key.word().equals(word))
                    .findFirst();
        }
    }

    /// What came of a text.
    public sealed interface Read {
        /// The text is a policy.
        record Policy(RelyingPartyPolicy policy) implements Read {}

        /// The text is none, for these reasons.
        record Refused(List<String> problems) implements Read {}
    }

    /// Reads a text.
    public static Read read(Bytes text) {
        return text.length() > MAX_OCTETS
                ? new Read.Refused(List.of("longer than " + MAX_OCTETS + " octets"))
                : new PolicyFile().readAll(text);
    }

    private Read readAll(Bytes source) {
        String text = new String(source.toArray(), StandardCharsets.UTF_8);
        int pem = text.indexOf("-----BEGIN ");
        String head = pem < 0 ? text : text.substring(0, pem);
        int number = 0;
        for (String line : head.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                readLine(line, number);
            }
        }
        List<Certificate> certificates = pem < 0 ? List.of() : certificates(text.substring(pem));
        RelyingPartyPolicy policy = policy(certificates, source);
        return problems.isEmpty() ? new Read.Policy(policy) : new Read.Refused(List.copyOf(problems));
    }

    private void readLine(String line, int number) {
        int equals = line.indexOf('=');
        Optional<Key> key = Key.of(line.substring(0, Math.max(0, equals)).strip());
        if (key.isEmpty()) {
            problems.add("line " + number + ": no such key; there are "
                    + Arrays.stream(Key.values()).map(Key::word).collect(Collectors.joining(", ")));
            return;
        }
        List<String> known = values.computeIfAbsent(key.get(), k -> new ArrayList<>());
        boolean many = key.get() == Key.ACCEPT_POLICY || key.get() == Key.REFUSE_SIGNATURE;
        if (!known.isEmpty() && !many) {
            problems.add("line " + number + ": " + key.get().word() + " stands twice");
        }
        known.add(line.substring(equals + 1).strip());
    }

    private List<Certificate> certificates(String text) {
        List<Certificate> found = new ArrayList<>();
        switch (Pem.decode(text)) {
            case Parsed.Malformed<List<Pem.Block>> malformed -> problems.add("anchors: " + malformed);
            case Parsed.Value<List<Pem.Block>>(List<Pem.Block> blocks) -> {
                for (Pem.Block block : blocks) {
                    Optional<Certificate> one =
                            Certificate.parse(block.content()).toOptional();
                    one.ifPresentOrElse(found::add, () -> problems.add("an anchor is not a certificate"));
                }
            }
        }
        return found;
    }

    private RelyingPartyPolicy policy(List<Certificate> certificates, Bytes source) {
        if (!one(Key.KAKEHASHI_RELYING_PARTY_POLICY, "").equals(FORMAT)) {
            problems.add(Key.KAKEHASHI_RELYING_PARTY_POLICY.word() + " = " + FORMAT + " is missing");
        }
        RelyingPartyPolicy.Rules rules = new RelyingPartyPolicy.Rules(
                choice(Key.OVERRIDES, RelyingPartyPolicy.Overrides.REFUSED),
                choice(Key.COLLECTION, RelyingPartyPolicy.Collection.OFF),
                choice(Key.ANCHOR_TRUST, RelyingPartyPolicy.AnchorTrust.CONSTRAINED));
        List<TrustAnchor> anchors =
                certificates.stream().map(rules.anchorTrust()::anchor).toList();
        if (anchors.isEmpty() && rules.overrides() == RelyingPartyPolicy.Overrides.REFUSED) {
            problems.add("no anchor");
        }
        return new RelyingPartyPolicy(
                oid(needed(Key.OID), Key.OID),
                number(Key.VERSION, needed(Key.VERSION), 1),
                new BilingualText(needed(Key.NAME_JA), needed(Key.NAME_EN)),
                anchors,
                inputs(),
                rules,
                source);
    }

    private ValidationInputs inputs() {
        Set<Oid> accepted = values.getOrDefault(Key.ACCEPT_POLICY, List.of()).stream()
                .map(text -> oid(text, Key.ACCEPT_POLICY))
                .collect(Collectors.toUnmodifiableSet());
        PolicyInputs policies = new PolicyInputs(
                accepted.isEmpty() ? Set.of(PolicyInformation.ANY_POLICY) : accepted,
                isYes(Key.INHIBIT_POLICY_MAPPING),
                isYes(Key.REQUIRE_EXPLICIT_POLICY),
                isYes(Key.INHIBIT_ANY_POLICY));
        Purpose purpose = values.containsKey(Key.PURPOSE)
                ? Purpose.of(oid(one(Key.PURPOSE, ""), Key.PURPOSE)).under(Purpose.Profile.NESTED_PURPOSES)
                : Purpose.ANY;
        ValidationInputs inputs = ValidationInputs.DEFAULT
                .with(policies)
                .with(purpose)
                .with(algorithms())
                .with(revocation());
        return values.containsKey(Key.MAX_INTERMEDIATES)
                ? inputs.withMaxIntermediates(number(Key.MAX_INTERMEDIATES, one(Key.MAX_INTERMEDIATES, ""), 0))
                : inputs;
    }

    private AlgorithmPolicy algorithms() {
        AlgorithmPolicy base = switch (choice(Key.ALGORITHMS, Algorithms.STRONG)) {
            case STRONG -> AlgorithmPolicy.STRONG;
            case HISTORICAL -> AlgorithmPolicy.HISTORICAL;
        };
        Set<SignatureAlgorithm> allowed = EnumSet.copyOf(base.allowed());
        for (String label : values.getOrDefault(Key.REFUSE_SIGNATURE, List.of())) {
            if (Arrays.stream(SignatureAlgorithm.values())
                    .noneMatch(a -> a.label().equals(label))) {
                problems.add(Key.REFUSE_SIGNATURE.word() + ": no algorithm " + label);
            }
            allowed.removeIf(a -> a.label().equals(label));
        }
        int bits = number(Key.MIN_RSA_BITS, one(Key.MIN_RSA_BITS, String.valueOf(base.minRsaBits())), 1024);
        return new AlgorithmPolicy(allowed, bits);
    }

    private enum Algorithms {
        STRONG,
        HISTORICAL
    }

    private RevocationPolicy revocation() {
        RevocationPolicy policy = switch (choice(Key.REVOCATION, Revocation.REQUIRED)) {
            case REQUIRED -> RevocationPolicy.REQUIRED;
            case IF_PRESENT -> RevocationPolicy.IF_PRESENT;
            case NONE -> RevocationPolicy.NOT_CHECKED;
        };
        if (!values.containsKey(Key.REVOCATION_MAX_AGE)) {
            return policy;
        }
        try {
            return policy.withMaxAge(Duration.parse(one(Key.REVOCATION_MAX_AGE, "")));
        } catch (DateTimeParseException e) {
            problems.add(Key.REVOCATION_MAX_AGE.word() + ": not a duration such as PT24H");
            return policy;
        }
    }

    private enum Revocation {
        REQUIRED,
        IF_PRESENT,
        NONE
    }

    private String one(Key key, String otherwise) {
        List<String> found = values.getOrDefault(key, List.of());
        return found.isEmpty() ? otherwise : found.getFirst();
    }

    private String needed(Key key) {
        String value = one(key, "");
        if (value.isEmpty()) {
            problems.add(key.word() + " is missing");
        }
        return value;
    }

    private boolean isYes(Key key) {
        return choice(key, Answer.NO) == Answer.YES;
    }

    private enum Answer {
        YES,
        NO
    }

    private <E extends Enum<E>> E choice(Key key, E otherwise) {
        String wanted = one(key, word(otherwise));
        E[] all = otherwise.getDeclaringClass().getEnumConstants();
        Optional<E> found =
                Arrays.stream(all).filter(e -> word(e).equals(wanted)).findFirst();
        if (found.isEmpty()) {
            String choices = Arrays.stream(all).map(PolicyFile::word).collect(Collectors.joining(", "));
            problems.add(key.word() + ": " + wanted + " is none of " + choices);
        }
        return found.orElse(otherwise);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Oid oid(String dotted, Key key) {
        Optional<Oid> oid = Oid.parse(dotted).toOptional();
        if (oid.isEmpty()) {
            problems.add(key.word() + ": " + dotted + " is not an object identifier");
        }
        return oid.orElse(PolicyInformation.ANY_POLICY);
    }

    private int number(Key key, String text, int least) {
        boolean small = text.length() <= 9 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int value = small ? Integer.parseInt(text) : -1;
        if (value < least) {
            problems.add(key.word() + ": " + text + " is not a number from " + least + " on");
        }
        return Math.max(value, least);
    }
}
