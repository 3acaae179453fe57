package kakehashi.validation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.Oid;
import kakehashi.x509.Parsed;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A request as it comes in through the JSON door.
///
/// @param targets the certificates that are asked about
/// @param template the question about the first of them
/// @param nonce repeated in the answer
record JsonRequest(List<Certificate> targets, ValidationQuestion template, Optional<String> nonce) {
    /// The fields of a request; the OpenAPI document has the same.
    static final List<String> FIELDS = List.of(
            "certificates",
            "policy",
            "time",
            "depth",
            "intermediates",
            "crls",
            "ocspResponses",
            "anchors",
            "acceptablePolicies",
            "requireExplicitPolicy",
            "inhibitPolicyMapping",
            "inhibitAnyPolicy",
            "keyUsages",
            "extendedKeyUsages",
            "names",
            "nonce");

    private static final int MAX_DEPTH = 4;
    private static final int MAX_NONCE = 256;

    /// The values of `depth`.
    enum JsonDepth {
        BUILT(Depth.BUILT),
        VALIDATED(Depth.VALIDATED),
        STATUS_CHECKED(Depth.STATUS_CHECKED),
        POLICY(Depth.AS_THE_POLICY_SAYS);

        private final Depth depth;

        JsonDepth(Depth depth) {
            this.depth = depth;
        }

        String word() {
            return this == STATUS_CHECKED ? "statusChecked" : name().toLowerCase(Locale.ROOT);
        }

        private static Optional<Depth> of(String word) {
            return Arrays.stream(values())
                    .filter(one -> one.word().equals(word))
                    .map(one -> one.depth)
                    .findFirst();
        }
    }

    /// @param reader what [#reader] gave for the same options
    static JsonRequest read(Bytes body, PolicyCatalogue policies, JsonOptions options, JsonMapper reader, Instant now) {
        if (body.length() > options.requestOctets()) {
            throw new JsonRefusal(
                    JsonProblem.Kind.TOO_LARGE, List.of("more than " + options.requestOctets() + " octets"));
        }
        JsonFields fields = new JsonFields(object(body, reader), options.material());
        fields.onlyThese(FIELDS);
        List<Certificate> targets = fields.der("certificates", "a certificate", Certificate::parse);
        if (targets.isEmpty() && fields.problems().isEmpty()) {
            fields.problem("certificates", "missing");
        }
        if (targets.size() > options.certificates()) {
            throw new JsonRefusal(
                    JsonProblem.Kind.TOO_LARGE,
                    List.of("/certificates: more than " + options.certificates() + " items"));
        }
        RelyingPartyPolicy policy = policy(fields, policies);
        PolicyOverrides overrides = overrides(fields);
        Depth depth = depth(fields);
        Supplied supplied = supplied(fields);
        UseDemands uses = uses(fields);
        List<GeneralName> names =
                fields.list("names", "a name such as {\"dns\": \"www.example.jp\"}", JsonRequest::name);
        if (names.size() > ScvpNames.MAX_NAMES) {
            fields.problem("names", "more than " + ScvpNames.MAX_NAMES);
        }
        Optional<String> nonce = nonce(fields);
        Optional<Instant> at = time(fields, now);
        if (!fields.problems().isEmpty()) {
            throw new JsonRefusal(JsonProblem.Kind.BAD_REQUEST, fields.problems());
        }
        if (overrides.changes(policy) && policy.rules().overrides() == RelyingPartyPolicy.Overrides.REFUSED) {
            throw new JsonRefusal(JsonProblem.Kind.OVERRIDE_REFUSED, List.of("/policy: " + policy.id()));
        }
        ValidationQuestion template =
                new ValidationQuestion(targets.getFirst(), at, depth, policy, overrides, uses, names, supplied);
        return new JsonRequest(targets, template, nonce);
    }

    /// Whether what comes back in UTF-8 is what was sent: half a surrogate pair would come back as another text.
    private static boolean isWhole(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static Optional<String> nonce(JsonFields fields) {
        Optional<String> nonce = fields.text("nonce");
        if (nonce.filter(text -> text.length() > MAX_NONCE || !isWhole(text)).isPresent()) {
            fields.problem("nonce", "longer than " + MAX_NONCE + ", or half a character");
        }
        return nonce;
    }

    /// As SCVP has it, "unavailableValidationTime": nobody knows what will be revoked.
    private static Optional<Instant> time(JsonFields fields, Instant now) {
        Optional<Instant> at = fields.time("time");
        if (ScvpQuestions.isUnavailable(at, now)) {
            fields.problem("time", "in the future");
        }
        return at;
    }

    /// What reads bodies under these limits; made once, it costs more than to read one.
    static JsonMapper reader(JsonOptions options) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(options.requestOctets())
                        .maxDocumentLength(options.requestOctets())
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return JsonMapper.builder(factory).build();
    }

    private static ObjectNode object(Bytes body, JsonMapper reader) {
        try {
            JsonNode node = reader.readTree(body.toArray());
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new JsonRefusal(JsonProblem.Kind.NOT_JSON, List.of("not an object"));
        } catch (JacksonException e) {
            throw new JsonRefusal(JsonProblem.Kind.NOT_JSON, List.of(reason(e)));
        }
    }

