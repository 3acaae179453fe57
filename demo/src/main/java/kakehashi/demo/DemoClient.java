package kakehashi.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.BooleanSupplier;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;

/// A relying party of the demonstration: asks the public zone over HTTP, as anybody would.
final class DemoClient {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final DemoPublic zone;

    DemoClient(DemoPublic zone) {
        this.zone = zone;
    }

    /// What a URL of the zone answers; empty octets when it is not 200.
    Bytes get(String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(10))
                .build();
        return send(request);
    }

    /// What the JSON API says of a certificate, as text.
    String validate(Certificate certificate) {
        String body = "{\"certificates\":[\""
                + Base64.getEncoder().encodeToString(certificate.der().toArray()) + "\"]}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(zone.ports().url("/api/validations")))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + zone.apiKey())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return new String(send(request).toArray(), StandardCharsets.UTF_8);
    }

    private Bytes send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return response.statusCode() / 100 == 2 ? Bytes.wrap(response.body()) : Bytes.EMPTY;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Waits until something holds.
    ///
    /// @return after how many milliseconds it did; a negative number when it did not in time
    static long await(BooleanSupplier condition) {
        long began = System.nanoTime();
        while (System.nanoTime() - began < PATIENCE.toNanos()) {
            if (condition.getAsBoolean()) {
                return (System.nanoTime() - began) / 1_000_000;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }
        return -1;
    }
}
