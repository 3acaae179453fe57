package kakehashi.demo;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import kakehashi.demo.Telling.Held;
import kakehashi.validation.RelyingPartyPolicy;
import kakehashi.validation.Validation;
import kakehashi.validation.ValidationAnswer;
import kakehashi.validation.ValidationQuestion;
import kakehashi.validation.Verdict;
import kakehashi.x509.Certificate;

/// Real certificates are brought, and judged over their own graph.
final class ImportChapter {
    private final DemoWorld world;
    private final DemoPages pages;
    private final Telling telling;

    ImportChapter(DemoWorld world, DemoPages pages, Telling telling) {
        this.world = world;
        this.pages = pages;
        this.telling = telling;
    }

    void play(Path from) {
        telling.chapter("7. 実物の取り込み: " + from, "7. Real certificates: " + from);
        telling.step("CA 証明書を取り込みました", "CA certificates imported", () -> {
            DemoImports.Report report = pages.imports().addAll(from);
            pages.trust();
            return report.anchors() == 0
                    ? Held.no("自己署名証明書がありません", "there is no self-signed certificate among them")
                    : Held.yes(
                            report.files() + " ファイル、" + report.certificates() + " 枚、うち自己署名 " + report.anchors() + " 枚",
                            report.certificates() + " in " + report.files() + " files, " + report.anchors()
                                    + " self-signed");
        });
        telling.link(world.government().ports().url(DemoPages.IMPORT));
        if (pages.imports().anchors().isEmpty()) {
            return;
        }
        List<Certificate> anchors = pages.imports().anchors();
        Instant at = pages.imports().certificates().stream()
                .map(Certificate::notBefore)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        telling.step(
                at + " の時点で有効期間内の証明書に、認証パスが見つかりました",
                "at " + at + " paths are found to the certificates within their validity",
                () -> {
                    Validation validation = world.government().zone().validation();
                    DemoClient.await(() -> validation
                            .graph()
                            .certificates()
                            .containsAll(pages.imports().certificates()));
                    return paths(validation, anchors, at);
                });
    }

    /// All are judged at one stated time, so that the answer is the same on every day.
    private Held paths(Validation validation, List<Certificate> anchors, Instant at) {
        RelyingPartyPolicy policy = validation
                .policies()
                .find(DemoPolicies.imported(anchors, 1).id())
                .orElseThrow();
        List<Certificate> asked = pages.imports().certificates().stream()
                .filter(one -> !anchors.contains(one))
                .filter(one -> !at.isBefore(one.notBefore()) && !at.isAfter(one.notAfter()))
                .toList();
        List<ValidationAnswer> valid = asked.stream()
                .map(one -> validation.answer(ValidationQuestion.of(one, policy).at(at), at))
                .filter(answer -> answer.verdict() == Verdict.TOTAL_PASSED)
                .toList();
        int longest = valid.stream()
                .flatMap(answer -> answer.path().stream())
                .mapToInt(path -> path.certificates().size())
                .max()
                .orElse(0);
        String counts = valid.size() + " / " + asked.size();
        return valid.isEmpty()
                ? Held.no(counts, counts)
                : Held.yes(
                        counts + " 枚、最長 " + longest + " 枚のパス",
                        counts + ", the longest path of " + longest + " certificates");
    }
}
