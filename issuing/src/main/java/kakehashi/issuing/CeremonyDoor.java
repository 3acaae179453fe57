package kakehashi.issuing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.authority.RuleOrders;
import kakehashi.contract.Digest;
import kakehashi.contract.Entry;
import kakehashi.contract.Genesis;
import kakehashi.contract.Minutes;
import kakehashi.contract.Rules;
import kakehashi.contract.SignedMinutes;
import kakehashi.ledger.Feed;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;

/// What a ceremony finds in the vault beside [Founding] and [IssuingAuthority]: what its steps came to, for people
/// to take away, and the vault's word on its minutes. It gives no power: nothing here changes the chain.
public final class CeremonyDoor {
    private final VaultParts parts;

    /// @param parts of the vault, with the token activated
    public CeremonyDoor(VaultParts parts) {
        this.parts = parts;
    }

    /// Whether rules keep to the floors that stand in code (record 4); genesis with others is refused.
    public static boolean keepsTheFloors(Rules rules) {
        return RuleOrders.keepsTheFloors(rules);
    }

    /// The DER of the chain's first entry, if this genesis made it.
    public Optional<Bytes> entryOf(Genesis genesis) {
        List<Bytes> first = new ArrayList<>();
        parts.database()
                .useTransaction(tx -> VaultStore.eachGroup(tx.handle(), 0, group -> {
                    if (group.first() == 0) {
                        first.add(new DerReader(group.entries()).any());
                    }
                }));
        return first.stream()
                .filter(der -> Entry.parse(der).orElseThrow().cause() instanceof Entry.Cause.Genesis(Digest digest)
                        && digest.equals(Digest.of(genesis.der())))
                .findFirst();
    }

    /// The certificate with this digest.
    public Optional<Bytes> certificate(Digest digest) {
        return parts.database().inTransaction(tx -> VaultStore.certificate(tx.handle(), digest));
    }

    /// The request, settings or text with this digest.
    public Optional<Bytes> document(Digest digest) {
        return parts.database().inTransaction(tx -> VaultStore.document(tx.handle(), digest));
    }

    /// The CRL with this digest.
    public Optional<Bytes> crl(Digest digest) {
        return parts.database().inTransaction(tx -> Feed.file(tx, digest.octets()));
    }

    /// Has the statement key say what a ceremony's minutes are. The minutes carry their own label, so that the
    /// signature passes for nothing else.
    ///
    /// @param authority the vault, open
    public static SignedMinutes sign(IssuingAuthority authority, Minutes minutes) {
        return new SignedMinutes(minutes.der(), authority.keyRing().statement().sign(minutes.der()));
    }
}
