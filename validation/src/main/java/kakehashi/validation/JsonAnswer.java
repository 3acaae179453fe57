package kakehashi.validation;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
import kakehashi.x509.Oid;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The answer to a request as JSON. Field names and enum values never change; the OpenAPI document tells them.
final class JsonAnswer {
    private static final int MAX_TRIED = 20;

    private JsonAnswer() {}

    /// An answer and its name, where it is kept.
    record Named(ValidationAnswer answer, Optional<Id> id) {}

    static ObjectNode of(JsonRequest request, Bytes body, List<Named> answers, Instant now) {
        ObjectNode json = object();
        json.put("producedAt", now.toString());
        json.put("requestSha256", body.sha256().toString());
        request.nonce().ifPresent(nonce -> json.put("nonce", nonce));
        RelyingPartyPolicy policy = request.template().policy();
        ObjectNode named = json.putObject("policy");
        named.put("oid", policy.id().toString()).put("version", policy.version());
        named.put("sha256", policy.digest().toString());
        named.set("name", text(policy.name()));
        ArrayNode list = json.putArray("answers");
        answers.forEach(answer -> list.add(one(answer)));
        return json;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode text(BilingualText text) {
        return object().put("ja", text.japanese()).put("en", text.english());
    }

    /// One answer.
    static ObjectNode one(Named named) {
        ValidationAnswer answer = named.answer;
        ObjectNode json = object();
        named.id.ifPresent(id -> json.put("answerId", id.toString()).put("explain", ExplainPages.path(id)));
        json.put("result", answer.verdict().word());
        json.put("retryable", answer.isRetryable());
        json.set("userMessage", text(UserMessage.of(answer)));
        answer.mainFinding().ifPresent(finding -> json.set("reason", finding(finding)));
        json.set("certificate", certificate(answer.question().target()));
        json.put("at", answer.at().toString());
        answer.validUntil().ifPresent(until -> json.put("validUntil", until.toString()));
        answer.path().ifPresent(path -> json.set("path", path(path)));
        ArrayNode missing = json.putArray("missing");
        answer.missing().forEach(finding -> missing.add(finding(finding)));
        if (!answer.misses().isEmpty()) {
            ArrayNode unavailable = json.putArray("unavailable");
            answer.misses().forEach(miss -> unavailable.add(miss(miss)));
        }
        ArrayNode tried = json.putArray("tried");
        answer.tried().stream().limit(MAX_TRIED).forEach(path -> tried.add(tried(path)));
        return json;
    }

    private static ObjectNode finding(Finding finding) {
        ObjectNode json = object();
        json.put("check", finding.check().name()).put("clause", finding.check().clause());
        ArrayNode details = json.putArray("details");
        finding.details().forEach(details::add);
        json.set("message", text(new BilingualText(finding.text(Language.JAPANESE), finding.text(Language.ENGLISH))));
        return json;
    }

    private static ObjectNode miss(Miss miss) {
        ObjectNode json = object().put("place", miss.place())
                .put("reason", miss.reason().word())
                .put("retryable", miss.again() == Again.LATER);
        json.set(
                "message",
                text(new BilingualText(miss.reason().japanese(), miss.reason().english())));
        return json;
    }

    private static ObjectNode certificate(Certificate certificate) {
        return object().put("subject", certificate.subject().toString())
                .put("issuer", certificate.issuer().toString())
                .put("serialNumber", certificate.serialNumber().value().toString(16))
                .put("notBefore", certificate.notBefore().toString())
                .put("notAfter", certificate.notAfter().toString())
                .put("sha256", certificate.fingerprint().toString());
    }

    private static ObjectNode path(ValidationAnswer.FoundPath path) {
        ObjectNode json = object();
        json.set("anchor", anchor(path.anchor()));
        ArrayNode certificates = json.putArray("certificates");
        for (Certificate certificate : path.certificates()) {
            String der = Base64.getEncoder().encodeToString(certificate.der().toArray());
            certificates.add(certificate(certificate).put("der", der));
        }
        ArrayNode policies = json.putArray("policies");
        path.policies().stream().sorted().map(Oid::toString).forEach(policies::add);
        ArrayNode evidence = json.putArray("evidence");
        path.evidence().forEach(one -> evidence.add(evidence(one)));
        return json;
    }

    private static ObjectNode anchor(TrustAnchor anchor) {
        ObjectNode json = object().put("name", anchor.name().toString());
        json.put("keySha256", anchor.publicKey().der().sha256().toString());
        Optional<Certificate> certificate = anchor.certificate();
        certificate.ifPresent(c -> json.put("sha256", c.fingerprint().toString()));
        return json;
    }

    private static ObjectNode evidence(RevocationStatus.Evidence evidence) {
        ObjectNode json = object().put(
                        "kind", evidence.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("sha256", evidence.fingerprint().toString())
                .put("thisUpdate", evidence.thisUpdate().toString());
        evidence.nextUpdate().ifPresent(next -> json.put("nextUpdate", next.toString()));
        return json;
    }

    private static ObjectNode tried(CandidatePath path) {
        ObjectNode json = object();
        path.anchor().ifPresent(anchor -> json.set("anchor", anchor(anchor)));
        ArrayNode findings = json.putArray("findings");
        path.findings().forEach(finding -> findings.add(finding(finding)));
        ArrayNode steps = json.putArray("steps");
        for (CandidatePath.Step step : path.steps()) {
            ObjectNode one = steps.addObject();
            one.set("certificate", certificate(step.certificate()));
            ArrayNode against = one.putArray("findings");
            step.findings().forEach(finding -> against.add(finding(finding)));
        }
        return json;
    }
}
