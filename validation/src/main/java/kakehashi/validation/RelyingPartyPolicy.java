package kakehashi.validation;

import java.util.List;
import kakehashi.path.TrustAnchor;
import kakehashi.path.ValidationInputs;
import kakehashi.x509.Bytes;
import kakehashi.x509.Oid;

/// What a relying party trusts and demands, as approved data: a version of it never changes.
///
/// @param id names the policy in SCVP and JSON
/// @param version counts its versions, from 1 on
/// @param name the name for people
/// @param anchors where paths start
/// @param inputs everything else that decides about a path
/// @param rules what clients and collection may do
/// @param source the reviewable text that it was read from
public record RelyingPartyPolicy(
        Oid id,
        int version,
        BilingualText name,
        List<TrustAnchor> anchors,
        ValidationInputs inputs,
        Rules rules,
        Bytes source) {
    public RelyingPartyPolicy {
        anchors = List.copyOf(anchors);
    }

    /// What is settled beside the inputs of path validation.
    ///
    /// @param overrides whether clients may set inputs and anchors otherwise
    /// @param collection whether missing evidence is fetched
    /// @param anchorTrust how much of an anchor's certificate counts, also of one that a client sends
    public record Rules(Overrides overrides, Collection collection, AnchorTrust anchorTrust) {}

    /// Whether clients may set inputs and anchors otherwise.
    public enum Overrides {
        ALLOWED,
        REFUSED
    }

    /// Whether missing certificates and evidence are fetched from outside.
    public enum Collection {
        ON,
        OFF
    }

    /// How much of the certificate of an anchor counts.
    public enum AnchorTrust {
        /// Name and key (RFC 5280 §6.1.1 (d)).
        PLAIN,
        /// The validity as well.
        VALIDITY,
        /// The extensions as well (RFC 5937).
        CONSTRAINED;

        TrustAnchor anchor(kakehashi.x509.Certificate certificate) {
            return switch (this) {
                case PLAIN -> TrustAnchor.of(certificate);
                case VALIDITY -> TrustAnchor.withinValidityOf(certificate);
                case CONSTRAINED -> TrustAnchor.constrainedBy(certificate);
            };
        }
    }

    /// The SHA-256 digest of the text, which reviewers and servers compare.
    public Bytes digest() {
        return source.sha256();
    }
}
