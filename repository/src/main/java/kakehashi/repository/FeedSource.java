package kakehashi.repository;

import java.util.List;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.x509.Bytes;
import kakehashi.x509.SerialNumber;

/// Where batches come from. Nothing that it answers is believed.
public interface FeedSource {
    /// What it has at this moment.
    ///
    /// @param batches signed batches, beginning with the number that was asked for
    /// @param pulse the newest signed pulse
    record News(List<Bytes> batches, Optional<Bytes> pulse) {
        public News {
            batches = List.copyOf(batches);
        }
    }

    /// The batches from a number on.
    ///
    /// @throws RuntimeException when it does not answer
    News from(long number, int most);

    /// The file of that digest.
    ///
    /// @throws RuntimeException when it does not answer
    Optional<Bytes> file(Digest digest);

    /// A certificate that a batch named.
    ///
    /// @throws RuntimeException when it does not answer
    default Optional<Bytes> certificate(Id authority, SerialNumber serial, Digest digest) {
        return file(digest);
    }
}
