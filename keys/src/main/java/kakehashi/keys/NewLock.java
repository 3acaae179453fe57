package kakehashi.keys;

import java.util.List;

/// How a software token is to be locked.
public sealed interface NewLock {
    /// The shortest passphrase that a lock takes, in octets of UTF-8.
    int LEAST_PASSPHRASE = 8;

    /// What one try of a passphrase costs.
    PassphraseCost cost();

    /// By one passphrase.
    record Passphrase(Secret passphrase, PassphraseCost cost) implements NewLock {}

    /// By so many of the custodians, whichever they are: each holds a share of the key under an own passphrase.
    ///
    /// @param threshold how many it takes, from 2 on
    record Quorum(int threshold, List<Custodian> custodians, PassphraseCost cost) implements NewLock {
        /// @throws IllegalArgumentException for a threshold below 2 or above the number of custodians, for more
        /// than
        ///     255 custodians, and for two of one name
        public Quorum {
            custodians = List.copyOf(custodians);
            long names = custodians.stream().map(Custodian::name).distinct().count();
            if (threshold < 2
                    || threshold > custodians.size()
                    || custodians.size() > SecretSharing.MOST_SHARES
                    || names < custodians.size()) {
                throw new IllegalArgumentException("no quorum of " + threshold + " among " + names);
            }
        }
    }
}
