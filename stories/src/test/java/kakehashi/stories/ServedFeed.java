package kakehashi.stories;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.contract.Batch;
import kakehashi.contract.Change;
import kakehashi.contract.Digest;
import kakehashi.contract.Entry;
import kakehashi.contract.Genesis;
import kakehashi.contract.Id;
import kakehashi.contract.Keys;
import kakehashi.contract.Position;
import kakehashi.contract.Pulse;
import kakehashi.contract.RelyingParty;
import kakehashi.contract.Rules;
import kakehashi.contract.SignedBatch;
import kakehashi.contract.SignedPulse;
import kakehashi.contract.Visibility;
import kakehashi.repository.FeedSource;
import kakehashi.repository.InstallationPin;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.SignatureAlgorithm;

/// The vault's feed as a public node hears it: batches signed as the vault signs them, from memory.
final class ServedFeed implements FeedSource {
    static final Id CA = Id.ofHex("000102030405060708090a0b0c0d0e0f");

    final InstallationPin pin;
    private final TestKey key = TestKey.generate(SignatureAlgorithm.ED25519);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final List<Bytes> batches = new ArrayList<>();
    private final Map<Digest, Bytes> files = new HashMap<>();
    private Position last = new Position(0, Digest.ZERO);

    ServedFeed() {
        RelyingParty party = new RelyingParty("a.invalid", "https://a.invalid");
        Genesis genesis = new Genesis(
                Bytes.wrap(new byte[Genesis.NONCE_OCTETS]),
                "stories",
                "stories.example",
                List.of(CA),
                new Keys(key.publicKey(), key.publicKey(), List.of(), List.of(key.publicKey()), 1),
                new Rules(List.of(), List.of(), party, party, party),
                List.of(),
                List.of(),
                now);
        Bytes octets = genesis.der();
        Bytes entry = new Entry(0, Digest.ZERO, 1, now, new Entry.Cause.Genesis(Digest.of(octets)), List.of()).der();
        pin = new InstallationPin(Digest.of(entry), entry, octets);
    }

    Batch.Item crl(Crl crl) {
        files.put(Digest.of(crl.der()), crl.der());
        return new Batch.Item.Crl(
                CA,
                crl.crlNumber().orElseThrow(),
                Digest.of(crl.der()),
                crl.der().length());
    }

    /// A certificate of an end entity that is published.
    synchronized Batch.Item published(Certificate one) {
        Digest digest = Digest.of(one.der());
        files.put(digest, one.der());
        return new Batch.Item.Status(
                CA, one.serialNumber(), new Change.Issued(digest, one.notAfter(), Visibility.PUBLISHED));
    }

    synchronized void publish(Batch.Item... items) {
        long number = last.index() + 1;
        Position chain = new Position(10 + number, Digest.of(Bytes.ofHex("%016x".formatted(number))));
        Batch batch = new Batch(pin.installation(), number, last.digest(), chain, now, List.of(items));
        last = new Position(number, Digest.of(batch.der()));
        batches.add(new SignedBatch(batch.der(), key.sign(batch.der())).der());
    }

    @Override
    public synchronized News from(long number, int most) {
        Pulse pulse = new Pulse(
                pin.installation(),
                last.index(),
                last.digest(),
                new Position(10 + last.index(), Digest.ZERO),
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
        List<Bytes> some = batches.stream().skip(number - 1).limit(most).toList();
        return new News(some, Optional.of(new SignedPulse(pulse.der(), key.sign(pulse.der())).der()));
    }

    @Override
    public synchronized Optional<Bytes> file(Digest digest) {
        return Optional.ofNullable(files.get(digest));
    }
}
