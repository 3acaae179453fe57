package kakehashi.validation;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import kakehashi.contract.Id;
import kakehashi.contract.OnDemandMaterial.Again;
import kakehashi.contract.OnDemandMaterial.Miss;
import kakehashi.path.CandidatePath;
import kakehashi.path.Finding;
import kakehashi.path.Language;
import kakehashi.path.RevocationStatus;
import kakehashi.path.TrustAnchor;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import tools.jackson.core.JsonGenerator;

/// The answer to a request as JSON. Field names and enum values never change; the OpenAPI document tells them. Safe
/// for many threads.
final class JsonAnswer {
    private static final int MAX_TRIED = 20;
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

    private final JsonPieces pieces = new JsonPieces();

    /// An answer and its name, where it is kept.
    record Named(ValidationAnswer answer, Optional<Id> id) {}

    /// The answers to a request.
    Bytes of(JsonRequest request, Bytes body, List<Named> answers, Instant now) {
        return pieces.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("producedAt", text(now));
            json.writeStringProperty("requestSha256", body.sha256().toString());
            request.nonce().ifPresent(nonce -> json.writeStringProperty("nonce", nonce));
            RelyingPartyPolicy policy = request.template().policy();
            json.writeName("policy");
            pieces.write(json, new Same(policy), w -> policy(w, policy));
            array(json, "answers", answers, answer -> one(json, answer));
            json.writeEndObject();
        });
    }

    /// One answer.
    Bytes one(Named named) {
        return pieces.write(json -> one(json, named));
    }

    /// A policy, or an anchor of one: they never change and there are few, so they are told apart as objects. By
    /// their contents each answer would digest all of them.
    private record Same(Object thing) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Same that && thing == that.thing;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(thing);
        }
    }

    /// A certificate with its DER, as it stands in a path.
    private record InPath(Certificate certificate) {}

    private static void policy(JsonGenerator json, RelyingPartyPolicy policy) {
        json.writeStartObject();
        json.writeStringProperty("oid", policy.id().toString());
        json.writeNumberProperty("version", policy.version());
        json.writeStringProperty("sha256", policy.digest().toString());
        text(json, "name", policy.name());
        json.writeEndObject();
    }

    private static <T> void array(JsonGenerator json, String name, Iterable<T> items, Consumer<T> each) {
        json.writeArrayPropertyStart(name);
        items.forEach(each);
        json.writeEndArray();
    }

    private static void text(JsonGenerator json, String name, BilingualText text) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("ja", JsonPieces.whole(text.japanese()));
        json.writeStringProperty("en", JsonPieces.whole(text.english()));
        json.writeEndObject();
    }

    /// As `Instant.toString` has it, for the usual years without the cost of a formatter.
    static String text(Instant time) {
        if (time.isBefore(Instant.EPOCH) || !time.isBefore(YEAR_10000)) {
            return time.toString();
        }
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        // Java leaves seconds out that are zero.
        return utc + (utc.getSecond() == 0 && utc.getNano() == 0 ? ":00Z" : "Z");
    }

    private void one(JsonGenerator json, Named named) {
        ValidationAnswer answer = named.answer;
        // What strangers send along is not worth remembering.
        boolean ours = answer.question().supplied().isNothing()
                && answer.question().overrides().anchors().isEmpty();
        JsonPieces memory = ours ? pieces : pieces.forgetful();
        Told target = new Told(answer.question().target(), memory);
        json.writeStartObject();
        named.id.ifPresent(id -> {
            json.writeStringProperty("answerId", id.toString());
            json.writeStringProperty("explain", ExplainPages.path(id));
        });
        json.writeStringProperty("result", answer.verdict().word());
        json.writeBooleanProperty("retryable", answer.isRetryable());
        text(json, "userMessage", UserMessage.of(answer));
        answer.mainFinding().ifPresent(finding -> {
            json.writeName("reason");
            finding(json, finding);
        });
        json.writeName("certificate");
        target.write(json);
        json.writeStringProperty("at", text(answer.at()));
        answer.validUntil().ifPresent(until -> json.writeStringProperty("validUntil", text(until)));
        answer.path().ifPresent(path -> path(json, path, target, memory));
        array(json, "missing", answer.missing(), finding -> finding(json, finding));
        if (!answer.misses().isEmpty()) {
            array(json, "unavailable", answer.misses(), miss -> miss(json, miss));
        }
        JsonPieces none = pieces.forgetful();
        array(json, "tried", answer.tried().stream().limit(MAX_TRIED).toList(), path -> tried(json, path, none));
        json.writeEndObject();
    }

    private static void finding(JsonGenerator json, Finding finding) {
        json.writeStartObject();
        json.writeStringProperty("check", finding.check().name());
        json.writeStringProperty("clause", finding.check().clause());
        array(json, "details", finding.details(), detail -> json.writeString(JsonPieces.whole(detail)));
        text(json, "message", new BilingualText(finding.text(Language.JAPANESE), finding.text(Language.ENGLISH)));
        json.writeEndObject();
    }

    private static void miss(JsonGenerator json, Miss miss) {
        json.writeStartObject();
        json.writeStringProperty("place", JsonPieces.whole(miss.place()));
        json.writeStringProperty("reason", miss.reason().word());
        json.writeBooleanProperty("retryable", miss.again() == Again.LATER);
        text(
                json,
                "message",
                new BilingualText(miss.reason().japanese(), miss.reason().english()));
        json.writeEndObject();
    }

    /// What is told of one certificate, made once for an answer that tells it twice.
    private static final class Told {
        private final Certificate certificate;
        private final String subject;
        private final String issuer;
        private final String serialNumber;
        private final String notBefore;
        private final String notAfter;
        private final String sha256;

        Told(Certificate certificate, JsonPieces memory) {
            this.certificate = certificate;
            subject = JsonPieces.whole(certificate.subject().toString());
            issuer = memory.issuer(certificate.issuer());
            serialNumber = certificate.serialNumber().value().toString(16);
            notBefore = text(certificate.notBefore());
            notAfter = text(certificate.notAfter());
            sha256 = certificate.fingerprint().toString();
        }

        void write(JsonGenerator json) {
            json.writeStartObject();
            fields(json);
            json.writeEndObject();
        }

        void writeWithDer(JsonGenerator json) {
            json.writeStartObject();
            fields(json);
            json.writeStringProperty(
                    "der", Base64.getEncoder().encodeToString(certificate.der().toArray()));
            json.writeEndObject();
        }

        private void fields(JsonGenerator json) {
            json.writeStringProperty("subject", subject);
            json.writeStringProperty("issuer", issuer);
            json.writeStringProperty("serialNumber", serialNumber);
            json.writeStringProperty("notBefore", notBefore);
            json.writeStringProperty("notAfter", notAfter);
            json.writeStringProperty("sha256", sha256);
        }
    }

    private static void path(JsonGenerator json, ValidationAnswer.FoundPath path, Told target, JsonPieces memory) {
        json.writeObjectPropertyStart("path");
        json.writeName("anchor");
        memory.write(json, new Same(path.anchor()), w -> anchor(w, path.anchor()));
        array(json, "certificates", path.certificates(), certificate -> {
            if (certificate.equals(target.certificate)) {
                target.writeWithDer(json);
            } else {
                memory.write(json, new InPath(certificate), w -> new Told(certificate, memory).writeWithDer(w));
            }
        });
        array(
                json,
                "policies",
                path.policies().stream().sorted().toList(),
                policy -> json.writeString(policy.toString()));
        array(json, "evidence", path.evidence(), evidence -> memory.write(json, evidence, w -> evidence(w, evidence)));
        json.writeEndObject();
    }

    private static void anchor(JsonGenerator json, TrustAnchor anchor) {
        json.writeStartObject();
        json.writeStringProperty("name", JsonPieces.whole(anchor.name().toString()));
        json.writeStringProperty("keySha256", anchor.publicKey().der().sha256().toString());
        anchor.certificate()
                .ifPresent(
                        c -> json.writeStringProperty("sha256", c.fingerprint().toString()));
        json.writeEndObject();
    }

    private static void evidence(JsonGenerator json, RevocationStatus.Evidence evidence) {
        json.writeStartObject();
        json.writeStringProperty(
                "kind", evidence.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.writeStringProperty("sha256", evidence.fingerprint().toString());
        json.writeStringProperty("thisUpdate", text(evidence.thisUpdate()));
        evidence.nextUpdate().ifPresent(next -> json.writeStringProperty("nextUpdate", text(next)));
        json.writeEndObject();
    }

    private static void tried(JsonGenerator json, CandidatePath path, JsonPieces memory) {
        json.writeStartObject();
        path.anchor().ifPresent(anchor -> {
            json.writeName("anchor");
            anchor(json, anchor);
        });
        array(json, "findings", path.findings(), finding -> finding(json, finding));
        array(json, "steps", path.steps(), step -> {
            json.writeStartObject();
            json.writeName("certificate");
            new Told(step.certificate(), memory).write(json);
            array(json, "findings", step.findings(), finding -> finding(json, finding));
            json.writeEndObject();
        });
        json.writeEndObject();
    }
}
