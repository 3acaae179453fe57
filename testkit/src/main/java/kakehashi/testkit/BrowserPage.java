package kakehashi.testkit;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A page in a real Chromium, for tests of what people see. It is the Chromium of the system; none is downloaded.
///
/// A room that uses it names Playwright and axe-core as test dependencies, which this room has as optional ones.
/// Everything that the browser complains about while the page is open is kept, so that a test can demand silence.
public final class BrowserPage implements AutoCloseable {
    private static final List<Path> CHROMIUM = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));
    private static final String AXE = "/axe.min.js";
    private static final String RUN_AXE = """
            async () => {
              const found = await axe.run(document, { runOnly: { type: 'tag', values:
                  ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } });
              return found.violations.map(v => v.id + ': ' + v.help + ' at '
                  + v.nodes.map(n => n.target.join(' ') + ' (' + n.failureSummary + ')').join('; '));
            }""";

    private final Playwright playwright;
    private final Browser browser;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private BrowserPage(Playwright playwright, Browser browser, BrowserContext context) {
        this.playwright = playwright;
        this.browser = browser;
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            if (Stream.of("error", "warning").anyMatch(message.type()::equals)) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequestFailed(request -> complaints.add("failed: " + request.url()));
    }

    /// Where the browser is; empty when this machine has none, and then a test is skipped with that reason.
    public static Optional<Path> chromium() {
        return CHROMIUM.stream().filter(Files::isExecutable).findFirst();
    }

    /// Opens a browser window.
    ///
    /// @param locale what it asks pages to speak, such as `ja-JP`
    /// @param width in CSS pixels
    /// @param height in CSS pixels
    public static BrowserPage open(String locale, int width, int height) {
        Path program = chromium().orElseThrow(() -> new IllegalStateException("no Chromium on this machine"));
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(locale)
                .setViewportSize(width, height)
                .setIgnoreHTTPSErrors(true));
        return new BrowserPage(playwright, browser, context);
    }

    /// The page, for all that Playwright can do.
    public Page page() {
        return page;
    }

    /// Goes to an address and waits until it is loaded.
    public void visit(String address) {
        page.navigate(address);
        page.waitForLoadState();
    }

    /// What axe-core finds against WCAG 2.2 A and AA and its own good practice; empty when nothing.
    public List<String> violations() {
        page.evaluate(axe());
        List<String> found = new ArrayList<>();
        if (page.evaluate(RUN_AXE) instanceof List<?> violations) {
            violations.forEach(one -> found.add(one.toString()));
        }
        return found;
    }

    /// What has the focus after so many presses of the Tab key, from the top of the page: the words or the name of
    /// each.
    public List<String> walk(int presses) {
        List<String> stops = new ArrayList<>();
        for (int i = 0; i < presses; i++) {
            page.keyboard().press("Tab");
            stops.add((String) page.evaluate("() => { const e = document.activeElement;"
                    + " return (e.getAttribute('aria-label') || e.innerText || e.name || e.tagName).trim(); }"));
        }
        return stops;
    }

    /// Everything on the page that can be clicked and is smaller than so many pixels in a direction, links within
    /// sentences left out (WCAG 2.2, 2.5.8).
    public List<String> smallTargets(int pixels) {
        Object found = page.evaluate("""
                least => Array.from(document.querySelectorAll('a, button, input, select, textarea'))
                  .filter(e => !e.closest('p, td, th, dd, h2') && !e.classList.contains('kk-skip'))
                  .filter(e => e.getBoundingClientRect().height < least || e.getBoundingClientRect().width < least)
                  .map(e => e.outerHTML.slice(0, 80))""", pixels);
        return found instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    /// Writes a picture of the whole page.
    public void picture(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }

    /// What the browser complained about so far: errors of scripts, violations of the content security policy,
    /// files that could not be loaded.
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    private static String axe() {
        try (InputStream in = BrowserPage.class.getResourceAsStream(AXE)) {
            if (in == null) {
                throw new IllegalStateException("axe-core is not a test dependency of this room");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
