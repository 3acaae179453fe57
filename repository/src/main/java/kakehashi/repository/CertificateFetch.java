package kakehashi.repository;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.contract.Digest;
import kakehashi.x509.Bytes;

/// Fetches the certificates that batches named, and puts them on the shelf. One that is not there, or is another,
/// is asked for again after a moment.
final class CertificateFetch {
    /// How many may be awaited before further batches wait too: what each takes in memory is held in bounds so.
    static final int MOST_AWAITED = 8_192;

    private static final int MOST_FILES = 512;
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final CertificateShelf shelf;
    private final FeedSource source;
    private final InstantSource clock;
    private final Set<CertificateIndex.Key> missing = new HashSet<>();
    private Instant missingSince = Instant.MIN;

    CertificateFetch(CertificateShelf shelf, FeedSource source, InstantSource clock) {
        this.shelf = shelf;
        this.source = source;
        this.clock = clock;
    }

    /// What one round has done.
    ///
    /// @param arrived how many certificates came
    /// @param fault what is wrong
    record Round(int arrived, Optional<String> fault) {}

    /// Whether so many are awaited, and can be had, that no further batch is to be taken.
    boolean isBehind() {
        return shelf.wanting() - missing.size() > MOST_AWAITED;
    }

    /// One round.
    ///
    /// @throws RuntimeException when the source or the disk does not answer
    Round fetch() {
        if (shelf.wanting() == 0) {
            missing.clear();
            return new Round(0, Optional.empty());
        }
        forget();
        int arrived = 0;
        int asked = 0;
        Optional<String> fault = Optional.empty();
        for (Map.Entry<CertificateIndex.Key, Digest> one : shelf.awaited().entrySet()) {
            if (asked == MOST_FILES) {
                break;
            }
            if (missing.contains(one.getKey())) {
                continue;
            }
            asked++;
            Optional<String> wrong = fetch(one.getKey(), one.getValue());
            arrived += wrong.isEmpty() ? 1 : 0;
            fault = fault.or(() -> wrong);
        }
        return new Round(arrived, fault.or(this::stillMissing));
    }

    private void forget() {
        Instant now = clock.instant();
        if (now.isAfter(missingSince.plus(A_MOMENT)) || now.isBefore(missingSince)) {
            missing.clear();
            missingSince = now;
        }
    }

    private Optional<String> fetch(CertificateIndex.Key key, Digest digest) {
        Optional<Bytes> file = source.certificate(key.authority(), key.serial(), digest);
        Optional<String> wrong = file.isEmpty() ? Optional.of(words(key)) : shelf.put(key, file.get());
        if (wrong.isPresent()) {
            missing.add(key);
        }
        return wrong;
    }

    private static String words(CertificateIndex.Key key) {
        return "certificate " + key.serial() + " of " + key.authority() + " was named and is not there";
    }

    private Optional<String> stillMissing() {
        return missing.stream().map(CertificateFetch::words).findFirst();
    }
}
