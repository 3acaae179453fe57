package kakehashi.drawing;

/// The look of pictures, light and dark, inside the SVG. Text has a contrast of at least 4.5 : 1 to what is behind
/// it and lines of 3 : 1 (WCAG 2.2, 1.4.3 and 1.4.11); colour never carries a meaning alone.
final class Stylesheet {
    /// How many tints domains take turns with.
    static final int TINTS = 8;

    private static final String[] LIGHT_TINTS = {
        "#dfe9fb", "#e3f1df", "#fbe8d8", "#efe3f7", "#f7f0cf", "#d8f0f0", "#f9e1e8", "#e6e6e6"
    };
    private static final String[] DARK_TINTS = {
        "#20304d", "#20371f", "#43301f", "#382548", "#3b3613", "#153a3a", "#43222e", "#333333"
    };

    private static final String COMMON = """
            .k text{font-family:"Noto Sans JP","Noto Sans CJK JP","Hiragino Sans","Yu Gothic UI",Meiryo,\
            "Noto Sans",system-ui,sans-serif;font-size:11.5px;fill:var(--ink)}
            .k .h{font-size:18px;font-weight:700}
            .k .t{font-size:13px;font-weight:700}
            .k .d{font-size:10.5px;fill:var(--soft)}
            .k .b{font-size:10.5px;font-weight:700;fill:var(--line)}
            .k .m{fill:var(--soft)}
            .k .warn{fill:var(--warn);font-weight:700}
            .k .page{fill:var(--page)}
            .k .box{fill:var(--card);stroke:var(--edge);stroke-width:1}
            .k .anchor .box{stroke-width:3}
            .k .list .box{stroke-dasharray:2 2}
            .k .keyrow{fill:var(--row)}
            .k .wire{fill:none;stroke:var(--line);stroke-width:1.4}
            .k .tip{fill:var(--line)}
            .k .cross .wire{stroke-width:2.6}
            .k .bundle .wire{stroke:var(--edge)}
            .k .bundle .tip{fill:var(--edge)}
            .k .expired .wire,.k .notYetValid .wire{stroke:var(--warn);stroke-dasharray:7 4}
            .k .revoked .wire{stroke:var(--warn);stroke-dasharray:2 3}
            .k .refused .wire{stroke:var(--warn);stroke-dasharray:7 4}
            .k .expired .tip,.k .notYetValid .tip,.k .revoked .tip,.k .refused .tip{fill:var(--warn)}
            .k .holds .wire{stroke:var(--good);stroke-width:4;stroke-dasharray:none}
            .k .holds .tip{fill:var(--good)}
            """;

    private Stylesheet() {}

    static String css() {
        StringBuilder css = new StringBuilder();
        css.append(".k{--page:#ffffff;--card:#ffffff;--ink:#1a1a1a;--soft:#4d4d4d;--edge:#6b7280;--row:#eef1f5;")
                .append("--line:#1d4fa3;--warn:#b3261e;--good:#0b6b2e}\n");
        tints(css, LIGHT_TINTS);
        css.append(COMMON);
        css.append(
                        "@media (prefers-color-scheme:dark){\n.k{--page:#14161a;--card:#1d2026;--ink:#f0f0f0;--soft:#c3c7ce;")
                .append("--edge:#8f96a3;--row:#2a2e36;--line:#8ab4f8;--warn:#ff9a90;--good:#7fd99a}\n");
        tints(css, DARK_TINTS);
        css.append("}\n");
        return css.toString();
    }

    private static void tints(StringBuilder css, String[] tints) {
        for (int i = 0; i < TINTS; i++) {
            css.append(".k .band").append(i).append("{fill:").append(tints[i]).append("}\n");
        }
    }
}
