package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import java.util.List;
import kakehashi.path.RevocationEvidence;
import kakehashi.testkit.BrowserPage;
import kakehashi.x509.Certificate;
import kakehashi.x509.Pem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The public pages in a real browser: accessible, reachable by keyboard, silent under the content security policy.
class ValidationPagesTest {
    private static final Path PICTURES = Path.of("target", "pictures");

    private static DoorScene scene;
    private static BrowserPage browser;

    @BeforeAll
    static void open() {
        assumeTrue(BrowserPage.chromium().isPresent(), "no Chromium on this machine");
        scene = new DoorScene();
        browser = BrowserPage.open("ja-JP", 1280, 900);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
            scene.close();
        }
    }

    /// Looks at the page that is open, in both languages.
    private static void look(String name) {
        String here = browser.page().url().split("\\?")[0];
        for (String language : List.of("ja", "en")) {
            browser.visit(here + "?lang=" + language);
            browser.picture(PICTURES.resolve(name + "-" + language + ".png"));
            assertThat(browser.page().getAttribute("html", "lang")).isEqualTo(language);
            assertThat(browser.violations()).as(name + " " + language).isEmpty();
            assertThat(browser.smallTargets(44)).as(name + " " + language).isEmpty();
        }
        browser.visit(here + "?lang=ja");
    }

    private static void drop(Certificate certificate) {
        browser.visit(scene.base + "/verify?lang=ja");
        browser.page()
                .setInputFiles(
                        "#field-file",
                        new FilePayload(
                                "証明書.cer",
                                "application/pkix-cert",
                                certificate.der().toArray()));
        browser.page().click("button[type=submit]");
        browser.page().waitForLoadState();
    }

    private static String heading() {
        return browser.page().textContent("h1");
    }

    /// A picture that could not be shown has no width of its own.
    private static boolean isPictureThere() {
        return Boolean.TRUE.equals(browser.page()
                .evaluate("() => Array.from(document.images).every(i => i.complete && i.naturalWidth > 100)"));
    }

    @Test
    void leadsFromTheDropToYesAndItsPicture() {
        browser.visit(scene.base + "/verify?lang=ja");
        look("verify");
        drop(scene.hanako.certificate());
        assertThat(heading()).isEqualTo("有効な証明書です");
        assertThat(isPictureThere()).isTrue();
        browser.page().click("summary");
        look("answer-yes");
        browser.page().click("figcaption a");
        browser.page().waitForLoadState();
        assertThat(browser.page().url()).contains("/path.svg");
        assertThat(browser.page().content()).contains("電子 花子").contains("<svg");
    }

    @Test
    void tellsEachNoWithItsClause() {
        drop(scene.revoked.certificate());
        assertThat(heading()).isEqualTo("失効している証明書です");
        assertThat(browser.page().textContent("main"))
                .contains("RFC 5280 §6.1.3 (a)(3)", "2025年12月29日 9:00:00（日本時間）に、未指定の理由（unspecified）により失効しました");
        assertThat(isPictureThere()).isTrue();
        look("answer-revoked");
        drop(scene.foreigner.certificate());
        assertThat(heading()).isEqualTo("発行元を確認できません");
        look("answer-stranger");
    }

    @Test
    void tellsThatItCannotBeToldNow() {
        scene.validation.replace(RevocationEvidence.empty());
        try {
            drop(scene.hanako.certificate());
            assertThat(heading()).isEqualTo("今は確認できません");
            look("answer-open");
        } finally {
            scene.validation.replace(scene.evidence());
        }
    }

    @Test
    void takesWhatIsPastedAndSaysWhatIsWrongWithIt() {
        browser.visit(scene.base + "/verify?lang=ja");
        browser.page().fill("#field-certificate", "証明書");
        browser.page().click("button[type=submit]");
        // The focus moves after the page was drawn; the wait fails the test when it does not.
        browser.page().waitForFunction("() => document.activeElement.getAttribute('role') === 'alert'");
        browser.picture(PICTURES.resolve("verify-wrong-ja.png"));
        assertThat(browser.violations()).isEmpty();
        browser.page().fill("#field-certificate", Pem.encode(scene.hanako.certificate()));
        browser.page().click("button[type=submit]");
        browser.page().waitForLoadState();
        assertThat(heading()).isEqualTo("有効な証明書です");
    }

    @Test
    void judgesAtATimeThatIsStated() {
        browser.visit(scene.base + "/verify?lang=ja");
        browser.page().fill("#field-certificate", Pem.encode(scene.hanako.certificate()));
        browser.page().fill("#field-at", "去年");
        browser.page().click("button[type=submit]");
        browser.page().waitForLoadState();
        assertThat(browser.page().textContent("main")).contains("日時として読み取れません");
        browser.page().fill("#field-at", "2001-01-01");
        browser.page().click("button[type=submit]");
        browser.page().waitForLoadState();
        assertThat(heading()).isEqualTo("有効な証明書ではありません");
        assertThat(browser.page().textContent("main")).contains("2001年1月1日");
    }

    @Test
    void isReachedByKeyboard() {
        browser.visit(scene.base + "/verify?lang=en");
        List<String> stops = browser.walk(13);
        assertThat(stops).startsWith("Skip to main content").contains("file", "certificate", "Validate");
    }

    @Test
    void showsTheAnswerOfASystemToItsKeyOnly() {
        browser.visit(scene.base + "/explain/00112233445566778899aabbccddeeff?lang=ja");
        assertThat(heading()).isEqualTo("この回答は表示できません");
        look("explain-other");
        browser.page().fill("#field-key", "no key");
        browser.page().click("button[type=submit]");
        assertThat(browser.page().textContent("main")).contains("この API キーで検証した回答ではない");
        assertThat(browser.violations()).isEmpty();
    }

    @Test
    void showsPoliciesAndTheApi() {
        browser.visit(scene.base + "/relying-party-policies");
        look("policies");
        browser.page().click("table a");
        browser.page().waitForLoadState();
        look("policy");
        browser.visit(scene.base + "/api");
        look("api");
    }

    @Test
    void fitsANarrowScreenWithoutScrollingSideways() {
        browser.page().setViewportSize(320, 700);
        for (String path : List.of("/verify", "/api", "/relying-party-policies")) {
            browser.visit(scene.base + path + "?lang=ja");
            assertThat(browser.page().evaluate("() => document.documentElement.scrollWidth"))
                    .as(path)
                    .isEqualTo(320);
            assertThat(browser.violations()).isEmpty();
        }
        drop(scene.hanako.certificate());
        browser.picture(PICTURES.resolve("answer-yes-narrow-ja.png"));
        assertThat(browser.page().evaluate("() => document.documentElement.scrollWidth"))
                .isEqualTo(320);
        browser.page().setViewportSize(1280, 900);
    }

    @AfterAll
    static void isSilent() {
        if (browser != null) {
            assertThat(browser.complaints())
                    .allMatch(complaint -> complaint.contains("404") || complaint.contains("422"));
        }
    }
}
