package kakehashi.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The blocks of a page: cards, tables, notices, steps, tags, definition lists.
public final class Blocks {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'JST'").withZone(ZoneId.of("Asia/Tokyo"));

    private Blocks() {}

    /// What a notice or a tag says by its colour, and beside it by its words.
    public enum Mood {
        SUCCESS,
        ERROR,
        WARNING,
        INFORMATION;

        String styleClass() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        String words(PageLanguage language) {
            return switch (this) {
                case SUCCESS -> LayoutWords.SUCCESS.in(language);
                case ERROR -> LayoutWords.ERROR.in(language);
                case WARNING -> LayoutWords.WARNING.in(language);
                case INFORMATION -> LayoutWords.INFORMATION.in(language);
            };
        }
    }

    /// A term and what is said of it.
    public record Definition(String term, Html said) {}

    /// A heading of the second rank.
    public static Html heading(String words) {
        return Html.element("h2").add(words);
    }

    /// A paragraph.
    public static Html paragraph(String words) {
        return Html.element("p").add(words);
    }

    /// Something to be read letter by letter: a serial number, a fingerprint, an address.
    public static Html code(String words) {
        return Html.element("code", "kk-code").add(words);
    }

    /// A moment as Japan's clocks show it.
    public static Html time(Instant time) {
        return Html.element("time").with("datetime", time.toString()).add(TIME.format(time));
    }

    /// A fingerprint or serial number in groups of four for reading aloud; a copy holds no spaces.
    public static Html grouped(String digits) {
        Html.Element code = Html.element("code", "kk-code kk-grouped");
        for (int from = 0; from < digits.length(); from += 4) {
            code = code.add(
                    Html.element("span").add(digits.substring(from, Math.min(digits.length(), from + 4))),
                    Html.element("wbr"));
        }
        return code;
    }

    /// A notice. An error is announced by screen readers at once.
    public static Html banner(Mood mood, String title, Html body, PageLanguage language) {
        return banner(mood, mood.words(language), title, body);
    }

    /// A notice whose tag says something of its own.
    public static Html banner(Mood mood, String tag, String title, Html body) {
        return Html.element("section", "kk-banner kk-banner-" + mood.styleClass())
                .with("role", mood == Mood.ERROR ? "alert" : "status")
                .add(
                        Html.element("p", "kk-banner-title")
                                .add(
                                        Html.element("span", "kk-tag kk-tag-" + mood.styleClass())
                                                .add(tag),
                                        Html.text(" "),
                                        Html.element("strong").add(title)),
                        Html.element("div").add(body));
    }

    /// A short label for a state; the words say what the colour says.
    public static Html tag(Mood mood, String words) {
        return Html.element("span", "kk-tag kk-tag-" + mood.styleClass()).add(words);
    }

    /// A card that leads to a page.
    public static Html card(Page.Link link, Html body) {
        return Html.element("article", "kk-card")
                .add(
                        Html.element("h2", "kk-card-title").add(link.html()),
                        Html.element("div").add(body));
    }

    /// Cards side by side where there is room.
    public static Html cards(List<Html> cards) {
        return Html.element("div", "kk-cards").add(cards);
    }

