package kakehashi.web;

import java.util.Optional;
import kakehashi.x509.Bytes;

/// A handler that has answers ready for some requests, so that they are sent without a [Request] and a [Response]
/// being made (docs/adr/0022). Whatever it does not have ready goes to [#handle] as always.
///
/// It may be asked only on a route for POST with a literal path, or for GET whose template ends with a parameter
/// that takes all that is left. What is ready must not depend on anything of the request but on that question.
public interface ReadyHandler extends Handler {
    /// The answer of status 200, where it is ready. Must answer at once.
    Optional<ReadyAnswer> ready(Question question);

    /// What is asked.
    ///
    /// @param method GET or POST
    /// @param octets GET: what the last parameter of the template takes, as it was sent; POST: the body
    /// @param contentType the field of that name as it was sent; empty octets without one
    record Question(Method method, Bytes octets, Bytes contentType) {}
}
