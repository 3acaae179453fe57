package kakehashi.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All that a listener answers. A literal path goes before a template; templates are tried in their order.
public final class Routes {
    private final Map<String, Map<Method, Route>> literal = new HashMap<>();
    private final List<Pattern> patterns = new ArrayList<>();
    private final PageLayout layout;

    private record Pattern(PathTemplate path, Map<Method, Route> routes) {}

    /// What was found for a request.
    sealed interface Match {
        /// A route and the parameters of its path.
        record Found(Route route, Map<String, String> captured) implements Match {}

        /// The path is known, the method is not.
        record OtherMethods(Set<Method> allowed) implements Match {}

        /// Nothing is there.
        record Nothing() implements Match {}
    }

    private Routes(List<Route> routes, PageLayout layout) {
        this.layout = layout;
        for (Route route : routes) {
            Map<Method, Route> place = place(PathTemplate.of(route.path()));
            if (place.put(route.method(), route) != null) {
                throw new IllegalArgumentException("two routes for " + route.method() + " " + route.path());
            }
        }
    }

    /// The routes of a listener. Refuses two for the same method and template.
    public static Routes of(List<Route> routes) {
        return new Routes(routes, PageLayout.PLAIN);
    }

    /// The routes of a listener. Refuses two for the same method and template.
    public static Routes of(Route... routes) {
        return new Routes(Arrays.asList(routes), PageLayout.PLAIN);
    }

    /// The routes of a listener whose problems are shown in the frame of its site, so that a person who went astray
    /// finds the menu. Refuses two for the same method and template.
    public static Routes of(PageLayout site, List<Route> routes) {
        return new Routes(routes, site);
    }

    /// The frame in which problems are shown.
    PageLayout layout() {
        return layout;
    }

    /// All routes, in no order.
    List<Route> all() {
        List<Route> all = new ArrayList<>();
        literal.values().forEach(routes -> all.addAll(routes.values()));
        patterns.forEach(pattern -> all.addAll(pattern.routes.values()));
        return all;
    }

    private Map<Method, Route> place(PathTemplate path) {
        if (path.isLiteral()) {
            return literal.computeIfAbsent(path.text(), p -> new EnumMap<>(Method.class));
        }
        for (Pattern pattern : patterns) {
            if (pattern.path.equals(path)) {
                return pattern.routes;
            }
        }
        Pattern pattern = new Pattern(path, new EnumMap<>(Method.class));
        patterns.add(pattern);
        return pattern.routes;
    }

    Match find(Method method, Target target) {
        if (target.equals(Target.ASTERISK)) {
            return new Match.OtherMethods(methods());
        }
        Set<Method> others = EnumSet.noneOf(Method.class);
        Map<Method, Route> exact = literal.get(target.rawPath());
        if (exact != null) {
            Optional<Route> route = choose(exact, method, others);
            if (route.isPresent()) {
                return new Match.Found(route.get(), Map.of());
            }
        }
        for (Pattern pattern : patterns) {
            Optional<Map<String, String>> captured = pattern.path.match(target.segments());
            if (captured.isPresent()) {
                Optional<Route> route = choose(pattern.routes, method, others);
                if (route.isPresent()) {
                    return new Match.Found(route.get(), captured.get());
                }
            }
        }
        return others.isEmpty() ? new Match.Nothing() : new Match.OtherMethods(others);
    }

    /// What any of the routes can be asked with.
    private Set<Method> methods() {
        Set<Method> methods = EnumSet.of(Method.OPTIONS);
        for (Route route : all()) {
            methods.add(route.method());
            if (route.method() == Method.GET) {
                methods.add(Method.HEAD);
            }
        }
        return methods;
    }

    private static Optional<Route> choose(Map<Method, Route> routes, Method method, Set<Method> others) {
        Route route = routes.get(method == Method.HEAD && !routes.containsKey(Method.HEAD) ? Method.GET : method);
        if (route == null) {
            others.addAll(routes.keySet());
            if (routes.containsKey(Method.GET)) {
                others.add(Method.HEAD);
            }
            others.add(Method.OPTIONS);
        }
        return Optional.ofNullable(route);
    }
}
