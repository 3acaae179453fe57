package kakehashi.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The frame of every page in the manner of the Digital Agency's design system: skip link, header, language switch,
/// menu, breadcrumbs, heading, footer.
///
/// @param site the name of the site
/// @param subtitle what stands beside it
/// @param menu words and path of the main menu
/// @param footer words and path of the links at the end
public record PageLayout(Words site, Words subtitle, List<MenuEntry> menu, List<MenuEntry> footer) {
    /// A layout with the product's own name and no menu.
    public static final PageLayout PLAIN =
            new PageLayout(LayoutWords.SITE.words(), LayoutWords.SITE_SUBTITLE.words(), List.of(), List.of());

    private static final int COOKIE_SECONDS = 365 * 24 * 3600;

    /// An entry of a menu.
    public record MenuEntry(Words words, String path) {}

    /// Keeps copies.
    public PageLayout {
        menu = List.copyOf(menu);
        footer = List.copyOf(footer);
    }

    /// The answer with that page in the language of the request. Asked with `?lang=`, it sets the cookie that keeps
    /// the choice.
    public Response answer(Request request, Page page) {
        return answer(200, request, page);
    }

    /// The same with another status, for a form that came back with errors.
    public Response answer(int status, Request request, Page page) {
        PageLanguage language = request.language();
        String markup = "<!DOCTYPE html>\n" + document(request, page).markup();
        Response response = Response.of(status)
                .withBody(
                        "text/html; charset=utf-8",
                        kakehashi.x509.Bytes.wrap(markup.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .with("Content-Language", language.code())
                .with("Vary", "Accept, Accept-Language, Cookie")
                .with("Cache-Control", CacheControl.REVALIDATED.value());
        Optional<PageLanguage> chosen =
                request.query().first(PageLanguage.CHOICE).flatMap(PageLanguage::of);
        return chosen.isEmpty()
                ? response
                : response.with(
                        "Set-Cookie",
                        PageLanguage.CHOICE + "=" + chosen.get().code() + "; Path=/; Max-Age=" + COOKIE_SECONDS
                                + "; SameSite=Lax; HttpOnly"
                                + (request.caller().isSecure() ? "; Secure" : ""));
    }

    private Html document(Request request, Page page) {
        PageLanguage language = request.language();
        String title = page.title() + " | " + site.in(language);
        Html head = Html.element("head")
                .add(
                        Html.element("meta").with("charset", "utf-8"),
                        Html.element("meta")
                                .with("name", "viewport")
                                .with("content", "width=device-width, initial-scale=1"),
                        Html.element("title").add(title),
                        Html.element("link").with("rel", "stylesheet").with("href", Assets.STYLE.path()),
                        Html.element("link").with("rel", "icon").with("href", Assets.ICON.path()),
                        Html.element("script").with("src", Assets.SCRIPT.path()).with("defer"));
        Html body = Html.element("body")
                .add(
                        Html.element("a", "kk-skip").with("href", "#main").add(LayoutWords.SKIP.in(language)),
                        header(request),
                        breadcrumbs(page, language),
                        Html.element("main", "kk-main")
                                .with("id", "main")
                                .with("tabindex", "-1")
                                .add(Html.element("h1").add(page.title()))
                                .add(page.body()),
                        footer(language));
        return Html.element("html").with("lang", language.code()).add(head, body);
    }

    private Html header(Request request) {
        PageLanguage language = request.language();
        Html name = Html.element("a", "kk-site")
                .with("href", "/")
                .add(
                        Html.element("span", "kk-site-name").add(site.in(language)),
                        Html.element("span", "kk-site-subtitle").add(subtitle.in(language)));
        Html bar = Html.element("div", "kk-header-bar").add(name, languages(request));
        return Html.element("header", "kk-header").add(bar, menu(request));
    }

    private Html menu(Request request) {
        PageLanguage language = request.language();
        if (menu.isEmpty()) {
            return Html.nothing();
        }
        return Html.element("nav", "kk-menu")
                .with("aria-label", LayoutWords.MENU.in(language))
                .add(list(
                        "ul", menu.stream().map(entry -> entry(entry, request)).toList()));
    }

    /// A page of the menu, marked where it is this one.
    private static Html entry(MenuEntry entry, Request request) {
        Html.Element link = Html.element("a").with("href", entry.path).add(entry.words.in(request.language()));
        return request.rawPath().equals(entry.path) ? link.with("aria-current", "page") : link;
    }

    private static List<Html> entries(List<MenuEntry> menu, PageLanguage language) {
        return menu.stream()
                .map(entry -> new Page.Link(entry.words.in(language), entry.path).html())
                .toList();
    }

    private static Html list(String kind, List<Html> entries) {
        return Html.element(kind)
                .add(entries.stream()
                        .map(entry -> Html.element("li").add(entry))
                        .toList());
    }

    /// The same page in the other language: for what was posted, the page at the same path.
    private static Html languages(Request request) {
        List<Html> links = new ArrayList<>();
        for (PageLanguage one : PageLanguage.values()) {
            Html.Element link = Html.element("a")
                    .with("href", request.rawPath() + query(request, one))
                    .with("lang", one.code())
                    .with("hreflang", one.code())
                    .add(one.ownName());
            links.add(one == request.language() ? link.with("aria-current", "true") : link);
        }
        return Html.element("nav", "kk-languages")
                .with("aria-label", LayoutWords.LANGUAGE.in(request.language()))
                .add(list("ul", links));
    }

    private static String query(Request request, PageLanguage language) {
        String choice = "?" + PageLanguage.CHOICE + "=" + language.code();
        String rest = request.method() == Method.GET
                ? request.query().without(PageLanguage.CHOICE).text()
                : "";
        return rest.isEmpty() ? choice : choice + "&" + rest;
    }

    private static Html breadcrumbs(Page page, PageLanguage language) {
        List<Html> places = new ArrayList<>();
        places.add(new Page.Link(LayoutWords.HOME.in(language), "/").html());
        page.crumbs().forEach(crumb -> places.add(crumb.html()));
        places.add(Html.element("span").with("aria-current", "page").add(page.title()));
        return Html.element("nav", "kk-breadcrumbs")
                .with("aria-label", LayoutWords.BREADCRUMBS.in(language))
                .add(list("ol", places));
    }

    private Html footer(PageLanguage language) {
        Html.Element about = Html.element("footer", "kk-footer")
                .add(
                        Html.element("p", "kk-footer-name").add(site.in(language)),
                        Html.element("p", "kk-footer-subtitle").add(subtitle.in(language)));
        return footer.isEmpty()
                ? about
                : about.add(Html.element("nav")
                        .with("aria-label", LayoutWords.FOOTER.in(language))
                        .add(list("ul", entries(footer, language))));
    }
}