    /// A table. It scrolls by itself where it is too wide, with the keyboard as well.
    ///
    /// @param caption what it shows
    /// @param columns the headings
    /// @param rows cells; the first of a row is its heading
    public static Html table(String caption, List<String> columns, List<List<Html>> rows) {
        Html head = Html.element("tr")
                .add(columns.stream()
                        .map(column -> Html.element("th").with("scope", "col").add(column))
                        .toList());
        List<Html> body = new ArrayList<>();
        for (List<Html> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("a row of " + row.size() + " cells for " + columns.size());
            }
            Html.Element line = Html.element("tr")
                    .add(Html.element("th").with("scope", "row").add(row.getFirst()));
            body.add(line.add(row.subList(1, row.size()).stream()
                    .map(cell -> Html.element("td").add(cell))
                    .toList()));
        }
        return Html.element("div", "kk-table")
                .with("role", "region")
                .with("aria-label", caption)
                .with("tabindex", "0")
                .add(Html.element("table")
                        .add(
                                Html.element("caption").add(caption),
                                Html.element("thead").add(head),
                                Html.element("tbody").add(body)));
    }

    /// Terms and what is said of them, such as the fields of a certificate.
    public static Html definitions(List<Definition> definitions) {
        Html.Element list = Html.element("dl", "kk-definitions");
        for (Definition one : definitions) {
            list = list.add(Html.element("div")
                    .add(Html.element("dt").add(one.term), Html.element("dd").add(one.said)));
        }
        return list;
    }

    /// A heading of the third rank.
    public static Html subheading(String words) {
        return Html.element("h3").add(words);
    }

    /// A link within this server.
    public static Html link(Page.Link link) {
        return link.html();
    }

    /// A list without an order.
    public static Html list(List<Html> items) {
        return Html.element("ul")
                .add(items.stream().map(item -> Html.element("li").add(item)).toList());
    }

    /// A picture that another route serves. It shrinks with the page; where it is too wide to be read then, its
    /// words stand in a table beside it.
    ///
    /// @param source the path of the picture
    /// @param words what it shows, for those who do not see it
    /// @param caption what stands under it
    public static Html picture(String source, String words, Html caption) {
        return picture("kk-picture", shown(source, words), words, caption);
    }

    /// The same of a picture that may be far larger than the page, such as a whole trust graph: it keeps the size
    /// in which it can be read, and its frame scrolls both ways.
    public static Html largePicture(String source, String words, Html caption) {
        return picture("kk-picture kk-picture-large", shown(source, words), words, caption);
    }

    /// A picture that is there in several widths, of which the browser shows the one that the screen has room for.
    ///
    /// @param widest the path of the picture for any wider screen
    /// @param narrower the paths of the others, by the width in px of the widest screen that gets them; narrow ones
    ///     first
    /// @param words what it shows, for those who do not see it
    /// @param caption what stands under it
    public static Html fittingPicture(
            String widest, SequencedMap<Integer, String> narrower, String words, Html caption) {
        Html.Element picture = Html.element("picture");
        for (Map.Entry<Integer, String> one : narrower.entrySet()) {
            picture = picture.add(Html.element("source")
                    .with("media", "(max-width: " + one.getKey() + "px)")
                    .with("srcset", one.getValue()));
        }
        return picture("kk-picture kk-picture-fitting", picture.add(shown(widest, words)), words, caption);
    }

    private static Html shown(String source, String words) {
        return Html.element("img").with("src", source).with("alt", words);
    }

    private static Html picture(String style, Html shown, String words, Html caption) {
        return Html.element("figure", style)
                .add(
                        Html.element("div", "kk-picture-frame")
                                .with("role", "region")
                                .with("aria-label", words)
                                .with("tabindex", "0")
                                .add(shown),
                        Html.element("figcaption").add(caption));
    }

    /// Something that is shown when it is asked for.
    public static Html disclosure(String summary, List<Html> body) {
        return Html.element("details", "kk-disclosure")
                .add(Html.element("summary").add(summary))
                .add(body);
    }

    /// A text of several lines that is shown letter by letter.
    public static Html verbatim(String label, String text) {
        return Html.element("pre", "kk-verbatim")
                .with("role", "region")
                .with("aria-label", label)
                .with("tabindex", "0")
                .add(Html.element("code").add(text));
    }

    /// The steps of a procedure.
    ///
    /// @param current the index of the step one stands at; all before it are done
    public static Html steps(List<String> names, int current, PageLanguage language) {
        List<Html> items = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            LayoutWords state = i < current
                    ? LayoutWords.STEP_DONE
                    : i == current ? LayoutWords.STEP_CURRENT : LayoutWords.STEP_AHEAD;
            Html.Element item = Html.element("li", i < current ? "kk-step kk-step-done" : "kk-step")
                    .add(
                            Html.element("span").add(names.get(i)),
                            Html.element("span", "kk-hidden").add(" (" + state.in(language) + ")"));
            items.add(i == current ? item.with("aria-current", "step") : item);
        }
        return Html.element("ol", "kk-steps")
                .with("aria-label", LayoutWords.STEPS.in(language))
                .add(items);
    }
}
