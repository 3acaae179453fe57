package kakehashi.path;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Oid;

/// What the target is to be used for, and whose rules judge that.
///
/// @param extendedKeyUsage the purpose that a target with an extended key usage must list; absent means any use
/// @param keyUsage the bits that a target with a key usage must have
/// @param profile whose rules
public record Purpose(Optional<Oid> extendedKeyUsage, Set<KeyUsage.Bit> keyUsage, Profile profile) {
    /// Whose rules judge the certificates of a path.
    public enum Profile {
        /// RFC 5280 and nothing else: an extended key usage of a CA does not limit what it issues.
        RFC5280,
        /// RFC 5280, and extended key usages of CAs limit what they issue, as most software has it.
        NESTED_PURPOSES,
        /// The rules of the Web PKI for server certificates, nested purposes among them.
        WEB
    }

    /// Any use.
    public static final Purpose ANY = new Purpose(Optional.empty(), Set.of(), Profile.RFC5280);

    /// A purpose with a copy of the set.
    public Purpose {
        keyUsage = keyUsage.isEmpty() ? Set.of() : Set.copyOf(keyUsage);
    }

    /// The use of the extended key usage, by RFC 5280 alone.
    public static Purpose of(Oid extendedKeyUsage) {
        return new Purpose(Optional.of(extendedKeyUsage), Set.of(), Profile.RFC5280);
    }

    /// A TLS server, by the rules of the Web PKI.
    public static Purpose webServer() {
        return new Purpose(Optional.of(ExtendedKeyUsage.SERVER_AUTH), Set.of(), Profile.WEB);
    }

    /// The same use under other rules.
    public Purpose under(Profile other) {
        return new Purpose(extendedKeyUsage, keyUsage, other);
    }

    /// The same use with a key usage bit demanded.
    public Purpose withKeyUsage(KeyUsage.Bit bit) {
        EnumSet<KeyUsage.Bit> bits = EnumSet.of(bit);
        bits.addAll(keyUsage);
        return new Purpose(extendedKeyUsage, bits, profile);
    }
}
