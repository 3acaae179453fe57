package kakehashi.web;

import java.util.List;

/// What stands on a page, in one language; [PageLayout] puts header and footer around it.
///
/// @param title its heading and the first part of the window's title
/// @param crumbs the pages above it, the home page left out
/// @param body what stands under the heading
public record Page(String title, List<Link> crumbs, List<Html> body) {
    /// A link of this server.
    ///
    /// @param words what it says
    /// @param path where it leads
    public record Link(String words, String path) {
        /// Refuses another host.
        public Link {
            if (!Address.isOfThisServer(path)) {
                throw new IllegalArgumentException("not a path of this server: " + path);
            }
        }

        Html html() {
            return Html.element("a").with("href", path).add(words);
        }
    }

    /// Keeps copies.
    public Page {
        crumbs = List.copyOf(crumbs);
        body = List.copyOf(body);
    }

    /// A page below the home page.
    public static Page of(String title, Html... body) {
        return new Page(title, List.of(), List.of(body));
    }
}
