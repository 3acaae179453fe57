package kakehashi.bench;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
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
import kakehashi.repository.FeedSource;
import kakehashi.repository.InstallationPin;
import kakehashi.testkit.TestKey;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.Crl;
import kakehashi.x509.SerialNumber;

/// The vault's feed as a public node hears it: batches signed as the vault signs them, from memory.
final class PublicFeed implements FeedSource {
    static final Id CA = Id.ofHex("000102030405060708090a0b0c0d0e0f");
    static final Instant END = Instant.parse("2030-01-01T00:00:00Z");
    /// Of them a batch stays below the 1 MiB that the fast provider signs by Ed25519.
    static final int MOST_ITEMS = 10_000;
    private static final int SERIAL_OCTETS = 16;

    private final InstallationPin pin;
    private final TestKey key;
    private final List<Bytes> batches = new ArrayList<>();
    private final Map<Digest, Bytes> files = new HashMap<>();
    private Position last;
    private long chain;
    private Optional<Bytes> pulse = Optional.empty();

    /// A feed that goes on after a batch.
    PublicFeed(InstallationPin pin, TestKey key, Position last) {
        this.pin = pin;
        this.key = key;
        this.last = last;
        this.chain = 10 + last.index();
    }

    /// The installation of a feed key.
    static InstallationPin pin(TestKey key) {
        RelyingParty party = new RelyingParty("a.invalid", "https://a.invalid");
        Genesis genesis = new Genesis(
                Bytes.wrap(new byte[Genesis.NONCE_OCTETS]),
                "bench",
                "bench.example",
                List.of(CA),
                new Keys(key.publicKey(), key.publicKey(), List.of(), List.of(key.publicKey()), 1),
                new Rules(List.of(), List.of(), party, party, party),
                List.of(),
                List.of(),
                TestPki.NOW);
        Bytes octets = genesis.der();
        Bytes entry =
                new Entry(0, Digest.ZERO, 1, TestPki.NOW, new Entry.Cause.Genesis(Digest.of(octets)), List.of()).der();
        return new InstallationPin(Digest.of(entry), entry, octets);
    }

    /// The number of the i-th certificate: 16 octets that look like chance, always the same.
    static SerialNumber serial(long number) {
        SplittableRandom random = new SplittableRandom(number);
        byte[] octets = new byte[SERIAL_OCTETS];
        random.nextBytes(octets);
        octets[0] = (byte) (octets[0] & 0x3f | 0x40);
        return SerialNumber.of(new BigInteger(octets));
    }

    static Batch.Item issued(SerialNumber serial) {
        return new Batch.Item.Status(CA, serial, new Change.Issued(Digest.ZERO, END));
    }

    Batch.Item crl(Crl crl) {
        files.put(Digest.of(crl.der()), crl.der());
        return new Batch.Item.Crl(
                CA,
                crl.crlNumber().orElseThrow(),
                Digest.of(crl.der()),
                crl.der().length());
    }

    /// The next batch, signed; [#from] gives it too.
    synchronized Bytes publish(Instant at, List<Batch.Item> items) {
        Bytes signed = next(at, items);
        batches.add(signed);
        return signed;
    }

    /// The next batch, signed, for the caller alone.
    synchronized Bytes next(Instant at, List<Batch.Item> items) {
        Instant second = at.truncatedTo(ChronoUnit.SECONDS);
        Batch batch = new Batch(
                pin.installation(),
                last.index() + 1,
                last.digest(),
                new Position(++chain, Digest.of(Bytes.ofHex("%016x".formatted(chain)))),
                second,
                items);
        last = new Position(batch.number(), Digest.of(batch.der()));
        return new SignedBatch(batch.der(), key.sign(batch.der())).der();
    }

    /// A sign of life.
    synchronized void beat(Instant at) {
        Instant second = at.truncatedTo(ChronoUnit.SECONDS);
        Pulse made =
                new Pulse(pin.installation(), last.index(), last.digest(), new Position(chain, Digest.ZERO), second);
        pulse = Optional.of(new SignedPulse(made.der(), key.sign(made.der())).der());
    }

    synchronized Position last() {
        return last;
    }

    @Override
    public synchronized News from(long number, int most) {
        long first = last.index() - batches.size() + 1;
        List<Bytes> some =
                batches.stream().skip(Math.max(0, number - first)).limit(most).toList();
        return new News(some, pulse);
    }

    @Override
    public synchronized Optional<Bytes> file(Digest digest) {
        return Optional.ofNullable(files.get(digest));
    }
}
