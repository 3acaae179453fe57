package kakehashi.authority;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Order;
import kakehashi.profiles.KeyIdentity;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;

/// What a decision may ask beside the state of the chain. Certificates prove themselves by their CA's signature;
/// what is said about keys only ever refuses.
public interface Lookup {
    /// The certificate that this CA issued under this number, its signature verified.
    Optional<Certificate> certificate(Id authority, SerialNumber serial);

    /// Whether a comparison of all rows with the chain has shown that this CA issued nothing under a number for
    /// which there is no row. Where it has not, the asking begins one; a row that was taken away stops the vault
    /// then.
    boolean isProvenAbsent(Id authority, SerialNumber serial);

    /// For which subjects a key was certified before, by certificates whose signatures were verified. Empty when it
    /// perhaps was and no such certificate is there: the asking begins a comparison of all rows then.
    Optional<List<Name>> subjectsOfKey(KeyIdentity key);

    /// Whether a PKCS#10 request of a key was certified before, by whichever order.
    ///
    /// @param request digest of its request info
    boolean isRequestUsed(KeyIdentity key, Digest request);

    /// Whether an open token holds the key, made for this CA.
    boolean holdsKey(Id authority, Digest key);

    /// Whether the token is open in which a CA has its keys.
    ///
    /// @param token its name; empty for the installation's own
    boolean isOpen(Optional<String> token);

    /// Whether the token holds a key of the installation's own, made for this use.
    ///
    /// @param use what it signs
    boolean holdsOwnKey(OwnKeyUse use, Digest key);

    /// Whether a folder lies in the rows whose order has this digest and is such a one.
    boolean holdsEvidence(Digest digest, Predicate<Order> such);
}
