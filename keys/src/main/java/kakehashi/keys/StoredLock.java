package kakehashi.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Tag;

/// The lock of a sealed file: the master key under a passphrase, or its shares under the custodians' passphrases.
///
/// ```
/// Lock  ::= CHOICE { passphrase [0] SealedSecret,
///                    quorum     [1] SEQUENCE { threshold INTEGER, shares SEQUENCE OF Share } }
/// Share ::= SEQUENCE { custodian UTF8String, index INTEGER, values SealedSecret }
/// ```
sealed interface StoredLock {
    /// A master key under one passphrase.
    record ByPassphrase(SealedSecret masterKey) implements StoredLock {}

    /// A master key in shares.
    record ByQuorum(int threshold, List<SealedShare> shares) implements StoredLock {
        Optional<SealedShare> shareOf(String custodian) {
            return shares.stream()
                    .filter(share -> share.custodian().equals(custodian))
                    .findFirst();
        }
    }

    /// One custodian's share.
    record SealedShare(String custodian, int index, SealedSecret values) {
        Optional<SecretSharing.Share> open(Secret passphrase, int threshold) {
            return values.open(passphrase, shareContext(threshold, index, custodian))
                    .map(octets -> new SecretSharing.Share(index, octets));
        }
    }

    /// What a master key's box is bound to.
    Bytes MASTER_CONTEXT = DerWriter.write(w -> w.utf8String(Tag.UTF8_STRING, "kakehashi token master key"));

    private static Bytes shareContext(int threshold, int index, String custodian) {
        return DerWriter.write(w -> w.utf8String(Tag.UTF8_STRING, "kakehashi token share")
                .integer(threshold)
                .integer(index)
                .utf8String(Tag.UTF8_STRING, custodian));
    }

    /// Locks the master key.
    static StoredLock close(NewLock lock, Secret masterKey) {
        return switch (lock) {
            case NewLock.Passphrase(Secret passphrase, PassphraseCost cost) ->
                new ByPassphrase(SealedSecret.seal(masterKey, passphrase, cost, MASTER_CONTEXT));
            case NewLock.Quorum quorum -> share(quorum, masterKey);
        };
    }

    private static StoredLock share(NewLock.Quorum quorum, Secret masterKey) {
        List<SealedShare> sealed = new ArrayList<>();
        int count = quorum.custodians().size();
        for (SecretSharing.Share share : SecretSharing.split(masterKey, quorum.threshold(), count)) {
            try (share) {
                Custodian custodian = quorum.custodians().get(share.index() - 1);
                Bytes context = shareContext(quorum.threshold(), share.index(), custodian.name());
                SealedSecret values = SealedSecret.seal(share.values(), custodian.passphrase(), quorum.cost(), context);
                sealed.add(new SealedShare(custodian.name(), share.index(), values));
            }
        }
        return new ByQuorum(quorum.threshold(), List.copyOf(sealed));
    }

    /// Writes the lock.
    default void write(DerWriter writer) {
        switch (this) {
            case ByPassphrase(SealedSecret masterKey) -> writer.explicit(0, masterKey::write);
            case ByQuorum(int threshold, List<SealedShare> shares) ->
                writer.explicit(
                        1,
                        quorum -> quorum.sequence(s -> s.integer(threshold)
                                .sequenceOf(
                                        Tag.SEQUENCE,
                                        shares,
                                        (w, share) -> w.sequence(parts -> {
                                            parts.utf8String(Tag.UTF8_STRING, share.custodian())
                                                    .integer(share.index());
                                            share.values().write(parts);
                                        }))));
        }
    }

    /// Reads a lock.
    static StoredLock read(DerReader reader) {
        if (reader.nextIs(Tag.constructed(0))) {
            int explicit = reader.enter(Tag.constructed(0));
            SealedSecret masterKey = SealedSecret.read(reader);
            reader.leave(explicit);
            return new ByPassphrase(masterKey);
        }
        int explicit = reader.enter(Tag.constructed(1));
        int outer = reader.enterSequence();
        int threshold = reader.smallInteger(SecretSharing.MOST_SHARES);
        List<SealedShare> shares = new ArrayList<>();
        int list = reader.enterSequence();
        while (reader.hasNext()) {
            shares.add(readShare(reader));
        }
        reader.leave(list);
        reader.leave(outer);
        reader.leave(explicit);
        long points = shares.stream().map(SealedShare::index).distinct().count();
        if (threshold < 1 || threshold > shares.size() || points < shares.size()) {
            throw reader.malformed("quorum that its shares cannot reach");
        }
        return new ByQuorum(threshold, List.copyOf(shares));
    }

    private static SealedShare readShare(DerReader reader) {
        int outer = reader.enterSequence();
        String custodian = reader.utf8String(Tag.UTF8_STRING);
        int index = reader.smallInteger(SecretSharing.MOST_SHARES);
        SealedSecret values = SealedSecret.read(reader);
        reader.leave(outer);
        if (index < 1) {
            throw reader.malformed("share at the point 0");
        }
        return new SealedShare(custodian, index, values);
    }
}
