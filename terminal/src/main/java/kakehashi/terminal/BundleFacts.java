package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import kakehashi.console.Phrase;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.Parsed;

/// Requests, and what holds several certificates, in words.
final class BundleFacts {
    private BundleFacts() {}

    static List<Fact> of(CertificateBundle bundle) {
        return List.of(
                Fact.items(Label.CERTIFICATES, bundle.certificates(), BundleFacts::certificate),
                Fact.items(Label.CRLS, bundle.crlDers(), BundleFacts::crl));
    }

    private static Value certificate(Certificate certificate) {
        return new Value.Group(CertificateFacts.of(certificate));
    }

    private static Value crl(Bytes der) {
        return new Value.Group(
                switch (Crl.parse(der)) {
                    case Parsed.Value<Crl>(Crl crl) -> CrlFacts.of(crl);
                    case Parsed.Malformed<Crl> malformed -> List.of(Fact.of(Label.MALFORMED, malformed.toString()));
                });
    }

    static List<Fact> of(CrossCertificatePair pair) {
        List<Fact> facts = new ArrayList<>();
        pair.issuedToThisCa().ifPresent(c -> facts.add(Fact.group(Label.ISSUED_TO_THIS_CA, CertificateFacts.of(c))));
        pair.issuedByThisCa().ifPresent(c -> facts.add(Fact.group(Label.ISSUED_BY_THIS_CA, CertificateFacts.of(c))));
        facts.add(Fact.of(Label.CORRESPONDS, pair.corresponds()));
        return facts;
    }

    static List<Fact> of(CertificationRequest request) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(Label.SUBJECT, request.subject().toString()));
        facts.add(Fact.of(Label.PUBLIC_KEY, request.subjectPublicKeyInfo().toString()));
        facts.add(CertificateFacts.algorithm(request.signatureAlgorithm()));
        facts.add(new Fact(
                Label.SIGNATURE_HOLDS,
                request.verifiesItself()
                        ? new Value.Coded("valid", new Phrase("正しい", "valid"))
                        : new Value.Coded("invalid", new Phrase("正しくない", "invalid"))));
        facts.add(Fact.items(
                Label.ATTRIBUTES, request.attributes(), attribute -> new Value.Identifier(attribute.type())));
        facts.add(ExtensionFacts.of(request.requestedExtensions()));
        CertificateFacts.addFingerprints(facts, request.der());
        return facts;
    }
}
