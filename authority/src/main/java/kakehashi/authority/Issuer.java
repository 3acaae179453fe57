package kakehashi.authority;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import kakehashi.contract.CrlBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;
import kakehashi.profiles.CrlShard;
import kakehashi.profiles.KeyIdentity;
import kakehashi.revocation.RevocableCertificate;
import kakehashi.revocation.RevocationChange;
import kakehashi.revocation.RevocationOutcome;
import kakehashi.revocation.RevocationRegister;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;

/// A certification authority as the chain has made it: its settings, key, certificate, CRL numbers and revocations.
/// The thread that folds the chain is the only one to touch it.
public final class Issuer {
    private final Id id;
    private AuthoritySettings settings;
    private Digest key;
    private final List<Certificate> certificates = new ArrayList<>();
    private final Map<Digest, Name> subjects = new HashMap<>();
    private Effect.InForce inForce = Effect.InForce.NO;
    private BigInteger crlNumber = BigInteger.ZERO;
    private Optional<Instant> lastCrl = Optional.empty();
    private Optional<BigInteger> owedCrl = Optional.empty();
    private RevocationRegister revocations;
    private Digest parameters;

    Issuer(Id id, AuthoritySettings settings, Digest key) {
        this(id, settings, key, new RevocationRegister());
    }

    Issuer(Id id, AuthoritySettings settings, Digest key, RevocationRegister revocations) {
        this.id = id;
        this.settings = settings;
        this.key = key;
        this.revocations = revocations;
        this.parameters = key;
    }

    /// By which orders name it.
    public Id id() {
        return id;
    }

    /// How it issues, as its newest key was made for.
    public AuthoritySettings settings() {
        return settings;
    }

    /// The newest key that was made for it: of the certificate in force, or of the next one.
    public Digest key() {
        return key;
    }

    /// The newest of its own certificates.
    public Optional<Certificate> certificate() {
        return certificates.isEmpty() ? Optional.empty() : Optional.of(certificates.getLast());
    }

    /// All of its own certificates, oldest first: each was of a key that signed.
    public List<Certificate> certificates() {
        return List.copyOf(certificates);
    }

    /// When all of its lists were recorded last; deltas and the list of CAs alone do not put them off.
    public Optional<Instant> lastCrl() {
        return lastCrl;
    }

    /// Its name in the certificate for one of its keys.
    ///
    /// @param key by [KeyIdentity]
    Optional<Name> subjectOf(Digest key) {
        return Optional.ofNullable(subjects.get(key));
    }

    void crlIssued(BigInteger number, CrlBody kind, Instant at) {
        useCrlNumber(number);
        lastCrl = kind == CrlBody.FULL ? Optional.of(at) : lastCrl;
        owedCrl = owedCrl.filter(owed -> number.compareTo(owed) < 0);
    }

    /// Whether a list is owed before its time: since a CA's certificate was revoked, since it ended itself (its
    /// last list), or since a certificate was revoked after that.
    public boolean owesCrl() {
        return owedCrl.isPresent();
    }

    /// The next number and those after it are of lists that were begun after what happened now.
    private void oweCrl() {
        owedCrl = Optional.of(crlNumber.add(BigInteger.ONE));
    }

    /// Whether it may sign: it has a certificate that was not ended.
    public boolean isInForce() {
        return inForce == Effect.InForce.YES;
    }

    /// The highest CRL number that was used; 0 before the first.
    public BigInteger crlNumber() {
        return crlNumber;
    }

    /// What of its certificates is revoked, held or burnt.
    public RevocationRegister revocations() {
        return revocations;
    }

    /// Which document its settings are.
    void parameters(Digest document) {
        parameters = document;
    }

    /// The effects that make it anew, without its revocations and the time of its last CRL.
    List<Effect> effects() {
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.AuthorityKey(id, key, parameters));
        certificates.forEach(own -> effects.add(new Effect.Authority(id, Digest.of(own.der()), inForce)));
        if (crlNumber.signum() > 0) {
            effects.add(new Effect.CrlIntended(id, crlNumber));
        }
        return effects;
    }

    /// Revocations, the time of the last CRL and the number of one that is owed, for a snapshot.
    void writeRevocations(Consumer<Bytes> sink) {
        long last = lastCrl.map(Instant::getEpochSecond).orElse(-1L);
        byte[] owed = owedCrl.orElse(BigInteger.ZERO).toByteArray();
        ByteBuffer head = ByteBuffer.allocate(Long.BYTES + 1 + owed.length);
        sink.accept(
                Bytes.wrap(head.putLong(last).put((byte) owed.length).put(owed).array()));
        revocations.copy().write(sink);
    }

    /// Takes what [#writeRevocations] wrote.
    void readRevocations(Bytes octets) {
        ByteBuffer head = octets.asByteBuffer();
        long last = head.getLong();
        lastCrl = last < 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(last));
        byte[] owed = new byte[Byte.toUnsignedInt(head.get())];
        head.get(owed);
        owedCrl = Optional.of(new BigInteger(owed)).filter(number -> number.signum() > 0);
        revocations = RevocationRegister.read(octets.slice(octets.length() - head.remaining(), octets.length()))
                .orElseThrow(() -> new IllegalArgumentException("not a register of revocations"));
    }

    void rekey(AuthoritySettings newSettings, Digest newKey) {
        settings = newSettings;
        key = newKey;
    }

    void certify(Certificate now, Effect.InForce force) {
        if (!certificates.contains(now)) {
            certificates.add(now);
            subjects.put(KeyIdentity.of(now.subjectPublicKeyInfo()).key(), now.subject());
        }
        if (isInForce() && force == Effect.InForce.NO) {
            oweCrl();
        }
        inForce = force;
    }

    void useCrlNumber(BigInteger number) {
        crlNumber = crlNumber.max(number);
    }

    RevocationOutcome apply(Effect.Revoked revoked) {
        if (revoked.holder() == Effect.Holder.AUTHORITY || !isInForce()) {
            oweCrl();
        }
        return revocations.apply(change(revoked));
    }

    RevocationChange.Revoke change(Effect.Revoked revoked) {
        RevocableCertificate certificate = revocable(revoked.serial(), revoked.notAfter(), revoked.holder());
        return new RevocationChange.Revoke(certificate, revoked.at(), revoked.reason(), revoked.invalidity());
    }

    RevocationChange.Hold change(Effect.Held held) {
        return new RevocationChange.Hold(revocable(held.serial(), held.notAfter(), held.holder()), held.at());
    }

    void apply(Effect.Held held) {
        revocations.apply(change(held));
    }

    void apply(Effect.Released released) {
        revocations.apply(new RevocationChange.Release(released.serial(), released.at()));
    }

    /// A serial number that may stand in a certificate nobody recorded: revoked since it was intended.
    void burn(Effect.Intended intended, Instant since) {
        revocations.apply(
                new RevocationChange.Burn(revocable(intended.serial(), intended.notAfter(), intended.holder()), since));
    }

    /// The certificate as the revocation register sees it. Its shard follows from its serial number.
    RevocableCertificate revocable(SerialNumber serial, Instant notAfter, Effect.Holder holder) {
        return new RevocableCertificate(
                serial,
                notAfter,
                switch (holder) {
                    case END_ENTITY -> RevocableCertificate.Kind.END_ENTITY;
                    case AUTHORITY -> RevocableCertificate.Kind.AUTHORITY;
                },
                CrlShard.of(serial, settings.shards()));
    }

    /// Whether the register would not take the change now.
    boolean refuses(RevocationChange change) {
        return revocations.judge(change) instanceof RevocationOutcome.Refused;
    }
}
