package kakehashi.validation;

import java.util.stream.Stream;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;

/// Where certificates of end entities are found that a request only refers to: the port to what is published. It
/// may be asked by many threads.
public interface CertificateSource {
    /// The certificates of that issuer and number, more than one where CAs share a name; none when none is known.
    Stream<Certificate> find(Name issuer, SerialNumber serial);
}
