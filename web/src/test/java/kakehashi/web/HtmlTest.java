package kakehashi.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
    @Test
    void escapesTextAndAttributesAlike() {
        Html html = Html.element("p").with("title", "\"'<&>").add("</p><script>\"'&");
        assertThat(html.markup())
                .isEqualTo("<p title=\"&quot;&#39;&lt;&amp;&gt;\">&lt;/p&gt;&lt;script&gt;&quot;&#39;&amp;</p>");
    }

    @Test
    void showsControlAndDirectionCharactersAsUnknown() {
        assertThat(Html.text("a\u0000b\u001bc\u202ed\u2066e\u0085").markup())
                .isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffde\ufffd");
        assertThat(Html.text("葛󠄀 髙﨑 😀\n").markup()).isEqualTo("葛󠄀 髙﨑 😀\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"style", "iframe", "object", "base", "P", "a b", "a>", "", "script/", "svg:script"})
    void refusesElements(String name) {
        assertThatThrownBy(() -> Html.element(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"onclick", "onClick", "ONLOAD", "style", "srcdoc", "formaction", "a b", "x=\"", "", "http-equiv"
            })
    void refusesAttributes(String name) {
        assertThatThrownBy(() -> Html.element("p").with(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                " javascript:1",
                "java\nscript:1",
                "data:text/html,x",
                "vbscript:x",
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "https:evil",
                "relative",
                "/a b",
                "/ü",
                "blob:x",
                "mailto:"
            })
    void refusesAddressesThatLeadAstray(String address) {
        assertThatThrownBy(() -> Html.element("a").with("href", address)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void letsLinksLeadElsewhereButLoadsNothingFromThere() {
        assertThat(Html.element("a")
                        .with("href", "https://www.example.go.jp/a?b#c")
                        .markup())
                .contains("https://www.example.go.jp/a?b#c");
        for (String element : new String[] {"img", "script"}) {
            assertThatThrownBy(() -> Html.element(element).with("src", "https://cdn.example/x"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String several :
                new String[] {"https://cdn.example/x", "//cdn.example/x", "/x 1x, https://cdn.example/y"}) {
            assertThatThrownBy(() -> Html.element("source").with("srcset", several))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Html.element("link").with("href", "https://fonts.example/x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Html.element("form").with("action", "https://evil.example/"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void putsNothingIntoScriptsAndVoidElements() {
        assertThatThrownBy(() -> Html.element("script").add("alert(1)")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Html.element("br").add("x")).isInstanceOf(IllegalArgumentException.class);
    }
}
