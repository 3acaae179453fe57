package kakehashi.validation;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kakehashi.drawing.GraphDrawing;
import kakehashi.drawing.GraphView;
import kakehashi.drawing.PathAnswer;
import kakehashi.path.CandidatePath;
import kakehashi.path.Check;
import kakehashi.path.Finding;
import kakehashi.path.Language;
import kakehashi.path.TrustAnchor;
import kakehashi.web.Blocks;
import kakehashi.web.PageLanguage;
import kakehashi.x509.Certificate;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;

/// An answer in a person's words, in one language: the verdict, one sentence, the reason, and the picture.
final class Explanation {
    private static final DateTimeFormatter JAPANESE_TIME =
            DateTimeFormatter.ofPattern("uuuu年M月d日 H:mm:ss", Locale.JAPAN);
    private static final DateTimeFormatter ENGLISH_TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm:ss", Locale.ENGLISH);
    private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

    private final ValidationAnswer answer;
    private final PageLanguage language;

    Explanation(ValidationAnswer answer, PageLanguage language) {
        this.answer = answer;
        this.language = language;
    }

    /// A moment as a reader of that language knows it: Japan's time in both.
    static String time(Instant time, PageLanguage language) {
        Instant whole = time.truncatedTo(ChronoUnit.SECONDS);
        return switch (language) {
            case JAPANESE -> JAPANESE_TIME.format(whole.atZone(JAPAN)) + "（日本時間）";
            case ENGLISH -> ENGLISH_TIME.format(whole.atZone(JAPAN)) + " JST";
        };
    }

    /// The part of a name by which people call its bearer.
    static String shortName(Name name) {
        if (name.isEmpty()) {
            return "–";
        }
        String last = name.relativeNames().getLast().getFirst().text().strip();
        return last.isEmpty() ? name.toString() : last;
    }

    /// What people call the bearer of a certificate: on a Japanese page its Japanese name, if the certificate has
    /// it.
    static String called(Certificate certificate, PageLanguage language) {
        return shortName(
                switch (language) {
                    case JAPANESE ->
                        certificate.subjectAltNames().stream()
                                .flatMap(Explanation::directory)
                                .findFirst()
                                .orElse(certificate.subject());
                    case ENGLISH -> certificate.subject();
                });
    }

    private static Stream<Name> directory(GeneralName name) {
        return name instanceof GeneralName.DirectoryName(Name directory) ? Stream.of(directory) : Stream.empty();
    }

    static String called(TrustAnchor anchor, PageLanguage language) {
        return anchor.certificate().map(one -> called(one, language)).orElseGet(() -> shortName(anchor.name()));
    }

    static Language wording(PageLanguage language) {
        return switch (language) {
            case JAPANESE -> Language.JAPANESE;
            case ENGLISH -> Language.ENGLISH;
        };
    }

    private boolean failedBy(Check... checks) {
        return answer.mainFinding()
                .map(Finding::check)
                .filter(check -> Stream.of(checks).anyMatch(check::equals))
                .isPresent();
    }

    private boolean isWithoutIssuer() {
        return !answer.isBuilt() && failedBy(Check.NO_PATH_TO_ANCHOR, Check.ISSUER_NOT_FOUND);
    }

    /// The verdict in a few words.
    String verdict() {
        PageWords words = switch (answer.verdict()) {
            case TOTAL_PASSED -> PageWords.YES;
            case TOTAL_FAILED -> refusal();
            case INDETERMINATE -> isWithoutIssuer() ? PageWords.NO_ISSUER : PageWords.NOT_NOW;
        };
        return words.in(language);
    }

    private PageWords refusal() {
        if (isWithoutIssuer()) {
            return PageWords.NO_ISSUER;
        }
        if (failedBy(Check.REVOKED)) {
            return PageWords.REVOKED;
        }
        return failedBy(Check.EXPIRED) ? PageWords.EXPIRED : PageWords.NO;
    }

    Blocks.Mood mood() {
        return switch (answer.verdict()) {
            case TOTAL_PASSED -> Blocks.Mood.SUCCESS;
            case TOTAL_FAILED -> Blocks.Mood.ERROR;
            case INDETERMINATE -> Blocks.Mood.WARNING;
        };
    }

    /// The verdict in a word.
    String tag() {
        PageWords words = switch (answer.verdict()) {
            case TOTAL_PASSED -> PageWords.TAG_YES;
            case TOTAL_FAILED -> PageWords.TAG_NO;
            case INDETERMINATE -> PageWords.TAG_OPEN;
        };
        return words.in(language);
    }

    /// A finding in a sentence for a person: times and reasons of revocation as people write them.
    String text(Finding finding) {
        return finding.text(wording(language), time -> time(time, language)).replace("（日本時間） ", "（日本時間）");
    }

    /// The answer in one sentence.
    String sentence() {
        String who = called(answer.question().target(), language);
        String when = time(answer.at(), language);
        return switch (answer.verdict()) {
            case TOTAL_PASSED ->
                PageWords.YES_SENTENCE.in(
                        language,
                        who,
                        answer.path().map(p -> called(p.anchor(), language)).orElse("–"),
                        when);
            case TOTAL_FAILED ->
                (isWithoutIssuer() ? PageWords.NO_ISSUER_SENTENCE : PageWords.NO_SENTENCE).in(language, who, when);
            case INDETERMINATE ->
                (isWithoutIssuer() ? PageWords.NO_ISSUER_SENTENCE : PageWords.NOT_NOW_SENTENCE).in(language, who, when);
        };
    }

    /// The path in one sentence.
    String pathSentence() {
        return answer.path()
                .map(path -> {
                    List<String> names = new ArrayList<>(List.of(called(path.anchor(), language)));
                    path.certificates().forEach(c -> names.add(called(c, language)));
                    return PageWords.PATH_SENTENCE.in(language, names.stream().collect(Collectors.joining(" → ")));
                })
                .orElseGet(() -> (answer.verdict() == Verdict.INDETERMINATE
                                ? PageWords.OPEN_PATH_SENTENCE
                                : PageWords.NO_PATH_SENTENCE)
                        .in(language));
    }

    /// The path, or the most instructive one of those that were tried, as a picture: all of them, with every loop
    /// of the graph, nobody can read. The others stand beside it in words.
    GraphDrawing picture() {
        return GraphDrawing.of(nearest(), answer.question().target(), GraphView.of(answer.at(), wording(language)));
    }

    private PathAnswer nearest() {
        Optional<PathAnswer.Held> held = answer.path()
                .filter(path -> path.proof() == ValidationAnswer.FoundPath.Proof.VALID)
                .map(path -> new PathAnswer.Held(path.anchor(), path.certificates()));
        List<CandidatePath> first =
                held.isPresent() ? List.of() : answer.tried().stream().limit(1).toList();
        return new PathAnswer(held, answer.missing(), first);
    }

    ValidationAnswer answer() {
        return answer;
    }

    PageLanguage language() {
        return language;
    }
}