    /// What the parser says, without what only its developers know what to do with.
    private static String reason(JacksonException e) {
        String words = String.valueOf(e.getOriginalMessage()).replaceAll("(?s) ?\\(start marker .*|\\[Source: .*", "");
        // A limit that is overstepped has no place.
        return Optional.ofNullable(e.getLocation())
                .map(at -> "line %d, column %d: %s".formatted(at.getLineNr(), at.getColumnNr(), words.strip()))
                .orElse(words.strip());
    }

    private static RelyingPartyPolicy policy(JsonFields fields, PolicyCatalogue policies) {
        Optional<String> wanted = fields.text("policy");
        if (wanted.isEmpty()) {
            return policies.standard();
        }
        Optional<RelyingPartyPolicy> found =
                Oid.parse(wanted.get()).toOptional().flatMap(policies::find);
        if (found.isEmpty()) {
            fields.problem("policy", "no such policy");
        }
        return found.orElseGet(policies::standard);
    }

    private static PolicyOverrides overrides(JsonFields fields) {
        PolicyOverrides stated = new PolicyOverrides(
                Set.copyOf(fields.oids("acceptablePolicies")),
                fields.flag("inhibitPolicyMapping"),
                fields.flag("requireExplicitPolicy"),
                fields.flag("inhibitAnyPolicy"),
                fields.der("anchors", "a certificate", Certificate::parse));
        // Answers are kept with their questions: most share this one.
        return stated.equals(PolicyOverrides.NONE) ? PolicyOverrides.NONE : stated;
    }

    private static UseDemands uses(JsonFields fields) {
        UseDemands stated = new UseDemands(keyUsages(fields), fields.oids("extendedKeyUsages"), List.of());
        return stated.equals(UseDemands.NONE) ? UseDemands.NONE : stated;
    }

    private static Depth depth(JsonFields fields) {
        Optional<String> word = fields.text("depth");
        Optional<Depth> depth = word.isEmpty() ? Optional.of(Depth.AS_THE_POLICY_SAYS) : JsonDepth.of(word.get());
        if (depth.isEmpty()) {
            fields.problem("depth", "none of built, validated, statusChecked, policy");
        }
        return depth.orElse(Depth.AS_THE_POLICY_SAYS);
    }

    private static Supplied supplied(JsonFields fields) {
        return new Supplied(
                fields.der("intermediates", "a certificate", Certificate::parse),
                fields.der("crls", "a CRL", Crl::parse),
                fields.der("ocspResponses", "a successful OCSP response", JsonRequest::basic));
    }

    private static Parsed<BasicOcspResponse> basic(Bytes der) {
        return switch (OcspResponse.parse(der)) {
            case Parsed.Value<OcspResponse>(OcspResponse.Successful(BasicOcspResponse basic)) ->
                new Parsed.Value<>(basic);
            case Parsed.Value<OcspResponse>(OcspResponse.Unsuccessful _) -> new Parsed.Malformed<>(0, "an error");
            case Parsed.Malformed<OcspResponse>(int offset, String reason) -> new Parsed.Malformed<>(offset, reason);
        };
    }

    /// The alternatives, each a list of bits by their names in RFC 5280 §4.2.1.3.
    private static List<KeyUsage> keyUsages(JsonFields fields) {
        return fields.list("keyUsages", "a list of key usages", item -> {
            List<KeyUsage.Bit> bits = new ArrayList<>();
            for (JsonNode word : item) {
                Arrays.stream(KeyUsage.Bit.values())
                        .filter(bit -> word.isString() && word(bit).equals(word.stringValue()))
                        .forEach(bits::add);
            }
            boolean known = item.isArray() && !bits.isEmpty() && bits.size() == item.size();
            return known ? Optional.of(KeyUsage.of(bits.toArray(KeyUsage.Bit[]::new))) : Optional.empty();
        });
    }

    /// The name of a bit in the standard, such as `keyCertSign`.
    static String word(KeyUsage.Bit bit) {
        String[] parts = bit.name().toLowerCase(Locale.ROOT).split("_");
        StringBuilder word = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            word.append(Character.toUpperCase(parts[i].charAt(0))).append(parts[i].substring(1));
        }
        return bit == KeyUsage.Bit.CRL_SIGN ? "cRLSign" : word.toString();
    }

    private static Optional<GeneralName> name(JsonNode item) {
        if (!item.isObject() || item.size() != 1) {
            return Optional.empty();
        }
        String kind = item.propertyNames().iterator().next();
        JsonNode value = item.get(kind);
        if (!value.isString()) {
            return Optional.empty();
        }
        String text = value.stringValue();
        return switch (kind) {
            case "dns" -> Optional.of(new GeneralName.DnsName(text));
            case "email" -> Optional.of(new GeneralName.Rfc822Name(text));
            case "ip" -> JsonFields.address(text).map(GeneralName.IpAddress::new);
            default -> Optional.empty();
        };
    }

    /// The questions, one a certificate.
    List<ValidationQuestion> questions() {
        return targets.stream().map(template::about).toList();
    }
}
