package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CvRequest;
import kakehashi.x509.Pem;
import org.junit.jupiter.api.Test;

/// What the doors say is counted by its case.
class DoorFiguresTest {
    private static String base64(Certificate certificate) {
        return Base64.getEncoder().encodeToString(certificate.der().toArray());
    }

    private static void post(HttpClient client, String address, String type, Bytes body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + DoorScene.SECRET)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toArray()))
                .build();
        assertThat(client.send(request, BodyHandlers.ofByteArray()).statusCode())
                .isIn(200, 303);
    }

    private static Bytes utf8(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void countsWhatEachDoorSaysAlsoWhatIsSaidAgain() throws Exception {
        try (DoorScene scene = new DoorScene();
                HttpClient client = HttpClient.newHttpClient()) {
            Certificate hanako = scene.hanako.certificate();
            Certificate revoked = scene.revoked.certificate();
            String both = "{\"certificates\":[\"" + base64(hanako) + "\",\"" + base64(revoked) + "\"]}";
            post(client, scene.base + JsonApi.PATH, "application/json", utf8(both));
            String pasted = "certificate=" + URLEncoder.encode(Pem.encode(revoked), StandardCharsets.US_ASCII);
            post(client, scene.base + VerificationPage.PATH, "application/x-www-form-urlencoded", utf8(pasted));
            Bytes asked = CvRequest.of(ScvpScene.statusOf(hanako).build())
                    .contentInfo()
                    .der();
            for (int i = 0; i < 3; i++) {
                post(client, scene.base + MessageDoors.SCVP_PATH, ValidationServer.CV_REQUEST_TYPE, asked);
                post(client, scene.base + MessageDoors.OCSP_PATH, OcspAnswer.REQUEST_TYPE, scene.ocsp.aliceRequest());
            }
            post(client, scene.base + MessageDoors.OCSP_PATH, OcspAnswer.REQUEST_TYPE, Bytes.ofHex("00"));
            assertThat(scene.metrics.text().lines())
                    .contains(
                            "kakehashi_validation_answers_total{door=\"json\",result=\"TotalPassed\"} 1",
                            "kakehashi_validation_answers_total{door=\"json\",result=\"TotalFailed\"} 1",
                            "kakehashi_validation_answers_total{door=\"json\",result=\"Indeterminate\"} 0",
                            "kakehashi_validation_answers_total{door=\"page\",result=\"TotalFailed\"} 1",
                            "kakehashi_validation_answers_total{door=\"scvp\",result=\"TotalPassed\"} 3",
                            "kakehashi_validation_answers_total{door=\"scvp\",result=\"NotJudged\"} 0",
                            "kakehashi_ocsp_answers_total{status=\"good\"} 3",
                            "kakehashi_ocsp_answers_total{status=\"malformedRequest\"} 1");
        }
    }
}
