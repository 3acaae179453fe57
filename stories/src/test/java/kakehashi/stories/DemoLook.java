package kakehashi.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kakehashi.testkit.BrowserPage;

/// Looks at the pages of a running demonstration in a real browser: accessible in both languages, on a narrow
/// screen without scrolling sideways, silent under the content security policy. Asked by the property
/// `kakehashi.pictures` it draws the pictures of the README anew.
final class DemoLook implements AutoCloseable {
    private static final Path PICTURES = Path.of("..", "docs", "pictures");
    private static final int WIDE = 1000;
    private static final int SMALL = 800;
    private static final int MARGIN = 16;
    private static final int NARROW = 375;
    private static final String GRAPH = "/demo/graph";
    private static final List<String> LANGUAGES = List.of("ja", "en");

    private static final Pattern CURL =
            Pattern.compile("curl -s (?<address>http\\S+) -H 'Authorization: (?<key>[^']+)' "
                    + "-H 'Content-Type: application/json' -d '@(?<file>[^']+)'");

    private final BrowserPage browser = BrowserPage.open("ja-JP", WIDE, 900);

    void at(String base) {
        for (String path : List.of("/demo", GRAPH, "/demo/import", "/repository", "/problems/", "/nowhere")) {
            for (String language : LANGUAGES) {
                browser.visit(base + path + "?lang=" + language);
                assertThat(browser.page().getAttribute("html", "lang")).isEqualTo(language);
                assertThat(browser.page().locator(".kk-menu a").count())
                        .as(path)
                        .isEqualTo(7);
                assertThat(browser.violations()).as(path + " " + language).isEmpty();
            }
            if (!path.equals(GRAPH)) {
                browser.page().setViewportSize(NARROW, 800);
                assertThat(browser.page().evaluate("() => document.documentElement.scrollWidth"))
                        .as(path)
                        .isEqualTo(NARROW);
                browser.page().setViewportSize(WIDE, 900);
            }
        }
        fits(base);
        answers(base);
        asks(base);
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("404"));
        if (Boolean.getBoolean("kakehashi.pictures")) {
            LANGUAGES.forEach(language -> draw(base, language));
        }
    }

    /// The graph is whole on the screen, without its frame scrolling, and in a size that can be read. The screen
    /// gets its width while no page is on it: a page that stands would fetch another picture, and not wait for it.
    private void fits(String base) {
        for (int width : new int[] {NARROW, 768, 1024, 1280, 1600}) {
            browser.page().navigate("about:blank");
            browser.page().setViewportSize(width, 900);
            browser.visit(base + GRAPH + "?lang=ja");
            Object[] seen = ((List<?>) browser.page().evaluate("""
                    async () => {
                      const frame = document.querySelector('.kk-picture-frame');
                      const picture = frame.querySelector('img');
                      await picture.decode();
                      const page = document.documentElement;
                      const over = frame.scrollWidth - frame.clientWidth + page.scrollWidth - page.clientWidth;
                      return [over, picture.width / picture.naturalWidth];
                    }""")).toArray();
            assertThat(((Number) seen[0]).intValue()).as("scrolls at " + width).isZero();
            assertThat(((Number) seen[1]).doubleValue()).as("scale at " + width).isBetween(0.7, 1.0);
        }
        browser.page().navigate("about:blank");
        browser.page().setViewportSize(WIDE, 900);
    }

    /// A button of the page leads to the answer, by the keyboard as well.
    private void answers(String base) {
        browser.visit(base + "/demo?lang=ja");
        button("市長").focus();
        browser.page().keyboard().press("Enter");
        browser.page().waitForURL("**/explain/**");
        assertThat(browser.page().textContent("h1")).isEqualTo("有効な証明書です");
        assertThat(browser.page().textContent("main")).contains("実演政府ルート認証局 → 実演ブリッジ認証局 → 実演地方公共団体ブリッジ認証局 → 実演組織認証局");
        assertThat(browser.violations()).isEmpty();
    }

    /// The line that the page shows for a terminal, with its key and its question, is answered by the JSON API.
    private void asks(String base) {
        browser.visit(base + "/demo?lang=ja");
        Matcher line = CURL.matcher(browser.page().textContent(".kk-verbatim"));
        assertThat(line.matches()).isTrue();
        APIResponse answer = browser.page()
                .request()
                .post(
                        line.group("address"),
                        RequestOptions.create()
                                .setHeader("Authorization", line.group("key"))
                                .setHeader("Content-Type", "application/json")
                                .setData(read(Path.of(line.group("file")))));
        assertThat(answer.text()).contains("\"result\":\"TotalPassed\"");
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Locator button(String words) {
        return browser.page().locator("button[aria-label*='" + words + "']").first();
    }

    private void draw(String base, String language) {
        APIResponse graph = browser.page().request().get(base + "/demo/graph-" + language + ".svg");
        write("graph-" + language + ".svg", graph.body());
        shoot(base, language, "ja".equals(language) ? "市長" : "mayor", "valid");
        shoot(base, language, "ja".equals(language) ? "名前制約" : "constraints", "refused");
        browser.visit(base + "/verify?lang=" + language);
        picture("verify-" + language + ".png");
    }

    private void shoot(String base, String language, String sample, String name) {
        browser.visit(base + "/demo?lang=" + language);
        button(sample).click();
        browser.page().waitForURL("**/explain/**");
        picture(name + "-" + language + ".png");
    }

    /// From the heading of the page to the end of its picture or form: small enough for a README.
    private void picture(String name) {
        browser.page().setViewportSize(SMALL, 900);
        double from = edge("h1", "top") - MARGIN;
        double to = edge(".kk-picture-frame, .kk-main form", "bottom") + MARGIN;
        write(
                name,
                browser.page()
                        .screenshot(new Page.ScreenshotOptions()
                                .setClip(0, from, SMALL, to - from)
                                .setFullPage(true)));
        browser.page().setViewportSize(WIDE, 900);
    }

    private double edge(String place, String side) {
        Object at = browser.page()
                .evaluate(
                        "place => Math.ceil(document.querySelector(place).getBoundingClientRect()." + side
                                + " + window.scrollY)",
                        place);
        return ((Number) at).doubleValue();
    }

    private static void write(String name, byte[] octets) {
        try {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name), octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        browser.close();
    }
}
