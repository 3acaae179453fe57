package kakehashi.terminal;

import java.util.List;
import java.util.Map;
import kakehashi.ceremony.CeremonyEvent;
import kakehashi.ceremony.CeremonyFile;
import kakehashi.ceremony.CeremonyStep;
import kakehashi.console.Phrase;
import kakehashi.console.Screen;
import kakehashi.contract.TwelveWords;
import kakehashi.path.Language;
import kakehashi.x509.Certificate;

/// The minutes as a page that needs nothing but itself: it prints on A4, or to a PDF, from any browser.
final class MinutesPage {
    private static final String STYLE = """
            @page { size: A4; margin: 20mm 18mm; }
            body { font-family: "Noto Sans JP", "Noto Sans", sans-serif; font-size: 10.5pt; line-height: 1.5;
                   max-width: 174mm; margin: 0 auto; color: #1a1a1c; }
            h1 { font-size: 18pt; } h2 { font-size: 12pt; break-after: avoid; margin: 8mm 0 2mm; }
            table { border-collapse: collapse; width: 100%; } th { text-align: left; width: 34mm; }
            th, td { border: 1px solid #767676; padding: 1mm 2mm; vertical-align: top; overflow-wrap: anywhere; }
            code { font-family: "Noto Sans Mono", monospace; font-size: 9pt; }
            section { break-inside: avoid; } td.sign { height: 14mm; width: 60mm; }
            """;
    private static final Map<Character, String> ENTITIES =
            Map.of('<', "&lt;", '>', "&gt;", '&', "&amp;", '"', "&quot;", '\'', "&#39;");

    private final CeremonyMinutes minutes;
    private final Language language;
    private final StringBuilder page = new StringBuilder();

    MinutesPage(CeremonyMinutes minutes, Language language) {
        this.minutes = minutes;
        this.language = language;
    }

    private String say(String japanese, String english) {
        return new Phrase(japanese, english).in(language);
    }

    /// The page.
    String html() {
        CeremonyFile file = minutes.file();
        String title = say("鍵生成セレモニー 議事録", "Minutes of the key ceremony") + " – "
                + file.heading().title();
        page.append("<!doctype html>\n<html lang=\"")
                .append(language == Language.JAPANESE ? "ja" : "en")
                .append("\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
                .append(safe(title))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(safe(title))
                .append("</h1>\n");
        heading(file);
        file.steps().forEach(this::step);
        signatures(file);
        return page.append("</body>\n</html>\n").toString();
    }

    private void heading(CeremonyFile file) {
        TwelveWords words = TwelveWords.of(minutes.installation());
        page.append("<table>\n");
        row(say("場所", "Place"), file.heading().place());
        List<CeremonyEvent> events = minutes.log().events();
        row(say("開始", "Begun"), events.getFirst().at().toString());
        row(say("終了", "Ended"), events.getLast().at().toString());
        code(say("手順書の SHA-256", "SHA-256 of the file"), file.digest().toString());
        code(say("設備の名前", "Installation"), minutes.installation().toString());
        row(
                say("12 語", "Twelve words"),
                String.join(" ", language == Language.JAPANESE ? words.kana() : words.romaji()));
        code(
                say("手順記録の SHA-256", "SHA-256 of the step log"),
                minutes.log().digest().toString());
        for (CeremonyFile.Officer officer : file.officers()) {
            row(say("担当職員", "Officer") + " " + officer.key(), officer.name() + " – " + officer.roles());
        }
        file.founding()
                .ifPresent(founded -> founded.custodians()
                        .forEach(one -> row(say("鍵管理者", "Custodian") + " " + one.key(), one.name())));
        page.append("</table>\n");
    }

    private void step(CeremonyStep step) {
        page.append("<section>\n<h2>")
                .append(safe(StepWords.title(step, language)))
                .append("</h2>\n<table>\n");
        if (!step.approvers().isEmpty()) {
            row(say("承認者", "Approved by"), String.join(", ", step.approvers()));
        }
        for (CeremonyEvent event : minutes.events(step)) {
            row(StepWords.words(event.kind()).in(language), event.at() + "  " + event.detail());
            event.order().ifPresent(order -> code(say("指図の SHA-256", "SHA-256 of the order"), order.toString()));
            if (event.kind() == CeremonyEvent.Kind.DONE) {
                event.digests()
                        .forEach(digest -> code(say("結果の SHA-256", "SHA-256 of the outcome"), digest.toString()));
            }
        }
        for (CeremonyMinutes.Kept kept : minutes.kept(step)) {
            row(say("ファイル", "File"), kept.name());
            if (kept.name().endsWith(".cer")) {
                certificate(Certificate.parse(kept.content()).orElseThrow());
            }
        }
        page.append("</table>\n</section>\n");
    }

    private void certificate(Certificate certificate) {
        row(say("所有者", "Subject"), certificate.subject().toString());
        row(say("発行者", "Issuer"), certificate.issuer().toString());
        code(
                say("シリアル番号", "Serial number"),
                certificate.serialNumber().contents().toString());
        row(say("有効期間", "Validity"), certificate.notBefore() + " – " + certificate.notAfter());
    }

    private void signatures(CeremonyFile file) {
        page.append("<section>\n<h2>").append(safe(say("署名", "Signatures"))).append("</h2>\n<table>\n");
        for (CeremonyFile.Present one : file.heading().people()) {
            page.append("<tr><th scope=\"row\">")
                    .append(safe(one.part()))
                    .append("</th><td>")
                    .append(safe(one.name()))
                    .append("</td><td class=\"sign\"></td></tr>\n");
        }
        page.append("</table>\n</section>\n");
    }

    private void row(String label, String value) {
        cell(label, safe(value));
    }

    private void code(String label, String value) {
        cell(label, "<code>" + safe(value) + "</code>");
    }

    private void cell(String label, String html) {
        page.append("<tr><th scope=\"row\">")
                .append(safe(label))
                .append("</th><td>")
                .append(html)
                .append("</td></tr>\n");
    }

    private static String safe(String text) {
        StringBuilder safe = new StringBuilder();
        for (char c : Screen.safe(text).toCharArray()) {
            safe.append(ENTITIES.getOrDefault(c, String.valueOf(c)));
        }
        return safe.toString();
    }
}
