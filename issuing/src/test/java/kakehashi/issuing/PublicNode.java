package kakehashi.issuing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kakehashi.authority.FeedMaker;
import kakehashi.contract.Batch;
import kakehashi.contract.Change;
import kakehashi.contract.Digest;
import kakehashi.contract.SignedBatch;
import kakehashi.x509.Bytes;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;

/// A public node in few lines, as record 6 describes it: takes the next batch or fails.
final class PublicNode {
    private final VerificationKey key;
    private final Map<SerialNumber, String> states = new HashMap<>();
    private long number;
    private Digest last = FeedMaker.NONE;
    private long chain;

    PublicNode(SubjectPublicKeyInfo feed) {
        this.key = VerificationKey.of(feed).orElseThrow();
    }

    /// Applies batches; those that it has must be the same.
    void follow(List<Bytes> batches) {
        batches.forEach(this::take);
    }

    private void take(Bytes file) {
        SignedBatch signed = SignedBatch.parse(file).orElseThrow();
        Batch batch = Batch.parse(signed.batch()).orElseThrow();
        if (batch.number() <= number) {
            return;
        }
        boolean next = key.verifies(SignatureAlgorithm.ED25519.identifier(), signed.batch(), signed.signature())
                && batch.number() == number + 1
                && batch.previous().equals(last)
                && batch.chain().index() > chain;
        if (!next) {
            throw new AssertionError("batch " + batch.number() + " does not follow " + number);
        }
        batch.items().forEach(this::take);
        number = batch.number();
        last = Digest.of(signed.batch());
        chain = batch.chain().index();
    }

    private void take(Batch.Item item) {
        if (item instanceof Batch.Item.Status(var authority, SerialNumber serial, Change change)) {
            String before = states.getOrDefault(serial, "unknown");
            String after = after(before, change);
            if (after.isEmpty()) {
                throw new AssertionError(change + " contradicts " + before);
            }
            states.put(serial, after);
        }
    }

    private static String after(String before, Change change) {
        return switch (change) {
            case Change.Issued issued -> before.equals("unknown") ? "good" : "";
            case Change.Burnt burnt -> before.equals("unknown") ? "burnt" : "";
            case Change.Held held -> before.equals("good") ? "held" : "";
            case Change.Released released -> before.equals("held") ? "good" : "";
            case Change.Revoked revoked -> before.equals("good") || before.equals("held") ? "revoked" : "";
        };
    }

    long number() {
        return number;
    }

    String state(SerialNumber serial) {
        return states.getOrDefault(serial, "unknown");
    }
}
