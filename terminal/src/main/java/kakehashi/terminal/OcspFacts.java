package kakehashi.terminal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kakehashi.console.Phrase;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertId;
import kakehashi.x509.CertificateStatus;
import kakehashi.x509.CrlReason;
import kakehashi.x509.Name;
import kakehashi.x509.OcspRequest;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.OcspResponseStatus;
import kakehashi.x509.ResponderId;
import kakehashi.x509.SingleResponse;

/// OCSP requests and responses in words.
final class OcspFacts {
    private OcspFacts() {}

    static List<Fact> of(OcspRequest request) {
        List<Fact> facts = new ArrayList<>();
        request.requestorName().ifPresent(name -> facts.add(new Fact(Label.NAME, NameFacts.of(name))));
        facts.add(Fact.items(
                Label.REQUESTS, request.requests(), single -> new Value.Group(certificate(single.certId()))));
        facts.add(ExtensionFacts.of(request.extensions()));
        request.signature().ifPresent(s -> facts.add(CertificateFacts.algorithm(s.algorithm())));
        return facts;
    }

    static List<Fact> of(OcspResponse response) {
        return switch (response) {
            case OcspResponse.Unsuccessful(OcspResponseStatus status) -> List.of(status(status));
            case OcspResponse.Successful(BasicOcspResponse basic) -> basic(basic);
        };
    }

    private static Fact status(OcspResponseStatus status) {
        Phrase words = switch (status) {
            case MALFORMED_REQUEST -> new Phrase("リクエストの形式が不正", "the request was malformed");
            case INTERNAL_ERROR -> new Phrase("レスポンダの内部エラー", "the responder had an internal error");
            case TRY_LATER -> new Phrase("後で再試行", "try later");
            case SIG_REQUIRED -> new Phrase("リクエストに署名が必要", "the request must be signed");
            case UNAUTHORIZED -> new Phrase("回答の権限がない", "not authorised");
        };
        return new Fact(Label.RESPONSE_STATUS, new Value.Coded(camelCase(status.name()), words));
    }

    private static String camelCase(String constant) {
        String[] parts = constant.toLowerCase(Locale.ROOT).split("_");
        StringBuilder text = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            text.append(Character.toUpperCase(parts[i].charAt(0))).append(parts[i].substring(1));
        }
        return text.toString();
    }

    private static List<Fact> basic(BasicOcspResponse basic) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(Label.RESPONSE_STATUS, new Value.Coded("successful", new Phrase("成功", "successful"))));
        facts.add(
                switch (basic.responderId()) {
                    case ResponderId.ByName(Name name) -> Fact.of(Label.RESPONDER, name.toString());
                    case ResponderId.ByKey(Bytes keyHash) -> Fact.of(Label.RESPONDER, keyHash);
                });
        facts.add(Fact.of(Label.PRODUCED_AT, basic.producedAt()));
        facts.add(CertificateFacts.algorithm(basic.signatureAlgorithm()));
        facts.add(Fact.items(Label.RESPONSES, basic.responses(), OcspFacts::single));
        facts.add(ExtensionFacts.of(basic.extensions()));
        facts.add(Fact.items(
                Label.CERTIFICATES,
                basic.certificates(),
                certificate -> new Value.Group(CertificateFacts.of(certificate))));
        return facts;
    }

    private static Value single(SingleResponse single) {
        List<Fact> facts = new ArrayList<>(certificate(single.certId()));
        switch (single.status()) {
            case CertificateStatus.Good() -> facts.add(status("good", new Phrase("有効", "good")));
            case CertificateStatus.Unknown() -> facts.add(status("unknown", new Phrase("不明", "unknown")));
            case CertificateStatus.Revoked(Instant time, Optional<CrlReason> reason) -> {
                facts.add(status("revoked", new Phrase("失効", "revoked")));
                facts.add(Fact.of(Label.REVOKED_AT, time));
                reason.ifPresent(r -> facts.add(new Fact(Label.REASON, NameFacts.of(r))));
            }
        }
        facts.add(Fact.of(Label.THIS_UPDATE, single.thisUpdate()));
        single.nextUpdate().ifPresent(time -> facts.add(Fact.of(Label.NEXT_UPDATE, time)));
        if (!single.extensions().isEmpty()) {
            facts.add(ExtensionFacts.of(single.extensions()));
        }
        return new Value.Group(facts);
    }

    private static Fact status(String code, Phrase words) {
        return new Fact(Label.STATUS, new Value.Coded(code, words));
    }

    private static List<Fact> certificate(CertId id) {
        List<Fact> facts = new ArrayList<>();
        CertificateFacts.addSerial(facts, id.serialNumber());
        facts.add(Fact.of(Label.HASH_ALGORITHM, id.hashAlgorithm().algorithm()));
        facts.add(Fact.of(Label.ISSUER_NAME_HASH, id.issuerNameHash()));
        facts.add(Fact.of(Label.ISSUER_KEY_HASH, id.issuerKeyHash()));
        return facts;
    }
}
