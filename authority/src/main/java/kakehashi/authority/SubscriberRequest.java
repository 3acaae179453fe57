package kakehashi.authority;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.contract.AcmeProof;
import kakehashi.contract.Authorisation;
import kakehashi.contract.Digest;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Order;
import kakehashi.contract.SignedOrder;
import kakehashi.contract.SubscriberProof;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertificateRequestMessage;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.CmpRequest;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.SubjectPublicKeyInfo;

/// What a subscriber asked for under a standing authorisation, once the pinned key's signature over it held, and
/// the signature of the key that is to be certified.
///
/// @param key the key that is to be certified
/// @param subject the name that he asked for
/// @param alternative the further names
/// @param signed digest of the octets that were signed, without the signature: ECDSA has two for each
public record SubscriberRequest(SubjectPublicKeyInfo key, Name subject, List<GeneralName> alternative, Digest signed) {
    private static final Oid COMMON_NAME = Oid.of("2.5.4.3");

    /// Empty when the proof is of another protocol than was granted, or not by the pinned key.
    static Optional<SubscriberRequest> verified(SubscriberProof proof, Authorisation granted) {
        return switch (proof) {
            case SubscriberProof.Acme acme -> acme(acme, granted);
            case SubscriberProof.Cmp(Bytes message) -> cmp(message, granted);
            case SubscriberProof.Pkcs10(Bytes der) -> pkcs10(der, granted);
            case SubscriberProof.OwnKey ownKey -> Optional.empty();
        };
    }

    private static Optional<SubscriberRequest> of(CertificationRequest request, Digest signed) {
        return Optional.of(request)
                .filter(CertificationRequest::verifiesItself)
                .map(one -> new SubscriberRequest(
                        one.subjectPublicKeyInfo(), one.subject(), one.requestedSubjectAltNames(), signed));
    }

    private static Optional<SubscriberRequest> of(CertificateRequestMessage request, Digest signed) {
        return Optional.of(request)
                .filter(CertificateRequestMessage::verifiesItself)
                .map(one -> new SubscriberRequest(
                        one.subjectPublicKeyInfo(), one.subject(), one.requestedSubjectAltNames(), signed));
    }

    private static Optional<SubscriberRequest> acme(SubscriberProof.Acme proof, Authorisation granted) {
        return AcmeProof.read(proof)
                .filter(jws -> granted.protocol() == Authorisation.Protocol.ACME)
                .filter(jws -> jws.isOfAnAccount(granted.address()) && jws.isSignedBy(granted.key()))
                .flatMap(jws -> jws.request().flatMap(pkcs10 -> of(pkcs10, jws.signed())));
    }

    /// The message is known by what was protected; its transaction and nonce make it the client's one.
    private static Optional<SubscriberRequest> cmp(Bytes message, Authorisation granted) {
        Optional<CmpRequest> read = CmpRequest.parse(message)
                .toOptional()
                .filter(cmp -> granted.protocol() == Authorisation.Protocol.CMP && cmp.isSignedBy(granted.key()));
        return read.flatMap(cmp -> {
            Digest signed = Digest.of(cmp.protectedPart());
            return switch (cmp.body()) {
                case CmpRequest.Body.Pkcs10(CertificationRequest request) -> of(request, signed);
                case CmpRequest.Body.Certification(CmpRequest.Kind kind, CertificateRequestMessage request) ->
                    of(request, signed);
                case CmpRequest.Body.Revocation revocation -> Optional.empty();
            };
        });
    }

    /// EST and renewal: the pinned key is the one that the certificate will have.
    private static Optional<SubscriberRequest> pkcs10(Bytes der, Authorisation granted) {
        boolean fits = granted.protocol() == Authorisation.Protocol.EST
                || granted.protocol() == Authorisation.Protocol.RENEWAL;
        return CertificationRequest.parse(der)
                .toOptional()
                .filter(pkcs10 -> fits && pkcs10.subjectPublicKeyInfo().equals(granted.key()))
                .flatMap(pkcs10 -> of(pkcs10, Digest.of(pkcs10.requestInfo())));
    }

    /// Whether an order asks for a certificate by this PKCS#10 request.
    ///
    /// @param folder a [SignedOrder]
    /// @param request digest of the request info
    public static boolean isIn(Bytes folder, Digest request) {
        return SignedOrder.parse(folder)
                .toOptional()
                .flatMap(signed -> Order.parse(signed.order()).toOptional())
                .flatMap(order -> order.parseBody().toOptional())
                .filter(body -> body instanceof IssueBody issue && isIn(issue, request))
                .isPresent();
    }

    private static boolean isIn(IssueBody body, Digest request) {
        return body.items().stream()
                .anyMatch(item -> item.possession() instanceof IssueBody.Possession.Pkcs10(Bytes der)
                        && CertificationRequest.parse(der)
                                .toOptional()
                                .filter(one -> Digest.of(one.requestInfo()).equals(request))
                                .isPresent());
    }

    /// The domain names that it asks for; without alternative names it is the common name.
    Set<String> names() {
        Set<String> names = new HashSet<>();
        for (GeneralName name : alternative) {
            names.add(name instanceof GeneralName.DnsName(String dns) ? dns : "");
        }
        if (alternative.isEmpty()) {
            subject.first(COMMON_NAME).ifPresent(names::add);
        }
        return names;
    }
}
