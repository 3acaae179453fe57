package kakehashi.terminal;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.OcspRequest;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.Parsed;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a structure is and what stands in it, or why it cannot be read.
///
/// @param kind what it is, or begins like
/// @param facts what stands in it; empty when it cannot be read
/// @param problem why it cannot be read
record Description(Optional<Kind> kind, List<Fact> facts, Optional<Problem> problem) {
    /// Why a structure cannot be read.
    record Problem(Phrase wrong) {
        InputProblem at(String place) {
            return new InputProblem(
                    ExitCode.MALFORMED,
                    place,
                    wrong,
                    new Phrase("--tree で、どこまで読めるかを確かめられます。", "See with --tree how far it can be read."));
        }
    }

    /// Tells what the DER is, by its content.
    static Description of(Bytes der) {
        Optional<Kind> kind = Kind.of(der);
        if (kind.isEmpty()) {
            return new Description(
                    kind,
                    List.of(),
                    Optional.of(new Problem(new Phrase("知っている形式のどれでもありません。", "is nothing that is known here."))));
        }
        return switch (kind.get()) {
            case CERTIFICATE -> of(Kind.CERTIFICATE, Certificate.parse(der), CertificateFacts::of);
            case CRL -> of(Kind.CRL, Crl.parse(der), CrlFacts::of);
            case CERTIFICATION_REQUEST ->
                of(Kind.CERTIFICATION_REQUEST, CertificationRequest.parse(der), BundleFacts::of);
            case CERTIFICATE_BUNDLE -> of(Kind.CERTIFICATE_BUNDLE, CertificateBundle.parse(der), BundleFacts::of);
            case OCSP_REQUEST -> of(Kind.OCSP_REQUEST, OcspRequest.parse(der), OcspFacts::of);
            case OCSP_RESPONSE -> of(Kind.OCSP_RESPONSE, OcspResponse.parse(der), OcspFacts::of);
            case CROSS_CERTIFICATE_PAIR ->
                of(Kind.CROSS_CERTIFICATE_PAIR, CrossCertificatePair.parse(der), BundleFacts::of);
        };
    }

    private static <T> Description of(Kind kind, Parsed<T> parsed, Function<T, List<Fact>> facts) {
        return switch (parsed) {
            case Parsed.Value<T>(T value) -> new Description(Optional.of(kind), facts.apply(value), Optional.empty());
            case Parsed.Malformed<T>(int offset, String reason) ->
                new Description(
                        Optional.of(kind), List.of(), Optional.of(new Problem(malformed(kind, reason, offset))));
        };
    }

    private static Phrase malformed(Kind kind, String reason, int offset) {
        return new Phrase(
                "形式の正しくない" + kind.words().japanese() + "です: " + reason + "（オクテット " + offset + "）",
                "is a malformed " + kind.words().english() + ": " + reason + " (at octet " + offset + ")");
    }

    Phrase words() {
        return kind.map(Kind::words).orElse(Phrase.same("?"));
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        kind.ifPresent(k -> node.put("kind", k.code()));
        problem.ifPresent(p -> node.put("problem", p.wrong().english()));
        node.setAll(JsonPage.of(facts));
        return node;
    }
}
