package kakehashi.authority;

import java.security.SecureRandom;
import kakehashi.x509.Bytes;
import kakehashi.x509.SerialNumber;

/// Serial numbers of certificates: 20 octets whose first bit is 0 and whose first octet is not 0, all else from a
/// CSPRNG: 158 bits of chance (RFC 5280 §4.1.2.2; docs/adr/0007).
public final class SerialNumbers {
    private final SecureRandom chance;

    public SerialNumbers(SecureRandom chance) {
        this.chance = chance;
    }

    /// A number that nobody can foretell, and that will not come again.
    public SerialNumber next() {
        byte[] octets = new byte[SerialNumber.MAX_OCTETS];
        do {
            chance.nextBytes(octets);
            octets[0] &= 0x7f;
        } while (octets[0] == 0);
        return new SerialNumber(Bytes.wrap(octets));
    }
}
