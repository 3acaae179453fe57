package kakehashi.collection;

import java.util.Optional;
import kakehashi.x509.Bytes;

/// How a place is asked.
///
/// @param tag the mark of the version that we have
/// @param body an OCSP request to be posted
record FetchAsk(Optional<String> tag, Optional<Bytes> body) {
    /// For whatever is there.
    static final FetchAsk PLAIN = new FetchAsk(Optional.empty(), Optional.empty());

    static FetchAsk unless(Optional<String> tag) {
        return new FetchAsk(tag.filter(text -> text.matches("(W/)?\"[\\x21\\x23-\\x7e]{0,200}\"")), Optional.empty());
    }

    static FetchAsk ocsp(Bytes request) {
        return new FetchAsk(Optional.empty(), Optional.of(request));
    }
}
