package kakehashi.issuing;

import java.util.List;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Order;
import kakehashi.x509.Certificate;
import kakehashi.x509.SerialNumber;

/// What a decision may ask beside the state of the chain. Certificates prove themselves by their CA's signature;
/// what is said about keys only ever refuses.
interface Lookup {
    /// The certificate that this CA issued under this number, its signature verified.
    Optional<Certificate> certificate(Id authority, SerialNumber serial);

    /// For which subjects a key was certified before, as text.
    List<String> subjectsOfKey(Digest key);

    /// Whether the token holds the key, made for this CA.
    boolean holdsKey(Id authority, Digest key);

    /// The label of a key in the token; empty when it does not have the key.
    Optional<String> labelOfKey(Digest key);

    /// The order of a folder that lies in the rows, when it has this digest.
    Optional<Order> evidence(Digest digest);
}
