package kakehashi.issuing;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.authority.Halt;
import kakehashi.contract.Digest;
import kakehashi.ledger.Database;
import kakehashi.ledger.DatabaseFailure;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;

/// The bytes behind a digest: those of the group that is being built, else those in the database, compared with the
/// digest. Bytes that are needed and not there stop the vault.
final class Documents implements Function<Digest, Bytes> {
    private static final int MOST = 1_024;
    /// A minute.
    private static final int MOST_TRIES = 120;

    private final Database database;
    private final Outage outage = new Outage();
    private final Map<Digest, Bytes> fresh = new HashMap<>();
    private final ArrayDeque<Digest> order = new ArrayDeque<>();

    Documents(Database database) {
        this.database = database;
    }

    /// Remembers bytes that are about to be written.
    void add(Bytes document) {
        Digest digest = Digest.of(document);
        if (fresh.put(digest, document) == null) {
            order.add(digest);
        }
        while (order.size() > MOST) {
            fresh.remove(order.poll());
        }
    }

    @Override
    public Bytes apply(Digest digest) {
        Bytes known = fresh.get(digest);
        return known != null
                ? known
                : stored(digest).orElseThrow(() -> new Halt("bytes that the chain names are not there: " + digest));
    }

    /// Certificates that the chain names. One that is not there stops the vault.
    Map<Integer, Certificate> certificates(Map<Integer, Digest> digests) {
        Map<Integer, Certificate> certificates = new HashMap<>();
        digests.forEach((item, digest) ->
                certificates.put(item, Certificate.parse(apply(digest)).orElseThrow()));
        return certificates;
    }

    private Optional<Bytes> stored(Digest digest) {
        int tried = 0;
        while (true) {
            try {
                return database.inTransaction(tx -> VaultStore.document(tx.handle(), digest)
                                .or(() -> VaultStore.certificate(tx.handle(), digest)))
                        .filter(bytes -> Digest.of(bytes).equals(digest));
            } catch (DatabaseFailure e) {
                tried++;
                if (tried == MOST_TRIES || !outage.mayTryAgain(e, tried)) {
                    throw e;
                }
            }
        }
    }
}
