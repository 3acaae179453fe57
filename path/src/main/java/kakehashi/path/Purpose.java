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
/// @param conformance which certificates must be as RFC 5280 §4 asks
public record Purpose(
        Optional<Oid> extendedKeyUsage, Set<KeyUsage.Bit> keyUsage, Profile profile, Conformance conformance) {
    /// Whose rules judge the certificates of a path. Each includes those before it.
    public enum Profile {
        /// Path validation of RFC 5280 §6 and nothing else: a CA's extended key usage does not limit what it
        /// issues.
        RFC5280,
        /// A CA's extended key usage limits what it issues, as most software has it.
        NESTED_PURPOSES,
        /// The target is dedicated to the purpose: it lists it, lists neither `anyExtendedKeyUsage` nor a purpose
        /// that does not go with it, and is no CA's.
        DEDICATED_TARGET,
        /// The rules of the Web PKI for server certificates (CA/Browser Forum), the anchor's certificate included.
        WEB;

        /// Whether this profile includes another.
        boolean includes(Profile other) {
            return compareTo(other) >= 0;
        }
    }

    /// Which certificates must be as RFC 5280 §4 asks of the CAs that issue them.
    public enum Conformance {
        /// None: path validation does not ask for it.
        NOT_ASKED,
        /// Every certificate, the anchor's included.
        ASKED
    }

    /// Any use.
    public static final Purpose ANY = new Purpose(Optional.empty(), Set.of(), Profile.RFC5280, Conformance.NOT_ASKED);

    /// A purpose with a copy of the set.
    public Purpose {
        keyUsage = keyUsage.isEmpty() ? Set.of() : Set.copyOf(keyUsage);
    }

    /// The use of the extended key usage, by RFC 5280 alone.
    public static Purpose of(Oid extendedKeyUsage) {
        return new Purpose(Optional.of(extendedKeyUsage), Set.of(), Profile.RFC5280, Conformance.NOT_ASKED);
    }

    /// A TLS server, by the rules of the Web PKI.
    public static Purpose webServer() {
        return of(ExtendedKeyUsage.SERVER_AUTH).under(Profile.WEB).conforming();
    }

    /// The same use under other rules.
    public Purpose under(Profile other) {
        return new Purpose(extendedKeyUsage, keyUsage, other, conformance);
    }

    /// The same use with a key usage bit demanded.
    public Purpose withKeyUsage(KeyUsage.Bit bit) {
        EnumSet<KeyUsage.Bit> bits = EnumSet.of(bit);
        bits.addAll(keyUsage);
        return new Purpose(extendedKeyUsage, bits, profile, conformance);
    }

    /// The same use, certificates being asked to conform to RFC 5280 §4.
    public Purpose conforming() {
        return new Purpose(extendedKeyUsage, keyUsage, profile, Conformance.ASKED);
    }
}
