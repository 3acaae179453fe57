package kakehashi.profiles;

import java.time.Instant;
import java.util.List;
import kakehashi.contract.Id;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// A CA as issuing sees it.
///
/// @param id its identity in the chain of authority; a name may change hands, this does not
/// @param identity its certificate, or name and key before it has one
/// @param algorithm the algorithm with which it signs
/// @param publication where it publishes
/// @param shards over how many CRLs certificates of end entities are spread from now on, one at least
public record IssuingCa(Id id, Identity identity, SignatureAlgorithm algorithm, Publication publication, int shards) {
    /// The most CRLs over which a CA spreads its certificates.
    public static final int MAX_SHARDS = 4096;

    /// Refuses shards outside 1 to [#MAX_SHARDS].
    public IssuingCa {
        if (shards < 1 || shards > MAX_SHARDS) {
            throw new IllegalArgumentException("a CA has 1 to " + MAX_SHARDS + " shards");
        }
    }

    /// Who the CA is to relying parties.
    public sealed interface Identity {
        /// A CA with a certificate of its own.
        record Certified(Certificate certificate) implements Identity {}

        /// A CA whose self-signed certificate is still to be made.
        record Founding(Name name, SubjectPublicKeyInfo key) implements Identity {}
    }

    /// A CA that has its certificate.
    public static IssuingCa of(
            Id id, Certificate certificate, SignatureAlgorithm algorithm, Publication publication, int shards) {
        return new IssuingCa(id, new Identity.Certified(certificate), algorithm, publication, shards);
    }

    /// The name, octet by octet as in the CA's certificate.
    public Name name() {
        return switch (identity) {
            case Identity.Certified(Certificate certificate) -> certificate.subject();
            case Identity.Founding(Name name, SubjectPublicKeyInfo key) -> name;
        };
    }

    /// The key that signs.
    public SubjectPublicKeyInfo key() {
        return switch (identity) {
            case Identity.Certified(Certificate certificate) -> certificate.subjectPublicKeyInfo();
            case Identity.Founding(Name name, SubjectPublicKeyInfo key) -> key;
        };
    }

    /// "The keyIdentifier field [...] MUST be derived from the public key used to verify the certificate's
    /// signature or" be the CA's own subjectKeyIdentifier (RFC 5280 §4.2.1.1, §4.2.1.2).
    public Bytes keyIdentifier() {
        return switch (identity) {
            case Identity.Certified(Certificate certificate) ->
                certificate
                        .subjectKeyIdentifier()
                        .orElseGet(() -> certificate.subjectPublicKeyInfo().keyIdentifier());
            case Identity.Founding(Name name, SubjectPublicKeyInfo key) -> key.keyIdentifier();
        };
    }

    /// The directoryNames among its alternative names: the Japanese name of a Japanese CA.
    public List<GeneralName> directoryNames() {
        return switch (identity) {
            case Identity.Certified(Certificate certificate) ->
                certificate.subjectAltNames().stream()
                        .filter(name -> name instanceof GeneralName.DirectoryName)
                        .toList();
            case Identity.Founding founding -> List.of();
        };
    }

    /// Its own validity; without bounds before it has a certificate.
    ValidityRule.Span validity() {
        return switch (identity) {
            case Identity.Certified(Certificate certificate) ->
                new ValidityRule.Span(certificate.notBefore(), certificate.notAfter());
            case Identity.Founding founding -> new ValidityRule.Span(Instant.MIN, Instant.MAX);
        };
    }

    /// The shard of a certificate's CRL: fixed when the certificate is issued, and named in it with the number of
    /// shards.
    public CrlShard shardOf(SerialNumber serial) {
        return CrlShard.of(serial, shards);
    }
}
