package kakehashi.x509;

import java.math.BigInteger;
import java.util.Optional;

/// How an SCVP server fared with a request, with a word for people (RFC 5055 §4.4).
///
/// @param statusCode the status
/// @param errorMessage a text that says more
public record ResponseStatus(CvStatusCode statusCode, Optional<String> errorMessage) {
    /// The request was processed.
    public static final ResponseStatus OKAY = new ResponseStatus(CvStatusCode.OKAY, Optional.empty());

    static ResponseStatus read(DerReader reader) {
        int outer = reader.enterSequence();
        CvStatusCode code =
                Fields.optional(reader, Tag.ENUMERATED, CvStatusCode::read).orElse(CvStatusCode.OKAY);
        Optional<String> message = Fields.optional(reader, Tag.UTF8_STRING, r -> r.utf8String(Tag.UTF8_STRING));
        reader.leave(outer);
        return new ResponseStatus(code, message);
    }

    void write(DerWriter writer) {
        writer.sequence(s -> {
            if (statusCode != CvStatusCode.OKAY) {
                s.integer(Tag.ENUMERATED, BigInteger.valueOf(statusCode.code()));
            }
            errorMessage.ifPresent(text -> s.utf8String(Tag.UTF8_STRING, text));
        });
    }
}
