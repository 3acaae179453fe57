package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import kakehashi.path.RevocationEvidence;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.CvRequest;
import kakehashi.x509.CvResponse;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.Parsed;
import kakehashi.x509.Pem;
import kakehashi.x509.ValPolRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ValidationDoorsTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final DoorScene SCENE = new DoorScene();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        SCENE.close();
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(SCENE.base + path));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static HttpRequest.Builder post(String path, String type, byte[] body) {
        return to(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    private static HttpRequest.Builder ask(String secret, Certificate... certificates) {
        List<String> list = new ArrayList<>();
        for (Certificate certificate : certificates) {
            list.add('"' + Base64.getEncoder().encodeToString(certificate.der().toArray()) + '"');
        }
        byte[] body = ("{\"certificates\":" + list + "}").getBytes(StandardCharsets.UTF_8);
        return post("/api/validations", "application/json", body).header("Authorization", "Bearer " + secret);
    }

    @Test
    void rfc6960_A_1_answersPostAndGetInAllForms() throws Exception {
        byte[] request = SCENE.ocsp.aliceRequest().toArray();
        HttpResponse<byte[]> posted = send(post("/ocsp", "application/ocsp-request", request));
        assertThat(posted.statusCode()).isEqualTo(200);
        assertThat(posted.headers().firstValue("Content-Type")).contains("application/ocsp-response");
        assertThat(OcspResponse.parse(Bytes.wrap(posted.body())).orElseThrow())
                .isInstanceOf(OcspResponse.Successful.class);
        String base64 = Base64.getEncoder().encodeToString(request);
        String encoded = base64.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D");
        for (String path : List.of(base64, encoded)) {
            HttpResponse<byte[]> got = send(to("/ocsp/" + path));
            assertThat(got.body()).isEqualTo(posted.body());
            String tag = got.headers().firstValue("ETag").orElseThrow();
            assertThat(got.headers().firstValue("Cache-Control").orElseThrow()).contains("max-age=");
            assertThat(send(to("/ocsp/" + path).header("If-None-Match", tag)).statusCode())
                    .isEqualTo(304);
            String date = got.headers().firstValue("Last-Modified").orElseThrow();
            assertThat(send(to("/ocsp/" + path).header("If-Modified-Since", date))
                            .statusCode())
                    .isEqualTo(304);
            assertThat(send(to("/ocsp/" + path).header("If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void refusesOcspOfAnotherTypeAndAnswersNonsenseAsTheStandardHasIt() throws Exception {
        assertThat(send(post("/ocsp", "text/plain", new byte[1])).statusCode()).isEqualTo(415);
        assertThat(send(post("/ocsp", "application/ocsp-request", new byte[1 << 17]))
                        .statusCode())
                .isEqualTo(413);
        HttpResponse<byte[]> malformed = send(to("/ocsp/a//b%2Fnonsense"));
        assertThat(malformed.statusCode()).isEqualTo(200);
        assertThat(Bytes.wrap(malformed.body()).toString()).isEqualTo("30030a0101");
        assertThat(malformed.headers().firstValue("Cache-Control")).contains("no-store");
    }

    private String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static void assumeProgram(String name) throws InterruptedException {
        try {
            assumeTrue(new ProcessBuilder(name, "version").start().waitFor() >= 0);
        } catch (IOException e) {
            assumeTrue(false, "no " + name + " on this machine");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-no_nonce", "-nonce"})
    void opensslAsksTheServer(String nonce) throws Exception {
        assumeProgram("openssl");
        Files.writeString(folder.resolve("ca.pem"), Pem.encode(SCENE.ocsp.ca.certificate()));
        Files.writeString(folder.resolve("alice.pem"), Pem.encode(SCENE.ocsp.alice.certificate()));
        String said = run(
                "openssl",
                "ocsp",
                "-issuer",
                "ca.pem",
                "-cert",
                "alice.pem",
                "-CAfile",
                "ca.pem",
                nonce,
                "-url",
                SCENE.base + "/ocsp");
        assertThat(said)
                .contains("Response verify OK")
                .contains("alice.pem: good")
                .doesNotContain("WARNING");
    }

    @Test
    void rfc5055_answersScvpToAClientThatChecks() throws Exception {
        CvRequest request =
                CvRequest.of(ScvpScene.statusOf(SCENE.hanako.certificate()).build());
        ScvpClient.Sent sent = ScvpClient.send(request);
        HttpResponse<byte[]> response = send(
                post("/scvp", ValidationServer.CV_REQUEST_TYPE, sent.message().toArray()));
        assertThat(response.headers().firstValue("Content-Type")).contains(ValidationServer.CV_RESPONSE_TYPE);
        ScvpClient.Received received = SCENE.scvpClient().receive(sent, Bytes.wrap(response.body()));
        assertThat(received).isInstanceOf(ScvpClient.Received.Believed.class);
        byte[] policies =
                ValPolRequest.of(Bytes.ofHex("0102")).contentInfo().der().toArray();
        HttpResponse<byte[]> vp = send(post("/scvp", ValidationServer.VP_REQUEST_TYPE, policies));
        assertThat(vp.headers().firstValue("Content-Type")).contains(ValidationServer.VP_RESPONSE_TYPE);
        HttpResponse<byte[]> error = send(post("/scvp", ValidationServer.VP_REQUEST_TYPE, new byte[1]));
        assertThat(error.headers().firstValue("Content-Type")).contains(ValidationServer.CV_RESPONSE_TYPE);
        assertThat(CvResponse.parseContentInfo(Bytes.wrap(error.body()))).isInstanceOf(Parsed.Value.class);
        assertThat(send(post("/scvp", "application/octet-stream", new byte[1])).statusCode())
                .isEqualTo(415);
    }

    @Test
    void answersJsonToAKeyOnly() throws Exception {
        HttpResponse<byte[]> without = send(ask("wrong", SCENE.hanako.certificate()));
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(MAPPER.readTree(text(without)).get("type").asString()).isEqualTo("/problems/api-key-needed");
        HttpResponse<byte[]> answered =
                send(ask(DoorScene.SECRET, SCENE.hanako.certificate(), SCENE.revoked.certificate()));
        JsonNode answers = MAPPER.readTree(text(answered)).get("answers");
        assertThat(answers.get(0).get("result").asString()).isEqualTo("TotalPassed");
        assertThat(answers.get(1).get("reason").get("check").asString()).isEqualTo("REVOKED");
        assertThat(answers.get(0).get("answerId").asString()).matches("[0-9a-f]{32}");
    }

    @Test
    void signsWhereTheClientWantsASignature() throws Exception {
        HttpResponse<byte[]> response =
                send(ask(DoorScene.SECRET, SCENE.hanako.certificate()).header("Accept", "application/jose"));
        assertThat(response.headers().firstValue("Content-Type")).contains("application/jose");
        String[] parts = text(response).split("\\.", -1);
        assertThat(parts).hasSize(3);
        assertThat(OutsideJws.verifies(
                        "ES256",
                        SCENE.credential.certificate().der().toArray(),
                        (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII),
                        Base64.getUrlDecoder().decode(parts[2])))
                .isTrue();
    }

    @Test
    void rfc9457_tellsWhatIsWrongWithARequest() throws Exception {
        HttpResponse<byte[]> response =
                send(post("/api/validations", "application/json", "{\"tine\":1}".getBytes(StandardCharsets.UTF_8))
                        .header("Authorization", "Bearer " + DoorScene.SECRET)
                        .header("Accept-Language", "en"));
        JsonNode problem = MAPPER.readTree(text(response));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(problem.get("type").asString()).isEqualTo("/problems/bad-request");
        assertThat(problem.get("errors").toString()).contains("/tine: no such field");
        assertThat(send(to("/problems/bad-request")).statusCode()).isEqualTo(200);
    }

    @Test
    void keepsToTheQuotaOfAKey() throws Exception {
        SCENE.clock.advance(Duration.ofMinutes(1));
        Certificate one = SCENE.hanako.certificate();
        assertThat(send(ask(DoorScene.OTHER_SECRET, one, one)).statusCode()).isEqualTo(200);
        HttpResponse<byte[]> refused = send(ask(DoorScene.OTHER_SECRET, one));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("30");
        assertThat(MAPPER.readTree(text(refused)).get("retryable").asBoolean()).isTrue();
        SCENE.clock.advance(Duration.ofSeconds(30));
        assertThat(send(ask(DoorScene.OTHER_SECRET, one)).statusCode()).isEqualTo(200);
    }

    @Test
    void requestsOfAKeyAtTheSameMomentGetNoMoreThanItsQuota() throws Exception {
        SCENE.clock.advance(Duration.ofMinutes(1));
        Certificate one = SCENE.hanako.certificate();
        HttpRequest request = ask(DoorScene.OTHER_SECRET, one, one).build();
        List<Integer> statuses =
                Stream.generate(() -> CLIENT.sendAsync(request, BodyHandlers.discarding())).limit(20).toList().stream()
                        .map(answer -> answer.join().statusCode())
                        .toList();
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 429);
    }

    @Test
    void tellsAKeyThatAsksForMoreThanItsQuotaHowMuchItMayAsk() throws Exception {
        SCENE.clock.advance(Duration.ofMinutes(1));
        Certificate one = SCENE.hanako.certificate();
        HttpResponse<byte[]> never = send(ask(DoorScene.OTHER_SECRET, one, one, one));
        assertThat(never.statusCode()).isEqualTo(413);
        assertThat(text(never)).contains("3 items, and the quota of this key is 2 a minute", "\"retryable\":false");
        HttpResponse<byte[]> later = send(ask(DoorScene.OTHER_SECRET, one, one));
        assertThat(later.statusCode())
                .as("the refusal has cost one, this costs nothing")
                .isEqualTo(429);
        assertThat(later.headers().firstValue("Retry-After")).contains("30");
        SCENE.clock.advance(Duration.ofSeconds(30));
        assertThat(send(ask(DoorScene.OTHER_SECRET, one, one)).statusCode()).isEqualTo(200);
    }

    @Test
    void showsAnAnswerToTheAskingKeyOnlyAndForAWhile() throws Exception {
        JsonNode answer = MAPPER.readTree(text(send(ask(DoorScene.SECRET, SCENE.revoked.certificate()))))
                .get("answers")
                .get(0);
        String again = "/api/validations/" + answer.get("answerId").asString();
        String explain = answer.get("explain").asString();
        assertThat(send(to(again)).statusCode()).isEqualTo(401);
        assertThat(send(to(again).header("Authorization", "Bearer " + DoorScene.OTHER_SECRET))
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<byte[]> shown = send(to(again).header("Authorization", "Bearer " + DoorScene.SECRET));
        assertThat(MAPPER.readTree(text(shown))).isEqualTo(answer);
        assertThat(send(to(explain)).statusCode()).isEqualTo(404);
        assertThat(text(send(to(explain + "?lang=en").header("Authorization", "Bearer " + DoorScene.SECRET))))
                .contains("This certificate is revoked")
                .contains("RFC 5280 §6.1.3 (a)(3)");
        HttpResponse<byte[]> picture =
                send(to(explain + "/path.svg").header("Authorization", "Bearer " + DoorScene.SECRET));
        assertThat(text(picture)).startsWith("<svg");
        assertThat(picture.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("sandbox");
        SCENE.clock.advance(Duration.ofHours(1));
        assertThat(send(to(again).header("Authorization", "Bearer " + DoorScene.SECRET))
                        .statusCode())
                .isEqualTo(404);
        SCENE.clock.advance(Duration.ofHours(-1));
    }

    @Test
    void showsNoAnswerOfARevokedKeyToTheNextOneOfItsName() throws Exception {
        JsonNode answer = MAPPER.readTree(text(send(ask(DoorScene.SECRET, SCENE.hanako.certificate()))))
                .get("answers")
                .get(0);
        List<ApiKey> before = SCENE.keys;
        SCENE.keys = List.of(DoorScene.key("tax", "the-next-key", 100));
        try {
            for (String place : List.of(
                    "/api/validations/" + answer.get("answerId").asString(),
                    answer.get("explain").asString())) {
                assertThat(send(to(place).header("Authorization", "Bearer the-next-key"))
                                .statusCode())
                        .isEqualTo(404);
            }
        } finally {
            SCENE.keys = before;
        }
    }

    private static HttpResponse<byte[]> drop(byte[] file) throws IOException, InterruptedException {
        String head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.cer\"\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] end = "\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] body = new byte[start.length + file.length + end.length];
        System.arraycopy(start, 0, body, 0, start.length);
        System.arraycopy(file, 0, body, start.length, file.length);
        System.arraycopy(end, 0, body, start.length + file.length, end.length);
        return send(post("/verify?lang=en", "multipart/form-data; boundary=x", body));
    }

    private static String explained(byte[] file) throws IOException, InterruptedException {
        HttpResponse<byte[]> dropped = drop(file);
        assertThat(dropped.statusCode()).as(text(dropped)).isEqualTo(303);
        String cookie = dropped.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        String place = dropped.headers().firstValue("Location").orElseThrow();
        assertThat(send(to(place)).statusCode()).isEqualTo(404);
        return text(send(to(place + "?lang=en").header("Cookie", cookie)));
    }

    @Test
    void explainsWhatAPersonDropsWhateverItsForm() throws Exception {
        Certificate hanako = SCENE.hanako.certificate();
        List<byte[]> forms = List.of(
                hanako.der().toArray(),
                Pem.encode(hanako).getBytes(StandardCharsets.US_ASCII),
                CertificateBundle.of(List.of(SCENE.agency.certificate(), hanako))
                        .der()
                        .toArray());
        for (byte[] form : forms) {
            assertThat(explained(form)).contains("This certificate is valid").contains("電子 花子");
        }
        assertThat(explained(SCENE.foreigner.certificate().der().toArray()))
                .contains("The issuer cannot be confirmed")
                .contains("&lt;b&gt;Mallory&lt;/b&gt;")
                .doesNotContain("<b>Mallory");
    }

    @Test
    void saysWhatCannotBeReadAndNeverRepeatsAPrivateKey() throws Exception {
        assertThat(text(drop("hello".getBytes(StandardCharsets.US_ASCII)))).contains("cannot be read");
        assertThat(text(drop(new byte[0]))).contains("Choose a file");
        String key = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n";
        HttpResponse<byte[]> pasted = send(post(
                "/verify?lang=en",
                "application/x-www-form-urlencoded",
                ("certificate=" + java.net.URLEncoder.encode(key, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.US_ASCII)));
        assertThat(text(pasted)).contains("Never send a private key").doesNotContain("c2VjcmV0");
    }

    @Test
    void saysThatItCannotBeToldWhenEvidenceIsMissing() throws Exception {
        SCENE.validation.replace(RevocationEvidence.empty());
        try {
            assertThat(explained(SCENE.hanako.certificate().der().toArray()))
                    .contains("This cannot be told now")
                    .contains("What is missing");
        } finally {
            SCENE.validation.replace(SCENE.evidence());
        }
    }

    @Test
    void showsPoliciesWithDigestAndText() throws Exception {
        RelyingPartyPolicy policy = SCENE.validation.policies().standard();
        assertThat(text(send(to("/relying-party-policies"))))
                .contains("電子申請（標準）")
                .contains("官職証明書")
                .contains(policy.id().toString());
        String one = "/relying-party-policies/" + policy.id() + "/1";
        assertThat(text(send(to(one)))).contains("BEGIN CERTIFICATE");
        assertThat(Bytes.wrap(send(to(one + "/text")).body())).isEqualTo(policy.source());
        assertThat(send(to("/relying-party-policies/1.2.3/1")).statusCode()).isEqualTo(404);
    }

    @Test
    void servesItsOpenApiDocumentAndAPageMadeOfIt() throws Exception {
        JsonNode document = MAPPER.readTree(text(send(to("/api/openapi.json"))));
        assertThat(document.get("openapi").asString()).isEqualTo("3.1.0");
        String page = text(send(to("/api?lang=ja")));
        document.at("/components/schemas")
                .propertyNames()
                .forEach(name -> assertThat(page).contains("id=\"schema-" + name + "\""));
        assertThat(page).contains("検証する証明書").contains("POST /api/validations");
    }
}
