package kakehashi.terminal;

import java.security.SecureRandom;
import kakehashi.contract.Id;
import kakehashi.contract.Salt;
import kakehashi.x509.Bytes;

/// Octets of chance for identities and salts.
final class Chance {
    private Chance() {}

    static Id id() {
        return new Id(octets(Id.OCTETS));
    }

    static Salt salt() {
        return new Salt(octets(Salt.OCTETS));
    }

    static Bytes octets(int length) {
        byte[] octets = new byte[length];
        new SecureRandom().nextBytes(octets);
        return Bytes.wrap(octets);
    }
}
