package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.console.ExitCode;
import kakehashi.console.Phrase;
import kakehashi.path.Language;
import kakehashi.profiles.CertificateDifference;
import kakehashi.profiles.CertificateDifference.Change;
import kakehashi.profiles.CertificateDifference.Field;
import kakehashi.profiles.PreparationRefusal;
import kakehashi.profiles.ProfilePreview;
import kakehashi.x509.Certificate;
import kakehashi.x509.Extension;
import kakehashi.x509.Extensions;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A preview for a person or a program.
record PreviewPage(ProfilePreview preview) {
    private static final List<Label> AFTER_SIGNING =
            List.of(Label.OCTETS, Label.FINGERPRINT_SHA256, Label.FINGERPRINT_SHA1);
    private static final Phrase UNSIGNED = new Phrase(
            "署名前の証明書（シリアル番号は署名時に決まります）", "The certificate before it is signed (the serial number is drawn at signing)");

    ExitCode code() {
        return switch (preview) {
            case ProfilePreview.Shown shown -> ExitCode.YES;
            case ProfilePreview.Refused refused -> ExitCode.NO;
        };
    }

    List<String> lines(Language language) {
        List<String> lines = new ArrayList<>();
        switch (preview) {
            case ProfilePreview.Refused(List<PreparationRefusal> refusals) -> {
                lines.add(
                        new Phrase("このプロファイルでは発行できません。", "The profile does not allow this certificate.").in(language));
                refusals.forEach(r -> lines.add("  - " + r.text(language) + "  ["
                        + r.rule().id() + "; " + r.rule().clause() + "]"));
            }
            case ProfilePreview.Shown(Certificate certificate, Optional<CertificateDifference> difference) -> {
                lines.add(UNSIGNED.in(language));
                lines.addAll(TextPage.lines(facts(certificate), language, 2));
                difference.ifPresent(d -> addDifference(d, lines, language));
            }
        }
        return lines;
    }

    /// What is known before signing: no size and no fingerprint.
    private static List<Fact> facts(Certificate certificate) {
        return CertificateFacts.of(certificate).stream()
                .filter(fact -> !AFTER_SIGNING.contains(fact.label()))
                .toList();
    }

    private static void addDifference(CertificateDifference difference, List<String> lines, Language language) {
        lines.add("");
        lines.add((difference.isEmpty()
                        ? new Phrase("更新前の証明書との違いはありません。", "Nothing differs from the certificate that it renews.")
                        : new Phrase(
                                "更新前の証明書との違い（- 更新前、+ 更新後）",
                                "What differs from the certificate that it renews (- before, + after)"))
                .in(language));
        for (Change change : difference.changes()) {
            before(difference, change).forEach(fact -> add("  - ", fact, lines, language));
            after(difference, change).forEach(fact -> add("  + ", fact, lines, language));
        }
    }

    private static void add(String sign, Fact fact, List<String> lines, Language language) {
        lines.add(sign + fact.label().words().in(language) + ": " + TextPage.text(fact.value(), language));
    }

    private static List<Fact> before(CertificateDifference difference, Change change) {
        return switch (change) {
            case Change.OfField(Field field) -> List.of(field(difference.before(), field));
            case Change.Removed(Extension extension) -> List.of(extension(extension));
            case Change.OfExtension(Extension before, Extension after) -> List.of(extension(before));
            case Change.Added added -> List.of();
        };
    }

    private static List<Fact> after(CertificateDifference difference, Change change) {
        return switch (change) {
            case Change.OfField(Field field) -> List.of(field(difference.after(), field));
            case Change.Added(Extension extension) -> List.of(extension(extension));
            case Change.OfExtension(Extension before, Extension after) -> List.of(extension(after));
            case Change.Removed removed -> List.of();
        };
    }

    private static Fact extension(Extension extension) {
        return ExtensionFacts.of(Extensions.of(List.of(extension)));
    }

    private static Fact field(Certificate certificate, Field field) {
        return switch (field) {
            case VERSION -> Fact.of(Label.VERSION, certificate.version());
            case SERIAL_NUMBER ->
                Fact.of(Label.SERIAL_NUMBER, certificate.serialNumber().contents());
            case SIGNATURE_ALGORITHM -> CertificateFacts.algorithm(certificate.tbsSignatureAlgorithm());
            case ISSUER -> Fact.of(Label.ISSUER, certificate.issuer().toString());
            case NOT_BEFORE -> Fact.of(Label.NOT_BEFORE, certificate.notBefore());
            case NOT_AFTER -> Fact.of(Label.NOT_AFTER, certificate.notAfter());
            case SUBJECT -> Fact.of(Label.SUBJECT, certificate.subject().toString());
            case PUBLIC_KEY ->
                Fact.of(
                        Label.PUBLIC_KEY,
                        certificate.subjectPublicKeyInfo() + " "
                                + certificate.subjectPublicKeyInfo().keyIdentifier());
            case EXTENSION_ORDER ->
                Fact.items(Label.EXTENSIONS, certificate.extensions().all(), e -> new Value.Identifier(e.id()));
        };
    }

    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        switch (preview) {
            case ProfilePreview.Refused(List<PreparationRefusal> refusals) -> {
                ArrayNode list = node.putArray("refusals");
                refusals.forEach(r -> list.addObject()
                        .put("rule", r.rule().id())
                        .put("clause", r.rule().clause())
                        .put("problem", r.text(Language.ENGLISH)));
            }
            case ProfilePreview.Shown(Certificate certificate, Optional<CertificateDifference> difference) -> {
                node.set("certificate", JsonPage.of(facts(certificate)));
                difference.ifPresent(d -> {
                    ArrayNode list = node.putArray("difference");
                    d.changes().forEach(change -> {
                        ObjectNode one = list.addObject();
                        one.set("before", JsonPage.of(before(d, change)));
                        one.set("after", JsonPage.of(after(d, change)));
                    });
                });
            }
        }
        return node;
    }
}
