package kakehashi.web;

/// One thing that can be asked for.
///
/// @param method how; a route for GET answers HEAD as well
/// @param path the template of its path
/// @param bodyLimit octets of a body at most; a longer one is answered with 413 and never reaches the handler
/// @param intake how the handler gets the body
/// @param handler who answers
public record Route(Method method, String path, long bodyLimit, Intake intake, Handler handler) {
    /// How a handler gets the body of a request.
    public enum Intake {
        /// Whole, before the handler is called.
        WHOLE,
        /// As a stream that the handler reads while it comes in.
        STREAMED,
        /// Whole. It is a message of a protocol, mostly short, and its answer is in memory; so where a request is
        /// plain it is answered on the connection, without the library (docs/adr/0022).
        MESSAGE
    }

    /// Refuses a malformed template and a negative limit.
    public Route {
        PathTemplate.of(path);
        if (bodyLimit < 0) {
            throw new IllegalArgumentException("a limit is not negative: " + bodyLimit);
        }
        if (intake == Intake.MESSAGE && path.indexOf('{') >= 0) {
            throw new IllegalArgumentException("a path of messages has no parameters: " + path);
        }
    }

    /// A route for GET and HEAD; a body is not accepted.
    public static Route get(String path, Handler handler) {
        return new Route(Method.GET, path, 0, Intake.WHOLE, handler);
    }

    /// A route for POST with the octets it accepts at most.
    public static Route post(String path, long bodyLimit, Handler handler) {
        return new Route(Method.POST, path, bodyLimit, Intake.WHOLE, handler);
    }

    /// A route for POST of messages whose answers are in memory. Refuses a path with parameters.
    public static Route message(String path, long bodyLimit, Handler handler) {
        return new Route(Method.POST, path, bodyLimit, Intake.MESSAGE, handler);
    }

    /// A route for POST whose handler reads the body as a stream, for what is too large to hold.
    public static Route upload(String path, long bodyLimit, Handler handler) {
        return new Route(Method.POST, path, bodyLimit, Intake.STREAMED, handler);
    }
}
