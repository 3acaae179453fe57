package kakehashi.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// A piece of a page. There is no way to make one from markup in a string: text is escaped, and elements are put
/// together of checked names, so that nothing that comes from outside can become markup.
public sealed interface Html {
    /// Words.
    record Text(String words) implements Html {}

    /// Several pieces, one after the other.
    record Group(List<Html> pieces) implements Html {
        /// Keeps a copy.
        public Group {
            pieces = List.copyOf(pieces);
        }
    }

    /// An element. Refuses names and attributes through which a script or a style could come in, and addresses with
    /// a scheme other than `https`, `http` and `mailto`; what a page loads must come from this server.
    record Element(String name, Map<String, String> attributes, List<Html> children) implements Html {
        private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
        private static final Pattern ATTRIBUTE = Pattern.compile("[a-z][a-zA-Z0-9]*(-[a-zA-Z0-9]+)*");
        private static final Set<String> REFUSED =
                Set.of("style", "iframe", "object", "embed", "base", "frame", "applet", "template", "noscript");
        private static final Set<String> REFUSED_ATTRIBUTES =
                Set.of("style", "srcdoc", "ping", "background", "formaction");
        private static final Set<String> VOID =
                Set.of("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr");

        /// Checks.
        public Element {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
            children = List.copyOf(children);
            if (!NAME.matcher(name).matches() || REFUSED.contains(name)) {
                throw new IllegalArgumentException("not an element of a page: " + name);
            }
            if (!children.isEmpty() && (VOID.contains(name) || name.equals("script"))) {
                throw new IllegalArgumentException(name + " has no content");
            }
            String of = name;
            attributes.forEach((attribute, value) -> check(of, attribute, value));
        }

        private static void check(String element, String attribute, String value) {
            String lower = attribute.toLowerCase(java.util.Locale.ROOT);
            boolean harmless = ATTRIBUTE.matcher(attribute).matches()
                    && !lower.startsWith("on")
                    && !REFUSED_ATTRIBUTES.contains(lower)
                    && !lower.equals("http-equiv");
            // An address holds no blank, so it is the only one of a srcset.
            boolean loads = Set.of("src", "srcset", "data", "poster").contains(lower);
            boolean leads = lower.equals("href") || lower.equals("action") || lower.equals("cite");
            if (!harmless
                    || loads && !Address.isOfThisServer(value)
                    || leads && !Address.mayLead(element.equals("link") || lower.equals("action"), value)) {
                throw new IllegalArgumentException("not an attribute of " + element + ": " + attribute);
            }
        }

        /// The same element with an attribute.
        public Element with(String attribute, String value) {
            Map<String, String> more = new LinkedHashMap<>(attributes);
            more.put(attribute, value);
            return new Element(name, more, children);
        }

        /// The same element with an attribute that has no value.
        public Element with(String attribute) {
            return with(attribute, "");
        }

        /// The same element with more inside.
        public Element add(Html... pieces) {
            return add(List.of(pieces));
        }

        /// The same element with more inside.
        public Element add(List<? extends Html> pieces) {
            List<Html> more = new ArrayList<>(children);
            more.addAll(pieces);
            return new Element(name, attributes, more);
        }

        /// The same element with words inside.
        public Element add(String words) {
            return add(new Text(words));
        }
    }

    /// Words, whatever they hold.
    static Html text(String words) {
        return new Text(words);
    }

    /// Nothing.
    static Html nothing() {
        return new Group(List.of());
    }

    /// Several pieces.
    static Html group(List<? extends Html> pieces) {
        return new Group(List.copyOf(pieces));
    }

    /// An empty element.
    static Element element(String name) {
        return new Element(name, Map.of(), List.of());
    }

    /// An element of a class of the style sheet.
    static Element element(String name, String styleClass) {
        return new Element(name, Map.of("class", styleClass), List.of());
    }

    /// The markup.
    default String markup() {
        StringBuilder out = new StringBuilder();
        write(this, out);
        return out.toString();
    }

    private static void write(Html piece, StringBuilder out) {
        switch (piece) {
            case Text text -> escape(text.words, out);
            case Group group -> group.pieces.forEach(one -> write(one, out));
            case Element element -> {
                out.append('<').append(element.name);
                element.attributes.forEach((name, value) -> {
                    out.append(' ').append(name);
                    if (!value.isEmpty() || name.equals("value") || name.equals("alt") || name.equals("href")) {
                        escape(value, out.append("=\""));
                        out.append('"');
                    }
                });
                out.append('>');
                element.children.forEach(one -> write(one, out));
                if (!Element.VOID.contains(element.name)) {
                    out.append("</").append(element.name).append('>');
                }
            }
        }
    }

    /// Escapes for text and for quoted attributes alike. Control characters, and those that turn the direction of
    /// reading so that a name looks like another, become U+FFFD.
    private static void escape(String words, StringBuilder out) {
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(isMisleading(c) ? '\ufffd' : c);
            }
        }
    }

    private static boolean isMisleading(char c) {
        return c < 0x20 && c != '\t' && c != '\n' && c != '\r'
                || c >= 0x7f && c < 0xa0
                || c >= 0x202a && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069;
    }
}
