package kakehashi.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Asks witnesses over HTTP. Only addresses of the configuration are asked; redirects are not followed.
final class WitnessClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int LONGEST = 1 << 16;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    WitnessAnswer ask(Witness witness, WitnessRequest request) throws InterruptedException {
        HttpRequest post = HttpRequest.newBuilder(witness.addCheckpoint())
                .timeout(ANSWER)
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()))
                .build();
        try {
            HttpResponse<InputStream> response = http.send(post, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                String text = new String(body.readNBytes(LONGEST), StandardCharsets.UTF_8);
                return WitnessAnswer.of(response.statusCode(), text, request, witness.key());
            }
        } catch (IOException e) {
            return new WitnessAnswer.Refused("does not answer: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
