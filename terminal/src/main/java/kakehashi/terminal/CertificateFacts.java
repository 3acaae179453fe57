package kakehashi.terminal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.AlgorithmIdentifier;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;

/// A certificate in words.
final class CertificateFacts {
    private CertificateFacts() {}

    static List<Fact> of(Certificate certificate) {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of(Label.SUBJECT, name(certificate.subject())));
        facts.add(Fact.of(Label.ISSUER, name(certificate.issuer())));
        facts.add(Fact.of(Label.SELF_ISSUED, certificate.isSelfIssued()));
        addSerial(facts, certificate.serialNumber());
        facts.add(Fact.of(Label.NOT_BEFORE, certificate.notBefore()));
        facts.add(Fact.of(Label.NOT_AFTER, certificate.notAfter()));
        facts.add(Fact.of(Label.PUBLIC_KEY, certificate.subjectPublicKeyInfo().toString()));
        facts.add(algorithm(certificate.signatureAlgorithm()));
        facts.add(Fact.of(Label.VERSION, certificate.version()));
        facts.add(ExtensionFacts.of(certificate.extensions()));
        addFingerprints(facts, certificate.der());
        return facts;
    }

    static String name(Name name) {
        return name.toString();
    }

    static void addSerial(List<Fact> facts, SerialNumber serial) {
        facts.add(Fact.of(Label.SERIAL_NUMBER, serial.contents()));
        asciiDigits(serial).ifPresent(text -> facts.add(Fact.of(Label.SERIAL_TEXT, text)));
    }

    /// Some issuers number their certificates in text: every octet is then an ASCII digit.
    static Optional<String> asciiDigits(SerialNumber serial) {
        Bytes octets = serial.contents();
        for (int i = 0; i < octets.length(); i++) {
            if (octets.at(i) < '0' || octets.at(i) > '9') {
                return Optional.empty();
            }
        }
        return octets.length() < 2
                ? Optional.empty()
                : Optional.of(new String(octets.toArray(), StandardCharsets.US_ASCII));
    }

    static Fact algorithm(AlgorithmIdentifier identifier) {
        return SignatureAlgorithm.of(identifier)
                .map(known -> Fact.of(Label.SIGNATURE_ALGORITHM, known.label()))
                .orElseGet(() -> Fact.of(Label.SIGNATURE_ALGORITHM, TextPage.oid(identifier.algorithm())));
    }

    static void addFingerprints(List<Fact> facts, Bytes der) {
        facts.add(Fact.of(Label.OCTETS, der.length()));
        facts.add(Fact.of(Label.FINGERPRINT_SHA256, der.sha256()));
        facts.add(Fact.of(Label.FINGERPRINT_SHA1, der.digest("SHA-1")));
    }
}
