package kakehashi.repository;

import kakehashi.contract.Digest;
import kakehashi.contract.Entry;
import kakehashi.contract.Genesis;
import kakehashi.contract.Keys;
import kakehashi.x509.Bytes;

/// What a public node is given beforehand: the digest that names the installation, and the octets behind it. The
/// digest is that of the genesis *entry*; the entry names genesis by its digest, and genesis the first keys.
///
/// @param installation the digest of the genesis entry; the one value that has to be right
/// @param entry the genesis entry
/// @param genesis genesis itself
public record InstallationPin(Digest installation, Bytes entry, Bytes genesis) {
    /// Refuses octets that the digest does not name.
    ///
    /// @throws IllegalArgumentException when they are others
    public InstallationPin {
        require(Digest.of(entry).equals(installation), "the entry is not the one that the installation's digest names");
        Entry parsed = Entry.parse(entry).orElseThrow();
        require(
                parsed.index() == 0
                        && parsed.cause() instanceof Entry.Cause.Genesis(Digest named)
                        && named.equals(Digest.of(genesis)),
                "genesis is not the one that the entry names");
        Genesis.parse(genesis).orElseThrow();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /// The first keys.
    Keys keys() {
        return Genesis.parse(genesis).orElseThrow().keys();
    }
}
