package kakehashi.demo;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import kakehashi.demo.Telling.Held;
import kakehashi.validation.RelyingPartyPolicy;
import kakehashi.validation.Validation;
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
        telling.step("期間内の証明書に認証パスが見つかりました", "paths are found to those within their time", () -> {
            Validation validation = world.government().zone().validation();
            DemoClient.await(() -> validation
                    .graph()
                    .certificates()
                    .containsAll(pages.imports().certificates()));
            return paths(validation, anchors);
        });
    }

    /// Each is judged at the middle of its validity, so that the answer is the same on every day.
    private Held paths(Validation validation, List<Certificate> anchors) {
        RelyingPartyPolicy policy = validation
                .policies()
                .find(DemoPolicies.imported(anchors, 1).id())
                .orElseThrow();
        int valid = 0;
        int all = 0;
        int longest = 0;
        for (Certificate one : pages.imports().certificates()) {
            if (anchors.contains(one)) {
                continue;
            }
            Instant middle = Instant.ofEpochSecond(
                    (one.notBefore().getEpochSecond() + one.notAfter().getEpochSecond()) / 2);
            var answer = validation.answer(ValidationQuestion.of(one, policy).at(middle), middle);
            all++;
            valid += answer.verdict() == Verdict.TOTAL_PASSED ? 1 : 0;
            longest = Math.max(
                    longest,
                    answer.path().map(path -> path.certificates().size()).orElse(0));
        }
        String counts = valid + " / " + all;
        return valid > 0
                ? Held.yes(
                        counts + " 枚、最長 " + longest + " 枚のパス",
                        counts + ", the longest path of " + longest + " certificates")
                : Held.no(counts, counts);
    }
}
