package kakehashi.authority;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import kakehashi.contract.Credential;
import kakehashi.contract.Digest;
import kakehashi.contract.Effect;
import kakehashi.contract.Id;
import kakehashi.contract.Officer;
import kakehashi.keys.CredentialAlgorithm;
import kakehashi.keys.OfficerCredential;
import kakehashi.profiles.KeyIdentity;
import kakehashi.x509.Bytes;

/// The officers of the chain, folded: who is in force, with which credentials, and every key that was ever
/// registered. One thread folds; many may look credentials up.
public final class OfficerRegister {
    /// A credential in force with its officer, its key ready for verifying.
    record Known(Officer officer, Credential credential, OfficerCredential key) {}

    private final Map<Id, Officer> officers = new LinkedHashMap<>();
    private final Set<Id> ended = new HashSet<>();
    private final Set<Id> endedCredentials = new HashSet<>();
    private final Set<Digest> keys = new HashSet<>();
    private final Set<Id> ids = new HashSet<>();
    private final Map<Id, Known> credentials = new ConcurrentHashMap<>();

    /// The officer as he is now, in the place of what he was.
    void put(Officer officer) {
        Officer before = officers.put(officer.officer(), officer);
        if (before != null) {
            before.credentials().forEach(old -> credentials.remove(old.credential()));
        }
        for (Credential credential : officer.credentials()) {
            keys.add(KeyIdentity.of(credential.key()).key());
            ids.add(credential.credential());
            if (!endedCredentials.contains(credential.credential())) {
                credentials.put(credential.credential(), known(officer, credential, before));
            }
        }
    }

    /// A credential that stays keeps its prepared key.
    private static Known known(Officer officer, Credential credential, Officer before) {
        return new Known(
                officer,
                credential,
                new OfficerCredential(algorithm(credential), credential.key(), credential.passkey()));
    }

    /// The algorithm under the name that `keys` gives it.
    static CredentialAlgorithm algorithm(Credential credential) {
        return switch (credential.algorithm()) {
            case ECDSA_P256_SHA256 -> CredentialAlgorithm.ECDSA_P256_SHA256;
            case ECDSA_P384_SHA384 -> CredentialAlgorithm.ECDSA_P384_SHA384;
            case ED25519 -> CredentialAlgorithm.ED25519;
            case RSA_PKCS1_SHA256 -> CredentialAlgorithm.RSA_PKCS1_SHA256;
        };
    }

    void end(Id officer) {
        ended.add(officer);
        Officer known = officers.get(officer);
        if (known != null) {
            known.credentials().forEach(credential -> credentials.remove(credential.credential()));
        }
    }

    void endCredential(Id credential) {
        endedCredentials.add(credential);
        credentials.remove(credential);
    }

    /// A credential that was not ended, of an officer who was not ended.
    Optional<Known> credential(Id credential) {
        return Optional.ofNullable(credentials.get(credential));
    }

    /// Whose credential it is; empty when it is not in force, or of nobody.
    public Optional<Id> holder(Id credential) {
        return credential(credential).map(known -> known.officer().officer());
    }

    /// The officer, unless he was ended or his time is over.
    Optional<Officer> inForce(Id officer, Instant now) {
        return Optional.ofNullable(officers.get(officer))
                .filter(known -> !ended.contains(officer) && !now.isAfter(known.notAfter()));
    }

    /// The officer, whether in force or not.
    public Optional<Officer> known(Id officer) {
        return Optional.ofNullable(officers.get(officer));
    }

    /// Everybody in force, in the order in which they came.
    List<Officer> allInForce(Instant now) {
        return officers.values().stream()
                .filter(officer -> inForce(officer.officer(), now).isPresent())
                .toList();
    }

    /// Everybody who ever was, in the order in which they came.
    public List<Officer> all() {
        return List.copyOf(officers.values());
    }

    /// Whether an officer was ended; he never comes back under this id.
    public boolean isEnded(Id officer) {
        return ended.contains(officer);
    }

    boolean isEndedCredential(Id credential) {
        return endedCredentials.contains(credential);
    }

    /// Whether the key stands or stood in the register.
    boolean knowsKey(Digest key) {
        return keys.contains(key);
    }

    /// Every credential and key that was ever registered, for a snapshot.
    void writeKeys(Consumer<Bytes> sink) {
        sink.accept(
                Bytes.wrap(ByteBuffer.allocate(Integer.BYTES).putInt(ids.size()).array()));
        ids.stream().sorted(Comparator.comparing(Id::octets)).forEach(id -> sink.accept(id.octets()));
        keys.stream().sorted(Comparator.comparing(Digest::octets)).forEach(key -> sink.accept(key.octets()));
    }

    /// Takes what [#writeKeys] wrote.
    void readKeys(ByteBuffer octets) {
        for (int left = octets.getInt(); left > 0; left--) {
            ids.add(StateSnapshot.id(octets));
        }
        while (octets.hasRemaining()) {
            keys.add(StateSnapshot.digest(octets));
        }
    }

    /// Whether a credential of this id stands or stood in the register.
    boolean knowsCredential(Id credential) {
        return ids.contains(credential);
    }

    /// The effects that make this register anew.
    List<Effect> effects() {
        List<Effect> effects = new ArrayList<>();
        officers.values().forEach(officer -> effects.add(new Effect.Officer(officer)));
        ended.stream()
                .sorted(java.util.Comparator.comparing(Id::octets))
                .map(Effect.OfficerEnded::new)
                .forEach(effects::add);
        endedCredentials.stream()
                .sorted(java.util.Comparator.comparing(Id::octets))
                .map(Effect.CredentialEnded::new)
                .forEach(effects::add);
        return effects;
    }
}
