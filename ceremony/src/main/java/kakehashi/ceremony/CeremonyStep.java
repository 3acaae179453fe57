package kakehashi.ceremony;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kakehashi.contract.Id;
import kakehashi.contract.OrderKind;
import kakehashi.profiles.CertificateProfile;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;

/// One step of a ceremony.
///
/// @param number from 1, in the order of the file
/// @param act what is done
/// @param approvers the keys of the officers who approve it, in the order in which they do
public record CeremonyStep(int number, Act act, List<String> approvers) {
    public CeremonyStep {
        approvers = List.copyOf(approvers);
    }

    /// What is done in a step.
    public sealed interface Act {
        /// The word for it in the file.
        default String word() {
            return switch (this) {
                case Found found -> "found";
                case PutProfile put -> "profile";
                case MakeKey make -> "key";
                case SelfSign sign -> "self-sign";
                case Certify certify -> "certify";
                case RollOver roll -> "roll-over";
                case Receive receive -> "receive";
                case CrossCertify cross -> "cross-certify";
                case MakeCrl crl -> "crl";
            };
        }

        /// The kind of the order it takes; founding takes none.
        default Optional<OrderKind> order() {
            return switch (this) {
                case Found found -> Optional.empty();
                case PutProfile put -> Optional.of(OrderKind.PROFILE);
                case MakeKey make -> Optional.of(OrderKind.CA);
                case SelfSign sign -> Optional.of(OrderKind.CA);
                case Certify certify -> Optional.of(OrderKind.CA);
                case RollOver roll -> Optional.of(OrderKind.CA);
                case Receive receive -> Optional.of(OrderKind.CA);
                case CrossCertify cross -> Optional.of(OrderKind.CROSS_CERTIFICATE);
                case MakeCrl crl -> Optional.of(OrderKind.CRL);
            };
        }
    }

    /// The installation's keys are made; custodians and first officers sign genesis.
    public record Found() implements Act {}

    /// A profile comes into force.
    public record PutProfile(CertificateProfile profile) implements Act {}

    /// A CA gets a key: its first, or one to roll over to.
    public record MakeKey(CeremonyCa ca) implements Act {}

    /// A CA gets a self-signed certificate.
    public record SelfSign(CeremonyCa ca) implements Act {}

    /// A CA of this installation certifies another one.
    ///
    /// @param ca the subordinate
    /// @param by the one that signs
    public record Certify(CeremonyCa ca, CeremonyCa by) implements Act {}

    /// A CA moves to its newest key, with link certificates (RFC 4210 §4.4).
    ///
    /// @param link the profile of newWithOld and oldWithNew
    public record RollOver(CeremonyCa ca, CertificateProfile link) implements Act {}

    /// A CA takes the certificate that a CA outside issued for its key.
    ///
    /// @param request the PKCS#10 that the CA's key signed
    /// @param received what the outside CA issued
    /// @param issuer the outside CA's own certificate
    public record Receive(CeremonyCa ca, Bytes request, Certificate received, Certificate issuer) implements Act {}

    /// A CA certifies one of another domain.
    ///
    /// @param by the one that signs
    /// @param caseId the bridge's case
    /// @param request the other CA's PKCS#10
    /// @param own the other CA's own certificate, whose name, alternative names and key identifier are taken
    /// @param file where the request was read
    /// @param profile the profile
    public record CrossCertify(
            CeremonyCa by, Id caseId, Bytes request, Certificate own, Path file, CertificateProfile profile)
            implements Act {}

    /// A CA makes its CRLs.
    public record MakeCrl(CeremonyCa ca) implements Act {}

    /// Number and word, such as `03-self-sign`, which is how its files are called.
    public String slug() {
        return String.format(Locale.ROOT, "%02d-%s", number, act.word());
    }
}
