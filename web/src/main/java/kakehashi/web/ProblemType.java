package kakehashi.web;

/// A kind of problem with a stable address (RFC 9457 §4). Once published it never changes its meaning or status.
///
/// @param name its last path segment: lower case words joined by hyphens
/// @param status the status code it is answered with
/// @param title what it is, in a few words; never differs between occurrences
/// @param advice what the caller can do
public record ProblemType(String name, int status, Words title, Words advice) {
    /// Where the types of this server are explained, one page each.
    public static final String PLACE = "/problems/";

    /// Refuses another form of name and a status that is no error.
    public ProblemType {
        if (!name.matches("[a-z]+(-[a-z]+)*") || status < 400 || status > 599) {
            throw new IllegalArgumentException("not a type of problem: " + name + " " + status);
        }
    }

    /// The `type` member: a relative reference from the root (RFC 9457 §3.1.1), where a page explains it.
    public String uri() {
        return PLACE + name;
    }
}
