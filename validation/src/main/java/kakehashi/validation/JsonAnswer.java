package kakehashi.validation;

import java.time.Instant;
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

/// The answer to a request as JSON. Field names and enum values never change; the OpenAPI document tells them. Safe
/// for many threads.
final class JsonAnswer {
    private static final int MAX_TRIED = 20;
    private static final int LONGEST_EXPECTED = 16 * 1024;

    private final JsonPieces pieces = JsonPieces.remembering();
    private final JsonPieces none = JsonPieces.forgetful();
    /// How long the last answer was: the next will be about as long.
    private volatile int expected = LONGEST_EXPECTED / 4;

    /// An answer and its name, where it is kept.
    record Named(ValidationAnswer answer, Optional<Id> id) {}

    /// The answers to a request.
    Bytes of(JsonRequest request, Bytes body, List<Named> answers, Instant now) {
        JsonOctets json = new JsonOctets(expected);
        json.beginObject();
        json.name("producedAt").time(now);
        json.name("requestSha256").hex(body.sha256());
        request.nonce().ifPresent(nonce -> json.name("nonce").text(nonce));
        RelyingPartyPolicy policy = request.template().policy();
        json.name("policy");
        pieces.write(json, new Same(policy), w -> policy(w, policy));
        json.name("answers").array(answers, answer -> one(json, answer));
        json.endObject();
        expected = Math.min(json.length() + json.length() / 32, LONGEST_EXPECTED);
        return json.bytes();
    }

    /// One answer.
    Bytes one(Named named) {
        JsonOctets json = new JsonOctets(expected);
        one(json, named);
        return json.bytes();
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

    private static void policy(JsonOctets json, RelyingPartyPolicy policy) {
        json.beginObject();
        json.name("oid").text(policy.id().toString());
        json.name("version").number(policy.version());
        json.name("sha256").hex(policy.digest());
        text(json.name("name"), policy.name());
        json.endObject();
    }

    private static void text(JsonOctets json, BilingualText text) {
        json.beginObject();
        json.name("ja").text(text.japanese());
        json.name("en").text(text.english());
        json.endObject();
    }

    private void one(JsonOctets json, Named named) {
        ValidationAnswer answer = named.answer;
        // What strangers send along is not worth remembering.
        boolean ours = answer.question().supplied().isNothing()
                && answer.question().overrides().anchors().isEmpty();
        JsonPieces memory = ours ? pieces : none;
        json.beginObject();
        named.id.ifPresent(id -> {
            json.name("answerId").hex(id.octets());
            json.name("explain").text(ExplainPages.path(id));
        });
        json.name("result").text(answer.verdict().word());
        json.name("retryable").truth(answer.isRetryable());
        text(json.name("userMessage"), UserMessage.of(answer));
        answer.mainFinding().ifPresent(finding -> finding(json.name("reason"), finding));
        Told target = Told.object(json.name("certificate"), answer.question().target(), memory);
        json.name("at").time(answer.at());
        answer.validUntil().ifPresent(until -> json.name("validUntil").time(until));
        answer.path().ifPresent(path -> path(json.name("path"), path, target, memory));
        json.name("missing").array(answer.missing(), finding -> finding(json, finding));
        if (!answer.misses().isEmpty()) {
            json.name("unavailable").array(answer.misses(), miss -> miss(json, miss));
        }
        List<CandidatePath> tried = answer.tried();
        json.name("tried").array(tried.subList(0, Math.min(tried.size(), MAX_TRIED)), path -> tried(json, path));
        json.endObject();
    }

    private static void finding(JsonOctets json, Finding finding) {
        json.beginObject();
        json.name("check").text(finding.check().name());
        json.name("clause").text(finding.check().clause());
        json.name("details").array(finding.details(), json::text);
        text(json.name("message"), new BilingualText(finding.text(Language.JAPANESE), finding.text(Language.ENGLISH)));
        json.endObject();
    }

    private static void miss(JsonOctets json, Miss miss) {
        json.beginObject();
        json.name("place").text(miss.place());
        json.name("reason").text(miss.reason().word());
        json.name("retryable").truth(miss.again() == Again.LATER);
        text(
                json.name("message"),
                new BilingualText(miss.reason().japanese(), miss.reason().english()));
        json.endObject();
    }

    /// What was told of a certificate, for an answer that tells it twice.
    ///
    /// @param from where its fields begin in the answer
    /// @param to where they end
    private record Told(Certificate certificate, int from, int to) {
        static Told object(JsonOctets json, Certificate certificate, JsonPieces memory) {
            json.beginObject();
            Told told = fields(json, certificate, memory);
            json.endObject();
            return told;
        }

        static void withDer(JsonOctets json, Certificate certificate, JsonPieces memory) {
            json.beginObject();
            fields(json, certificate, memory);
            json.name("der").base64(certificate.der()).endObject();
        }

        void againWithDer(JsonOctets json) {
            json.beginObject();
            json.again(from, to);
            json.name("der").base64(certificate.der()).endObject();
        }

        private static Told fields(JsonOctets json, Certificate certificate, JsonPieces memory) {
            int from = json.length();
            json.name("subject").text(certificate.subject().toString());
            memory.issuer(json.name("issuer"), certificate.issuer());
            json.name("serialNumber").text(certificate.serialNumber().value().toString(16));
            json.name("notBefore").time(certificate.notBefore());
            json.name("notAfter").time(certificate.notAfter());
            json.name("sha256").hex(certificate.fingerprint());
            return new Told(certificate, from, json.length());
        }
    }

    private static void path(JsonOctets json, ValidationAnswer.FoundPath path, Told target, JsonPieces memory) {
        json.beginObject();
        memory.write(json.name("anchor"), new Same(path.anchor()), w -> anchor(w, path.anchor()));
        json.name("certificates").array(path.certificates(), certificate -> {
            if (certificate.equals(target.certificate)) {
                target.againWithDer(json);
            } else {
                memory.write(json, new InPath(certificate), w -> Told.withDer(w, certificate, memory));
            }
        });
        json.name("policies").array(path.policies().stream().sorted().toList(), policy -> json.text(policy.toString()));
        json.name("evidence").array(path.evidence(), one -> memory.write(json, one, w -> evidence(w, one)));
        json.endObject();
    }

    private static void anchor(JsonOctets json, TrustAnchor anchor) {
        json.beginObject();
        json.name("name").text(anchor.name().toString());
        json.name("keySha256").hex(anchor.publicKey().der().sha256());
        anchor.certificate().ifPresent(c -> json.name("sha256").hex(c.fingerprint()));
        json.endObject();
    }

    private static void evidence(JsonOctets json, RevocationStatus.Evidence evidence) {
        json.beginObject();
        json.name("kind").text(evidence.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.name("sha256").hex(evidence.fingerprint());
        json.name("thisUpdate").time(evidence.thisUpdate());
        evidence.nextUpdate().ifPresent(next -> json.name("nextUpdate").time(next));
        json.endObject();
    }

    private void tried(JsonOctets json, CandidatePath path) {
        json.beginObject();
        path.anchor().ifPresent(anchor -> anchor(json.name("anchor"), anchor));
        json.name("findings").array(path.findings(), finding -> finding(json, finding));
        json.name("steps").array(path.steps(), step -> {
            json.beginObject();
            Told.object(json.name("certificate"), step.certificate(), none);
            json.name("findings").array(step.findings(), finding -> finding(json, finding));
            json.endObject();
        });
        json.endObject();
    }
}
