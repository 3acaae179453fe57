package kakehashi.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import kakehashi.path.Language;

/// A report as a table of fixed columns.
final class ReportTable {
    private static final int FIGURE = 10;

    private ReportTable() {}

    private record Column(String japanese, String english) {
        String title(Language language) {
            return switch (language) {
                case JAPANESE -> japanese;
                case ENGLISH -> english;
            };
        }
    }

    private static final List<Column> COLUMNS = List.of(
            new Column("件数", "cases"),
            new Column("有効正答", "valid ok"),
            new Column("無効正答", "invalid ok"),
            new Column("誤受入", "accepted!"),
            new Column("誤拒否", "rejected!"),
            new Column("既知相違", "divergent"),
            new Column("意外正答", "unexpected"),
            new Column("採点外", "unscored"),
            new Column("エラー", "errors"),
            new Column("中央値", "median"));

    static List<String> lines(ConformanceReport report, Language language) {
        Column suite = new Column("スイート", "suite");
        Column total = new Column("合計", "total");
        int width = 2
                + Stream.concat(
                                report.rows().keySet().stream(),
                                Stream.of(suite.title(language), total.title(language)))
                        .mapToInt(ReportTable::width)
                        .max()
                        .orElse(0);
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(left(suite.title(language), width));
        COLUMNS.forEach(column -> head.append(right(column.title(language), FIGURE + 1)));
        lines.add(head.toString());
        report.rows().forEach((name, figures) -> lines.add(line(left(name, width), figures)));
        lines.add(line(left(total.title(language), width), report.total()));
        return lines;
    }

    private static String line(String name, SuiteFigures figures) {
        StringBuilder line = new StringBuilder(name).append(right(String.valueOf(figures.cases()), FIGURE + 1));
        for (Score score : Score.values()) {
            int count = figures.count(score);
            line.append(right(count == 0 ? "–" : String.valueOf(count), FIGURE + 1));
        }
        return line.append(right(time(figures.medianNanos()), FIGURE + 1)).toString();
    }

    private static String time(long nanos) {
        return nanos < 1_000_000
                ? String.format(Locale.ROOT, "%.0f µs", nanos / 1e3)
                : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }

    private static String left(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    private static String right(String text, int columns) {
        return " ".repeat(Math.max(0, columns - width(text))) + text;
    }

    /// Columns on a screen: our own Japanese titles are all wide characters.
    private static int width(String text) {
        return text.codePoints().map(c -> c >= 0x2e80 ? 2 : 1).sum();
    }
}
