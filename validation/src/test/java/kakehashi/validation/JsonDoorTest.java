package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.contract.Id;
import kakehashi.keys.Signer;
import kakehashi.path.RevocationEvidence;
import kakehashi.web.ProblemType;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Pem;
import kakehashi.x509.RevocationItem;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class JsonDoorTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final ScvpScene scene = new ScvpScene();
    private final JsonDoor door = door(scene);

    private static JsonDoor door(ScvpScene scene) {
        return new JsonDoor(scene.validation, JsonOptions.DEFAULT, scene.clock);
    }

    private static Bytes utf8(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode about(Certificate... certificates) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ArrayNode list = request.putArray("certificates");
        Arrays.stream(certificates)
                .forEach(c ->
                        list.add(Base64.getMimeEncoder().encodeToString(c.der().toArray())));
        return request;
    }

    private JsonNode answered(ObjectNode request) {
        Id id = Id.ofHex("00112233445566778899aabbccddeeff");
        return switch (door.answer(utf8(request.toString()), answer -> Optional.of(id))
                .orElseThrow()) {
            case JsonDoor.Reply.Answered(Bytes json, var answers) -> MAPPER.readTree(json.toArray());
            case JsonDoor.Reply.Refused(JsonProblem problem) -> throw new AssertionError(problem);
        };
    }

    private JsonProblem refused(String body) {
        return switch (door.answer(utf8(body))) {
            case JsonDoor.Reply.Answered answered -> throw new AssertionError(answered);
            case JsonDoor.Reply.Refused(JsonProblem problem) -> problem;
        };
    }

    @Test
    void answersABatchWithPathPoliciesEvidenceAndWords() {
        JsonNode response = answered(
                about(scene.alice.certificate(), scene.bob.certificate()).put("nonce", "n-1"));
        assertThat(response.get("nonce").stringValue()).isEqualTo("n-1");
        assertThat(response.get("answers")).hasSize(2);
        JsonNode answer = response.get("answers").get(0);
        assertThat(answer.get("result").stringValue()).isEqualTo("TotalPassed");
        assertThat(answer.get("userMessage").get("ja").stringValue()).isEqualTo("この証明書は有効です。");
        assertThat(answer.get("path").get("certificates")).hasSize(3);
        assertThat(answer.get("path").get("evidence")).hasSize(3);
        assertThat(answer.get("validUntil").stringValue()).isEqualTo("2026-01-08T00:00:00Z");
    }

    /// What is remembered of one answer stands in the next as it would be written anew.
    @Test
    void answersAlikeFromMemoryAndAboutWhatStrangersSend() {
        JsonNode first = answered(about(scene.alice.certificate())).get("answers");
        assertThat(answered(about(scene.alice.certificate())).get("answers")).isEqualTo(first);
        ObjectNode request = about(scene.alice.certificate());
        request.putArray("intermediates")
                .add(Base64.getEncoder()
                        .encodeToString(scene.bob.certificate().der().toArray()));
        assertThat(answered(request).get("answers")).isEqualTo(first);
    }

    @Test
    void writesTimesAsJavaDoes() {
        for (String time : List.of(
                "1970-01-01T00:00:00Z",
                "2026-01-02T03:04:00Z",
                "2026-01-02T03:04:05.120Z",
                "2026-01-02T03:04:05.000001Z",
                "2024-02-29T23:59:59Z",
                "9999-12-31T23:59:59.999999999Z",
                "+10000-01-01T00:00:00Z",
                "1969-12-31T23:59:00Z")) {
            assertThat(written(Instant.parse(time))).isEqualTo('"' + time + '"');
        }
        assertThat(written(Instant.MAX)).isEqualTo('"' + Instant.MAX.toString() + '"');
    }

    private static String written(Instant time) {
        return new String(new JsonOctets(0).time(time).bytes().toArray(), StandardCharsets.UTF_8);
    }

    /// RFC 8259 §7: quotation marks, backslashes and control characters are escaped; half a character has no UTF-8.
    @Test
    void writesTextsThatOthersRead() {
        String hard = "a\"b\\c\n\u0000\u001f\u007f é 架け橋 \ud83c\udf09";
        JsonOctets json = new JsonOctets(0)
                .beginObject()
                .name("plain")
                .text("a")
                .name("hard")
                .text(hard);
        int from = json.name("once").beginObject().length();
        int to = json.name("half").text("x\ud83c").name("number").number(-5).length();
        json.endObject()
                .name("again")
                .beginObject()
                .again(from, to)
                .name("truth")
                .truth(true)
                .endObject();
        json.name("none").array(List.<String>of(), json::text).name("some").array(List.of("b", "c"), json::text);
        JsonNode read = MAPPER.readTree(json.endObject().bytes().toArray());
        assertThat(read.get("hard").stringValue()).isEqualTo(hard);
        assertThat(read.get("once").get("half").stringValue()).isEqualTo("x?");
        assertThat(read.get("again").get("number").intValue()).isEqualTo(-5);
        assertThat(read.get("again").get("truth").booleanValue()).isTrue();
        assertThat(read.get("none")).isEmpty();
        assertThat(read.get("some").get(1).stringValue()).isEqualTo("c");
    }

    @Test
    void tellsARevocationByACrlOfTheRequestInBothLanguages() {
        ObjectNode request = about(scene.alice.certificate());
        Crl crl = ((RevocationItem.FullCrl) scene.revoking(scene.alice)).crl();
        request.putArray("crls").add(Pem.encode(crl));
        JsonNode answer = answered(request).get("answers").get(0);
        assertThat(answer.get("result").stringValue()).isEqualTo("TotalFailed");
        assertThat(answer.get("retryable").booleanValue()).isFalse();
        assertThat(answer.get("reason").get("check").stringValue()).isEqualTo("REVOKED");
        assertThat(answer.get("userMessage").get("en").stringValue())
                .startsWith("This certificate is not valid. Revoked at 2025-12-31T22:00:00Z");
    }

    @Test
    void saysThatAskingAgainMayHelpWhenEvidenceIsMissing() {
        scene.validation.replace(RevocationEvidence.empty());
        JsonNode answer =
                answered(about(scene.alice.certificate())).get("answers").get(0);
        assertThat(answer.get("result").stringValue()).isEqualTo("Indeterminate");
        assertThat(answer.get("retryable").booleanValue()).isTrue();
        assertThat(answer.get("missing")).isNotEmpty();
    }

    @Test
    void givesTheSameAnswerAsScvp() {
        scene.clock.advance(Duration.ofDays(500));
        ObjectNode request = about(scene.alice.certificate()).put("depth", "validated");
        assertThat(answered(request)
                        .get("answers")
                        .get(0)
                        .get("reason")
                        .get("check")
                        .stringValue())
                .isEqualTo("EXPIRED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{} {}", "{\"a\":1,\"a\":1}", "{\"certificates\":[[[[[1]]]]]}"})
    void refusesWhatIsNoJsonObject(String body) {
        JsonProblem problem = refused(body);
        assertThat(problem.kind()).isEqualTo(JsonProblem.Kind.NOT_JSON);
        assertThat(problem.details().toString()).doesNotContain("Source", "REDACTED");
    }

    @Test
    void tellsEveryWrongFieldByItsPointer() {
        JsonProblem problem = refused("""
                {"certificates": ["AAAA"], "tine": "now", "time": "yesterday", "depth": "deep", "policy": "1.2.3",
                 "requireExplicitPolicy": "yes", "names": [{"dns": 1}], "keyUsages": [["sign"]]}""");
        assertThat(problem.kind()).isEqualTo(JsonProblem.Kind.BAD_REQUEST);
        assertThat(problem.details())
                .anyMatch(d -> d.startsWith("/tine: no such field"))
                .contains(
                        "/certificates/0: not a certificate",
                        "/time: not a time of RFC 3339",
                        "/policy: no such policy",
                        "/requireExplicitPolicy: neither true nor false")
                .anyMatch(d -> d.startsWith("/depth: none of"))
                .anyMatch(d -> d.startsWith("/names/0: not a name"))
                .anyMatch(d -> d.startsWith("/keyUsages/0: not a list of key usages"));
    }

    @Test
    void refusesTheFutureManyNamesAndHalfCharacters() {
        ObjectNode request = about(scene.alice.certificate())
                .put("time", "2026-01-01T00:11:00Z")
                .put("nonce", "\ud83d");
        ArrayNode names = request.putArray("names");
        for (int i = 0; i <= ScvpNames.MAX_NAMES; i++) {
            names.addObject().put("dns", "www.example.jp");
        }
        assertThat(refused(request.toString().replace("\ud83d", "\\ud83d")).details())
                .containsExactlyInAnyOrder(
                        "/time: in the future", "/names: more than 16", "/nonce: longer than 256, or half a character");
        assertThat(answered(about(scene.alice.certificate()).put("time", "2026-01-01T00:09:00Z"))
                        .get("answers")
                        .get(0)
                        .get("result")
                        .stringValue())
                .isEqualTo("TotalPassed");
    }

    @Test
    void refusesWhatIsTooLargeOrNotForClientsToSet() {
        String three = "{\"certificates\":[\"\",\"\",\"\"]}";
        JsonDoor narrow = new JsonDoor(scene.validation, new JsonOptions(1000, 256, 2), scene.clock);
        assertThat(narrow.answer(utf8(three)))
                .isEqualTo(new JsonDoor.Reply.Refused(
                        new JsonProblem(JsonProblem.Kind.TOO_LARGE, List.of("/certificates: more than 2 items"))));
        assertThat(narrow.answer(utf8(" ".repeat(1001)))).isInstanceOf(JsonDoor.Reply.Refused.class);
        ObjectNode strict = about(scene.alice.certificate())
                .put("policy", ScvpScene.STRICT.toString())
                .put("requireExplicitPolicy", false);
        assertThat(refused(strict.toString()).kind()).isEqualTo(JsonProblem.Kind.OVERRIDE_REFUSED);
    }

    @Test
    void rfc7518_3_4_hasNoAlgorithmForADigestWithAnotherCurve() {
        ServerCredential own = new ScvpScene(SignatureAlgorithm.ECDSA_SHA384).credential;
        JsonSignature.check(own);
        Signer other = new Signer() {
            @Override
            public Bytes sign(Bytes message) {
                return own.signer().sign(message);
            }

            @Override
            public SubjectPublicKeyInfo publicKey() {
                return own.signer().publicKey();
            }

            @Override
            public SignatureAlgorithm algorithm() {
                return SignatureAlgorithm.ECDSA_SHA256;
            }
        };
        assertThatThrownBy(() -> JsonSignature.check(new ServerCredential(other, own.certificate(), own.issuers())))
                .hasMessageContaining("no ES256");
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA_SHA256", "RSA_PSS_SHA256", "ECDSA_SHA256", "ECDSA_SHA384", "ECDSA_SHA512", "ED25519"})
    void rfc7515_theJdkVerifiesTheSignature(SignatureAlgorithm algorithm) throws Exception {
        ScvpScene own = new ScvpScene(algorithm);
        JsonDoor signing = door(own);
        var reply = (JsonDoor.Reply.Answered)
                signing.answer(utf8(about(own.alice.certificate()).toString()));
        String[] parts = new String(JsonDoor.signed(reply, own.credential).toArray(), StandardCharsets.US_ASCII)
                .split("\\.", -1);
        assertThat(parts).hasSize(3);
        JsonNode header = MAPPER.readTree(Base64.getUrlDecoder().decode(parts[0]));
        assertThat(Bytes.wrap(Base64.getUrlDecoder().decode(parts[1]))).isEqualTo(reply.json());
        byte[] der = Base64.getDecoder().decode(header.get("x5c").get(0).stringValue());
        Certificate server = Certificate.parse(Bytes.wrap(der)).orElseThrow();
        assertThat(server).isEqualTo(own.credential.certificate());
        assertThat(OutsideJws.verifies(
                        header.get("alg").stringValue(),
                        der,
                        (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
                        Base64.getUrlDecoder().decode(parts[2])))
                .isTrue();
    }

    private static JsonNode openApi() throws IOException {
        try (InputStream in = JsonDoor.class.getResourceAsStream("openapi.json")) {
            return MAPPER.readTree(in.readAllBytes());
        }
    }

    @Test
    void theOpenApiDocumentHasTheFieldsOfRequests() throws IOException {
        JsonNode request = openApi().at("/components/schemas/Request/properties");
        assertThat(request.propertyNames()).containsExactlyElementsOf(JsonRequest.FIELDS);
        assertThat(texts(request.at("/depth/enum")))
                .containsExactly(Arrays.stream(JsonRequest.JsonDepth.values())
                        .map(JsonRequest.JsonDepth::word)
                        .toArray(String[]::new));
        assertThat(texts(request.at("/keyUsages/items/items/enum")))
                .containsExactly(Arrays.stream(KeyUsage.Bit.values())
                        .map(JsonRequest::word)
                        .toArray(String[]::new));
        assertThat(texts(openApi().at("/components/schemas/Problem/properties/type/enum")))
                .containsAll(
                        ValidationProblems.all().stream().map(ProblemType::uri).toList());
        assertThat(texts(openApi().at("/components/schemas/Answer/properties/result/enum")))
                .containsExactly(
                        Arrays.stream(Verdict.values()).map(Verdict::word).toArray(String[]::new));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.stringValue()));
        return texts;
    }

    @Test
    void theOpenApiDocumentHasTheFieldsOfAnswersAndNoOthers() throws IOException {
        Set<String> used = new HashSet<>();
        ObjectNode revoked = about(scene.alice.certificate()).put("nonce", "n");
        revoked.putArray("crls").add(Pem.encode(((RevocationItem.FullCrl) scene.revoking(scene.alice)).crl()));
        JsonNode schema = openApi().at("/components/schemas/Response");
        check(answered(revoked), schema, "Response", used);
        check(answered(about(scene.alice.certificate())), schema, "Response", used);
        scene.validation.replace(RevocationEvidence.empty());
        check(answered(about(scene.bob.certificate())), schema, "Response", used);
        scene.allowCollection();
        scene.validation.collect((missing, patience) -> GatheringTest.nothingBut("http://x.example/a.crl"));
        check(
                answered(about(scene.bob.certificate()).put("policy", ScvpScene.COLLECTING.toString())),
                schema,
                "Response",
                used);
        Set<String> declared = new HashSet<>();
        for (String name : List.of(
                "Response",
                "Answer",
                "Path",
                "Anchor",
                "Evidence",
                "Certificate",
                "Finding",
                "Unavailable",
                "TriedPath",
                "Text")) {
            openApi()
                    .at("/components/schemas/" + name + "/properties")
                    .propertyNames()
                    .forEach(field -> declared.add(name + "." + field));
        }
        assertThat(used).containsAll(declared);
    }

    /// Checks that a value is as its schema says: every field declared, every required one there.
    private static void check(JsonNode value, JsonNode schema, String name, Set<String> used) throws IOException {
        if (schema.has("$ref")) {
            String target = schema.get("$ref").stringValue();
            check(value, openApi().at(target.substring(1)), target.substring(target.lastIndexOf('/') + 1), used);
            return;
        }
        switch (schema.get("type").stringValue()) {
            case "object" -> {
                for (String field : value.propertyNames()) {
                    JsonNode inner = schema.get("properties").get(field);
                    assertThat(inner).as(name + "." + field).isNotNull();
                    used.add(name + "." + field);
                    check(value.get(field), inner, name + "/" + field, used);
                }
                assertThat(value.propertyNames()).containsAll(texts(schema.get("required")));
            }
            case "array" -> {
                for (JsonNode item : value) {
                    check(item, schema.get("items"), name + "[]", used);
                }
            }
            case "string" -> assertThat(value.isString()).as(name).isTrue();
            case "boolean" -> assertThat(value.isBoolean()).as(name).isTrue();
            default -> assertThat(value.isIntegralNumber()).as(name).isTrue();
        }
        if (schema.has("enum")) {
            assertThat(texts(schema.get("enum"))).contains(value.stringValue());
        }
        if (schema.has("pattern")) {
            assertThat(value.stringValue()).matches(schema.get("pattern").stringValue());
        }
    }
}
