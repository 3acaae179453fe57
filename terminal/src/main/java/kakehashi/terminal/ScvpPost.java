package kakehashi.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.validation.ValidationServer;
import kakehashi.x509.Bytes;

/// Sends an SCVP request by HTTP POST (RFC 5055 §10) and reads the response, within limits of time and size. No
/// redirect is followed.
final class ScvpPost {
    private static final int MAX_OCTETS = 1 << 24;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int OK = 200;

    private ScvpPost() {}

    /// @throws InputProblem when there is no such server, or it answers with anything but an SCVP response
    static Bytes send(String url, Bytes message) {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(ANSWER)
                    .header("Content-Type", ValidationServer.CV_REQUEST_TYPE)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(message.toArray()))
                    .build();
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] octets = body.readNBytes(MAX_OCTETS);
                String type = response.headers().firstValue("Content-Type").orElse("–");
                if (response.statusCode() != OK || !type.startsWith(ValidationServer.CV_RESPONSE_TYPE)) {
                    throw unusable(ExitCode.MALFORMED, url, response.statusCode() + " " + type);
                }
                return Bytes.wrap(octets);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(ExitCode.UNAVAILABLE, url, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unusable(ExitCode.UNAVAILABLE, url, e.toString());
        }
    }

    private static InputProblem unusable(ExitCode code, String url, String why) {
        return new InputProblem(
                code,
                url,
                new Phrase("SCVP の応答が得られません (%s)。", "gives no SCVP response (%s).").with(why),
                new Phrase("URL とサーバの状態を確かめてください。", "Check the address and the server."));
    }
}
