package kakehashi.terminal;

import java.time.Instant;
import java.util.List;
import kakehashi.contract.AuditedZone;
import kakehashi.contract.Genesis;
import kakehashi.contract.Keys;
import kakehashi.contract.RelyingParty;
import kakehashi.contract.Rules;
import kakehashi.x509.Bytes;
import kakehashi.x509.SubjectPublicKeyInfo;

/// A genesis that names the key of the vault's tree, and as little else as can be.
final class GenesisOfTest {
    private GenesisOfTest() {}

    static Bytes der(String origin, SubjectPublicKeyInfo tree) {
        Keys keys = new Keys(tree, tree, List.of(new Keys.Checkpoint(AuditedZone.VAULT, tree)), List.of(tree), 1);
        RelyingParty party = new RelyingParty("example.invalid", "https://example.invalid");
        return new Genesis(
                        Bytes.wrap(new byte[32]),
                        "Example",
                        origin,
                        List.of(),
                        keys,
                        new Rules(List.of(), List.of(), party, party, party),
                        List.of(),
                        List.of(),
                        Instant.EPOCH)
                .der();
    }
}
