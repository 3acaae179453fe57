package kakehashi.collection;

import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// What came of asking a place outside.
public sealed interface FetchOutcome {
    /// Octets came: one body over HTTP, the values of the attributes over LDAP. Nothing of them is believed yet.
    ///
    /// @param tag the server's mark of this version (RFC 9110 §8.8.3), to be told next time
    record Fetched(List<Bytes> pieces, Optional<String> tag) implements FetchOutcome {
        public Fetched {
            pieces = List.copyOf(pieces);
        }
    }

    /// It is what it was when the server gave the tag that it was asked with.
    record Unchanged() implements FetchOutcome {}

    /// Nothing came.
    ///
    /// @param detail a word for the operator: a status, an address; never content
    record Failed(FetchFailure failure, String detail) implements FetchOutcome {}
}
