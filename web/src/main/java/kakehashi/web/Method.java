package kakehashi.web;

import java.util.Optional;

/// The methods of HTTP that a route can be asked with (RFC 9110 §9.3). Others are answered with 501.
public enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    DELETE,
    OPTIONS;

    /// The method of that name; empty for one that is not known. Names are case-sensitive (RFC 9110 §9.1).
    public static Optional<Method> named(String name) {
        for (Method method : values()) {
            if (method.name().equals(name)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }
}
