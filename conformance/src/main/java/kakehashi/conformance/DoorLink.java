package kakehashi.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import kakehashi.validation.JsonDoor;
import kakehashi.validation.JsonProblem;
import kakehashi.validation.ValidationServer;
import kakehashi.x509.Bytes;

/// The way to a validation server: octets of a request in, octets of the answer out.
///
/// @param scvp an SCVP request and its response
/// @param json the body of a request to the JSON door, and its answer; a refusal is an [UnusableCase]
record DoorLink(UnaryOperator<Bytes> scvp, Function<Bytes, Bytes> json) {
    private static final int MAX_OCTETS = 1 << 25;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int OK = 200;

    /// To a server in this process.
    static DoorLink inside(ValidationServer scvp, JsonDoor json) {
        return new DoorLink(scvp::cv, body -> switch (json.answer(body)) {
            case JsonDoor.Reply.Refused(JsonProblem problem) -> throw new UnusableCase("refused: " + problem);
            case JsonDoor.Reply.Answered answered -> answered.json();
        });
    }

    /// To a running server over HTTP.
    static DoorLink to(ConformanceRun.Running server, HttpClient client) {
        return new DoorLink(
                body -> post(client, request(server, "/scvp", ValidationServer.CV_REQUEST_TYPE, body)),
                body -> post(client, request(server, "/api/validations", JsonDoor.JSON_TYPE, body)));
    }

    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    private static HttpRequest request(ConformanceRun.Running server, String path, String type, Bytes body) {
        String base = server.url().toString().replaceAll("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(ANSWER)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toArray()));
        server.apiKey().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request.build();
    }

    private static Bytes post(HttpClient client, HttpRequest request) {
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                Bytes octets = Bytes.wrap(body.readNBytes(MAX_OCTETS));
                if (response.statusCode() != OK) {
                    throw new UnusableCase("refused with status " + response.statusCode());
                }
                return octets;
            }
        } catch (IOException e) {
            throw new UnusableCase("no answer from " + request.uri() + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnusableCase("interrupted");
        }
    }
}
