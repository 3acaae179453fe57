package kakehashi.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import kakehashi.testkit.BrowserPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The sample pages in a real browser: accessible, reachable by keyboard, silent under the content security policy.
class BrowserTest {
    private static final Path PICTURES = Path.of("target", "pictures");

    private static WebServer server;
    private static BrowserPage browser;
    private static String base;

    @BeforeAll
    static void open() {
        assumeTrue(BrowserPage.chromium().isPresent(), "no Chromium on this machine");
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = WebServer.open(
                List.of(Listener.plain("public", any, SamplePages.routes())),
                new Metrics(),
                InstantSource.fixed(Instant.EPOCH));
        base = "http://localhost:" + server.port("public");
        browser = BrowserPage.open("ja-JP", 1280, 900);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
            server.close();
        }
    }

    @Test
    void hasNothingThatAxeFindsInEitherLanguage() {
        for (String path : List.of("/sample", "/form", "/problems/", "/problems/not-found", "/nowhere")) {
            for (String language : List.of("ja", "en")) {
                browser.visit(base + path + "?lang=" + language);
                browser.picture(PICTURES.resolve(
                        (path + "-" + language + ".png").substring(1).replace('/', '-')));
                assertThat(browser.page().getAttribute("html", "lang")).isEqualTo(language);
                assertThat(browser.violations()).as(path + " " + language).isEmpty();
                assertThat(browser.smallTargets(44)).as(path + " " + language).isEmpty();
            }
        }
        assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("404"));
    }

    @Test
    void marksThisPageInTheMenuAndSetsTheFooterInLineAtTheFoot() {
        browser.visit(base + "/form?lang=en");
        assertThat(browser.page().textContent(".kk-menu [aria-current=page]")).isEqualTo("Validation");
        browser.visit(base + "/nowhere?lang=en");
        assertThat(browser.page().evaluate("""
                () => new Set(Array.from(document.querySelectorAll('h1, .kk-footer p')).map(e =>
                    e.getBoundingClientRect().left + parseFloat(getComputedStyle(e).paddingLeft))).size""")).isEqualTo(1);
        assertThat(
                        browser.page()
                                .evaluate(
                                        "() => document.querySelector('.kk-footer').getBoundingClientRect().bottom - innerHeight"))
                .isEqualTo(0);
    }

    /// Else silence would prove nothing.
    @Test
    void wouldFindWhatIsInaccessible() {
        browser.visit(base + "/form?lang=en");
        browser.page().evaluate("() => document.querySelectorAll('label').forEach(label => label.remove())");
        assertThat(browser.violations()).anyMatch(violation -> violation.startsWith("label:"));
    }

    @Test
    void isReachedByKeyboardFromTheSkipLinkOn() {
        browser.visit(base + "/sample?lang=en");
        assertThat(browser.walk(8))
                .startsWith("Skip to main content", "Government PKI\nRepository", "日本語", "English", "Certificates");
        browser.visit(base + "/sample?lang=en");
        browser.walk(1);
        browser.page().keyboard().press("Enter");
        assertThat(browser.page().evaluate("() => document.activeElement.id")).isEqualTo("main");
    }

    @Test
    void keepsTheLanguageThatWasChosen() {
        browser.visit(base + "/sample?lang=ja");
        browser.page().click("a[hreflang=en]");
        assertThat(browser.page().textContent("h1")).isEqualTo("Certificates");
        browser.visit(base + "/form");
        assertThat(browser.page().textContent("h1")).isEqualTo("Verify a document");
    }

    @Test
    void leadsFromTheErrorSummaryIntoTheField() {
        browser.visit(base + "/form?lang=en");
        browser.page().click("button[type=submit]");
        // The page that answers moves the focus when it is there.
        browser.page().waitForFunction("() => document.activeElement.getAttribute('role') === 'alert'");
        browser.picture(PICTURES.resolve("form-wrong-en.png"));
        assertThat(browser.violations()).isEmpty();
        browser.page().click(".kk-banner-error a");
        assertThat(browser.page().evaluate("() => document.activeElement.name")).isEqualTo("document");
    }

    @Test
    void showsHostileStringsAsTheyAre() {
        browser.visit(base + "/form?lang=en");
        assertThat(browser.page().inputValue("#field-subject")).startsWith("<script>alert(1)</script>\"'&");
        assertThat(browser.page().inputValue("#field-remark")).isEqualTo("</textarea><img src=x onerror=alert(1)>");
    }

    @Test
    void namesTheFileThatWasChosen() {
        browser.visit(base + "/form?lang=en");
        browser.page()
                .setInputFiles(
                        "#field-document",
                        new com.microsoft.playwright.options.FilePayload(
                                "<b>notice.pdf", "application/pdf", new byte[] {1}));
        assertThat(browser.page().textContent(".kk-drop-chosen")).isEqualTo("Chosen files: <b>notice.pdf");
    }

    @Test
    void fitsANarrowScreenWithoutScrollingSideways() {
        browser.page().setViewportSize(320, 700);
        for (String path : List.of("/sample", "/form")) {
            browser.visit(base + path + "?lang=ja");
            browser.picture(PICTURES.resolve(path.substring(1) + "-narrow-ja.png"));
            assertThat(browser.page().evaluate("() => document.documentElement.scrollWidth"))
                    .isEqualTo(320);
            assertThat(browser.violations()).isEmpty();
        }
        browser.page().setViewportSize(1280, 900);
    }
}
