package kakehashi.profiles;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerWriter;
import kakehashi.x509.GeneralName;
import kakehashi.x509.GeneralName.DirectoryName;
import kakehashi.x509.GeneralName.UniformResourceIdentifier;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.Tag;

/// Where a CA publishes. What makes CRLs asks here for the names in `issuingDistributionPoint`, what makes
/// certificates for those in `cRLDistributionPoints`, so that they are the same.
///
/// @param http the folder of the CA on the web, such as `http://repository.example/ca`, without a slash at the end
/// @param ldap the directory, such as `ldap://directory.example`, without a slash at the end
/// @param ocsp the responder
/// @param deltas whether delta CRLs come by themselves
public record Publication(Optional<String> http, Optional<String> ldap, Optional<String> ocsp, Deltas deltas) {
    private static final Oid COMMON_NAME = Oid.of("2.5.4.3");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String UNRESERVED = "-._~=,";

    /// The place of one of a CA's CRLs.
    public sealed interface CrlPlace {
        /// The CRL of everything that the CA issues.
        record Whole() implements CrlPlace {}

        /// The CRL of CA certificates only, the ARL.
        record Authorities() implements CrlPlace {}

        /// One of the CRLs over which end entities are spread.
        ///
        /// @param shard which; its label is what names say
        record Shard(CrlShard shard) implements CrlPlace {}
    }

    /// Whether a CA makes delta CRLs.
    public enum Deltas {
        /// When an order asks for one.
        BY_ORDER,
        /// On schedule, so that lists and certificates may say where they are (`freshestCRL`).
        SCHEDULED
    }

    /// The form of a CRL's name.
    public enum Form {
        HTTP("http"),
        LDAP("ldap"),
        DIRECTORY_NAME("directoryName");

        private final String key;

        Form(String key) {
            this.key = key;
        }

        /// The word for it in a profile's text.
        public String key() {
            return key;
        }
    }

    /// Places of a CA that makes no deltas on schedule.
    public Publication(Optional<String> http, Optional<String> ldap, Optional<String> ocsp) {
        this(http, ldap, ocsp, Deltas.BY_ORDER);
    }

    /// Refuses addresses that are not of the scheme that each should have, or end in a slash.
    public Publication {
        http.ifPresent(uri -> require(uri, "http://", "https://"));
        ldap.ifPresent(uri -> require(uri, "ldap://", "ldaps://"));
        ocsp.ifPresent(uri -> require(uri, "http://", "https://"));
    }

    private static void require(String uri, String plain, String secured) {
        boolean ascii = uri.chars().allMatch(c -> c > 0x20 && c < 0x7f);
        if (!ascii || !(uri.startsWith(plain) || uri.startsWith(secured)) || uri.endsWith("/")) {
            throw new IllegalArgumentException("no address of " + plain + ": " + uri);
        }
    }

    /// The name of a CRL in one form; empty where the CA does not publish so.
    public Optional<GeneralName> crl(Name ca, CrlPlace place, Form form) {
        return switch (form) {
            case HTTP -> http.map(base -> new UniformResourceIdentifier(base + "/" + file(place)));
            case LDAP -> ldap.map(base -> ldapUri(base, entry(ca, place), attribute(place)));
            case DIRECTORY_NAME -> Optional.of(new DirectoryName(entry(ca, place)));
        };
    }

    /// The name of the delta to that CRL in one form; empty where the CA does not publish so, or makes none on
    /// schedule. By its directoryName it has the name of the entry, in which it is another attribute.
    public Optional<GeneralName> delta(Name ca, CrlPlace place, Form form) {
        if (deltas == Deltas.BY_ORDER) {
            return Optional.empty();
        }
        return switch (form) {
            case HTTP -> http.map(base -> new UniformResourceIdentifier(base + "/delta-" + file(place)));
            case LDAP -> ldap.map(base -> ldapUri(base, entry(ca, place), "deltaRevocationList;binary"));
            case DIRECTORY_NAME -> Optional.of(new DirectoryName(entry(ca, place)));
        };
    }

    private static String file(CrlPlace place) {
        return switch (place) {
            case CrlPlace.Whole() -> "crl.crl";
            case CrlPlace.Authorities() -> "arl.crl";
            case CrlPlace.Shard(CrlShard shard) -> "crl-" + shard.label() + ".crl";
        };
    }

    /// The directory entry: the CA's own, or one under it for a shard.
    private static Name entry(Name ca, CrlPlace place) {
        return switch (place) {
            case CrlPlace.Whole(), CrlPlace.Authorities() -> ca;
            case CrlPlace.Shard(CrlShard shard) -> ca.append(List.of(commonName("CRL" + shard.label())));
        };
    }

    private static Name.Attribute commonName(String text) {
        return new Name.Attribute(
                COMMON_NAME,
                DerWriter.write(
                        w -> w.value(Tag.PRINTABLE_STRING, Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII)))));
    }

    /// The attributes of RFC 4523 §2.4 and §2.5.
    private static String attribute(CrlPlace place) {
        return switch (place) {
            case CrlPlace.Whole whole -> "certificateRevocationList;binary";
            case CrlPlace.Shard shard -> "certificateRevocationList;binary";
            case CrlPlace.Authorities() -> "authorityRevocationList;binary";
        };
    }

    /// A URI of RFC 4516: the name as RFC 4514 text in UTF-8, octets other than plain letters as `%XX`.
    private static GeneralName ldapUri(String base, Name entry, String attribute) {
        StringBuilder uri = new StringBuilder(base).append('/');
        for (byte octet : entry.toString().getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain || UNRESERVED.indexOf(c) >= 0) {
                uri.append(c);
            } else {
                uri.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return new UniformResourceIdentifier(uri.append('?').append(attribute).toString());
    }

    /// Certificates issued to the CA, as a bundle of PKCS #7.
    public Optional<GeneralName> certificatesOfCa() {
        return http.map(base -> new UniformResourceIdentifier(base + "/issued-to.p7c"));
    }

    /// Certificates issued by the CA, as a bundle of PKCS #7.
    public Optional<GeneralName> certificatesByCa() {
        return http.map(base -> new UniformResourceIdentifier(base + "/issued-by.p7c"));
    }

    /// The OCSP responder.
    public Optional<GeneralName> responder() {
        return ocsp.map(UniformResourceIdentifier::new);
    }
}
