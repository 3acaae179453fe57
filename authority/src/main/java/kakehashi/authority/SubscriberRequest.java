package kakehashi.authority;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kakehashi.contract.Authorisation;
import kakehashi.contract.Digest;
import kakehashi.contract.SubscriberProof;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Oid;

/// What a subscriber asked for under a standing authorisation, once the pinned key's signature over it held.
///
/// @param pkcs10 the certification request that he made; its own signature holds too
/// @param signed digest of the octets that were signed, without the signature: ECDSA has two for each
public record SubscriberRequest(CertificationRequest pkcs10, Digest signed) {
    private static final Oid COMMON_NAME = Oid.of("2.5.4.3");

    /// Empty when the proof is of another protocol than was granted, or not by the pinned key.
    static Optional<SubscriberRequest> verified(SubscriberProof proof, Authorisation granted) {
        Optional<SubscriberRequest> request = switch (proof) {
            case SubscriberProof.Acme acme -> acme(acme, granted);
            case SubscriberProof.Cmp(Bytes message) -> cmp(message, granted);
            case SubscriberProof.Pkcs10(Bytes der) -> pkcs10(der, granted);
            case SubscriberProof.OwnKey ownKey -> Optional.empty();
        };
        return request.filter(asked -> asked.pkcs10().verifiesItself());
    }

    private static Optional<SubscriberRequest> acme(SubscriberProof.Acme proof, Authorisation granted) {
        return AcmeProof.read(proof)
                .filter(jws -> granted.protocol() == Authorisation.Protocol.ACME)
                .filter(jws -> jws.isOfAnAccount(granted.address()) && jws.isSignedBy(granted.key()))
                .flatMap(jws -> jws.request().map(pkcs10 -> new SubscriberRequest(pkcs10, jws.signed())));
    }

    private static Optional<SubscriberRequest> cmp(Bytes message, Authorisation granted) {
        return CmpProof.read(message)
                .filter(cmp -> granted.protocol() == Authorisation.Protocol.CMP && cmp.isSignedBy(granted.key()))
                .map(cmp -> new SubscriberRequest(cmp.request(), cmp.signed()));
    }

    /// EST and renewal: the pinned key is the one that the certificate will have.
    private static Optional<SubscriberRequest> pkcs10(Bytes der, Authorisation granted) {
        boolean fits = granted.protocol() == Authorisation.Protocol.EST
                || granted.protocol() == Authorisation.Protocol.RENEWAL;
        return CertificationRequest.parse(der)
                .toOptional()
                .filter(pkcs10 -> fits && pkcs10.subjectPublicKeyInfo().equals(granted.key()))
                .map(pkcs10 -> new SubscriberRequest(pkcs10, Digest.of(pkcs10.requestInfo())));
    }

    /// The domain names that it asks for; without alternative names it is the common name.
    Set<String> names() {
        Set<String> names = new HashSet<>();
        List<GeneralName> alternative = pkcs10.requestedSubjectAltNames();
        for (GeneralName name : alternative) {
            names.add(name instanceof GeneralName.DnsName(String dns) ? dns : "");
        }
        if (alternative.isEmpty()) {
            pkcs10.subject().first(COMMON_NAME).ifPresent(names::add);
        }
        return names;
    }
}
