package kakehashi.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import kakehashi.validation.ScvpClient;
import kakehashi.validation.ValidationServer;
import kakehashi.web.Words;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertCheck;
import kakehashi.x509.CertId;
import kakehashi.x509.CertReferences;
import kakehashi.x509.CertReply;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateStatus;
import kakehashi.x509.CvRequest;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.OcspRequest;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.Query;
import kakehashi.x509.ResponseFlags;
import kakehashi.x509.SingleResponse;
import kakehashi.x509.ValidationPolRef;
import kakehashi.x509.ValidationPolicy;
import kakehashi.x509.VerificationKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A relying party of the demonstration: asks a public zone over HTTP, as anybody would.
final class DemoClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int NONCE_OCTETS = 16;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final DemoPublic zone;
    private final InstantSource clock;

    DemoClient(DemoPublic zone, InstantSource clock) {
        this.zone = zone;
        this.clock = clock;
    }

    /// An answer of the JSON API.
    ///
    /// @param result `TotalPassed`, `TotalFailed` or `Indeterminate`
    /// @param check which check failed, by the API's name; empty when none did
    /// @param reason why it is not valid
    /// @param path the certificates of the path that holds, as the answer gives them
    record Answer(String result, String check, Words reason, List<Certificate> path) {
        boolean isValid() {
            return result.equals("TotalPassed");
        }
    }

    /// What a URL answers; empty octets when it is not 200.
    Bytes get(String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(10))
                .build();
        return send(request);
    }

    /// What the JSON API says of a certificate.
    Answer ask(Certificate certificate) {
        String body = "{\"certificates\":[\""
                + Base64.getEncoder().encodeToString(certificate.der().toArray()) + "\"]}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(zone.ports().url("/api/validations")))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + zone.apiKey())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
        Bytes answer = send(request);
        if (answer.isEmpty()) {
            return new Answer("–", "", new Words("応答がありません", "no answer"), List.of());
        }
        JsonNode one = JsonMapper.builder()
                .build()
                .readTree(answer.toArray())
                .path("answers")
                .path(0);
        JsonNode message = one.has("reason") ? one.path("reason").path("message") : one.path("userMessage");
        List<Certificate> path = new ArrayList<>();
        for (JsonNode certified : one.path("path").path("certificates")) {
            byte[] der = Base64.getDecoder().decode(certified.path("der").asString());
            path.add(Certificate.parse(Bytes.wrap(der)).orElseThrow());
        }
        return new Answer(
                one.path("result").asString(),
                one.path("reason").path("check").asString(""),
                new Words(message.path("ja").asString("–"), message.path("en").asString("–")),
                path);
    }

    boolean isValid(Certificate certificate) {
        return ask(certificate).isValid();
    }

    /// Whether the SCVP server says, signed by the key that we know, that the certificate has a path and is not
    /// revoked.
    boolean isValidByScvp(Certificate certificate) {
        Query query = Query.about(
                        CertReferences.of(List.of(certificate)),
                        CertCheck.BUILD_STATUS_CHECKED_PKC_PATH,
                        ValidationPolicy.of(ValidationPolRef.defaultValPolicy()))
                .responseFlags(ResponseFlags.DEFAULT.without(ResponseFlags.Flag.CACHED_RESPONSE))
                .build();
        ScvpClient.Sent sent = ScvpClient.send(CvRequest.from(query)
                .requestNonce(DemoOffice.random(NONCE_OCTETS))
                .build());
        HttpRequest request = HttpRequest.newBuilder(URI.create(zone.ports().url("/scvp")))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", ValidationServer.CV_REQUEST_TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(sent.message().toArray()))
                .build();
        ScvpClient.Trust trust =
                new ScvpClient.Trust.Pinned(Set.of(zone.server().certificate()));
        return switch (new ScvpClient(trust, clock).receive(sent, send(request))) {
            case ScvpClient.Received.Believed(var response, var signer) ->
                response.replyObjects().stream()
                        .allMatch(reply -> reply.replyStatus() == CertReply.ReplyStatus.SUCCESS);
            case ScvpClient.Received.Refused refused -> false;
            case ScvpClient.Received.NotBelieved(String reason) ->
                throw new IllegalStateException("the SCVP response is not believed: " + reason);
        };
    }

    /// What the OCSP responder says of a certificate, in a response that the CA's responder signed; empty when
    /// there is none, or none to be believed.
    Optional<CertificateStatus> ocsp(Certificate certificate, Certificate issuer) {
        CertId asked = CertId.of("SHA-256", issuer, certificate.serialNumber());
        HttpRequest request = HttpRequest.newBuilder(URI.create(zone.ports().url("/ocsp")))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/ocsp-request")
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        OcspRequest.of(asked).der().toArray()))
                .build();
        return OcspResponse.parse(send(request)).toOptional().flatMap(response -> switch (response) {
            case OcspResponse.Successful(BasicOcspResponse basic)
            when isOfResponder(basic, issuer) ->
                basic.responses().stream()
                        .filter(one -> one.certId().identifiesSameAs(asked))
                        .map(SingleResponse::status)
                        .findFirst();
            case OcspResponse.Successful other -> Optional.empty();
            case OcspResponse.Unsuccessful none -> Optional.empty();
        });
    }

    /// "Incorporate a value of id-kp-OCSPSigning in an extended key usage extension and is issued by the CA that
    /// issued the certificate in question." (RFC 6960 §4.2.2.2)
    private static boolean isOfResponder(BasicOcspResponse response, Certificate issuer) {
        VerificationKey ca = VerificationKey.of(issuer.subjectPublicKeyInfo()).orElseThrow();
        return response.isSignedBy(ca)
                || response.certificates().stream()
                        .filter(one -> one.isSignedBy(ca)
                                && one.extendedKeyUsage()
                                        .filter(usage -> usage.lists(ExtendedKeyUsage.OCSP_SIGNING))
                                        .isPresent())
                        .flatMap(one -> VerificationKey.of(one.subjectPublicKeyInfo()).stream())
                        .anyMatch(response::isSignedBy);
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
        return await(System.nanoTime(), condition);
    }

    /// Waits until something holds.
    ///
    /// @param began the moment from which on it is measured, by [System#nanoTime]
    /// @return after how many milliseconds it did; a negative number when it did not within the client's patience
    static long await(long began, BooleanSupplier condition) {
        long patience = System.nanoTime();
        while (System.nanoTime() - patience < PATIENCE.toNanos()) {
            if (condition.getAsBoolean()) {
                return (System.nanoTime() - began) / 1_000_000;
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        client.close();
    }
}
