package kakehashi.contract;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// Files that other nodes of an installation serve over HTTP: the port between the room that follows their feed and
/// the one that may speak to the outside. Nothing that comes is believed for where it came from.
public interface NodeFiles {
    /// What is asked for.
    ///
    /// @param place an `http` URL at a node that the operator named
    /// @param tag the mark of the version that we have (RFC 9110 §8.8.3)
    /// @param octets the most that is read of the answer, its head included
    /// @param patience the longest from the first step to the last octet
    record Ask(URI place, Optional<String> tag, int octets, Duration patience) {}

    /// What came of it.
    sealed interface Answer {
        /// The file.
        ///
        /// @param tag the node's mark of this version, to be told next time
        record Had(Bytes octets, Optional<String> tag) implements Answer {}

        /// It is what it was under the tag that was told.
        record Same() implements Answer {}

        /// The node has no such file.
        record Missing() implements Answer {}

        /// Nothing usable came.
        ///
        /// @param word why, as a stable word such as `too-slow`
        record Failed(String word) implements Answer {}
    }

    /// Asks one node once. Redirects are not followed.
    Answer fetch(Ask ask);
}
