package kakehashi.collection;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;

/// A place of a domain, and what was had from it last.
///
/// @param place its URL, or `import:` and a digest
/// @param triedAt when it was last asked
/// @param had what it answered last, and when
/// @param trouble what has been wrong since
record CollectedSource(String place, Instant triedAt, Optional<Had> had, Optional<Trouble> trouble) {
    /// What starts the name of a source that somebody brought.
    static final String IMPORT = "import:";

    /// An answer.
    record Had(Instant at, Optional<String> tag, List<Bytes> pieces) {
        Had {
            pieces = List.copyOf(pieces);
        }
    }

    /// A failure.
    ///
    /// @param times how often in a row
    record Trouble(FetchFailure failure, String detail, int times) {}

    static CollectedSource imported(Bytes file, Instant at) {
        Had had = new Had(at, Optional.empty(), List.of(file));
        return new CollectedSource(IMPORT + file.sha256(), at, Optional.of(had), Optional.empty());
    }

    List<Bytes> pieces() {
        return had.map(Had::pieces).orElse(List.of());
    }

    CollectedSource answered(Instant at, FetchOutcome.Fetched fetched) {
        return new CollectedSource(
                place, at, Optional.of(new Had(at, fetched.tag(), fetched.pieces())), Optional.empty());
    }

    CollectedSource unchanged(Instant at) {
        return new CollectedSource(place, at, had.map(old -> new Had(at, old.tag, old.pieces)), Optional.empty());
    }

    CollectedSource failed(Instant at, FetchFailure failure, String detail) {
        int times = trouble.map(Trouble::times).orElse(0) + 1;
        return new CollectedSource(place, at, had, Optional.of(new Trouble(failure, detail, times)));
    }
}
