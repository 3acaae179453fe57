package kakehashi.web;

/// Answers a request. It runs on a virtual thread and may block; the limits of the listener bound its time.
@FunctionalInterface
public interface Handler {
    /// The answer. What a handler throws is a bug or an outage: the caller sees a problem with an incident id, or
    /// 503 for an [java.io.UncheckedIOException].
    Response handle(Request request) throws java.io.IOException;
}
