package kakehashi.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;
import kakehashi.x509.MalformedDer;
import kakehashi.x509.Tag;

/// What one public node tells another of the feed, over HTTP:
///
/// ```asn1
/// News ::= SEQUENCE { batches SEQUENCE OF SignedBatch, pulse SignedPulse OPTIONAL }
/// ```
///
/// It carries no signature of its own: everything in it does.
final class FeedNews {
    static final String TYPE = "application/octet-stream";

    /// The most octets of batches in one answer; a single one may have more.
    static final int USUAL_OCTETS = 4 << 20;

    /// The most octets of an answer: the usual ones, and a largest batch.
    static final int MAX_OCTETS = 9 << 20;

    private FeedNews() {}

    static Bytes write(FeedSource.News news) {
        return DerWriter.write(w -> w.sequence(s -> {
            s.sequence(list -> news.batches().forEach(list::raw));
            news.pulse().ifPresent(s::raw);
        }));
    }

    /// Reads what a node answered; the pieces are not looked into.
    ///
    /// @throws IllegalArgumentException when it is something else
    static FeedSource.News read(Bytes der, int most) {
        try {
            DerReader reader = new DerReader(der);
            int outer = reader.enterSequence();
            int inner = reader.enterSequence();
            List<Bytes> batches = new ArrayList<>();
            while (reader.hasNext() && batches.size() < most) {
                batches.add(reader.element(Tag.SEQUENCE));
            }
            reader.leave(inner);
            Optional<Bytes> pulse = reader.hasNext() ? Optional.of(reader.element(Tag.SEQUENCE)) : Optional.empty();
            reader.leave(outer);
            reader.finish();
            return new FeedSource.News(batches, pulse);
        } catch (MalformedDer e) {
            throw new IllegalArgumentException("not news of a feed", e);
        }
    }
}
