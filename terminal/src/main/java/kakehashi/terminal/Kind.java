package kakehashi.terminal;

import java.util.List;
import java.util.Optional;
import kakehashi.console.Phrase;
import kakehashi.x509.Bytes;
import kakehashi.x509.Tag;

/// The structures that are told apart by their shape, whether or not they are well-formed to the end.
enum Kind {
    CERTIFICATE("certificate", "証明書", "certificate"),
    CRL("crl", "証明書失効リスト (CRL)", "certificate revocation list (CRL)"),
    CERTIFICATION_REQUEST("certificationRequest", "証明書発行要求 (PKCS #10)", "certification request (PKCS #10)"),
    CERTIFICATE_BUNDLE("certificateBundle", "証明書の束 (PKCS #7)", "bundle of certificates (PKCS #7)"),
    OCSP_REQUEST("ocspRequest", "OCSP リクエスト", "OCSP request"),
    OCSP_RESPONSE("ocspResponse", "OCSP レスポンス", "OCSP response"),
    CROSS_CERTIFICATE_PAIR("crossCertificatePair", "相互認証証明書ペア", "cross-certificate pair");

    /// Deep enough to see the fields of a signed part, not the entries of a CRL.
    private static final int OUTLINE_DEPTH = 2;

    private final String code;
    private final Phrase words;

    Kind(String code, String japanese, String english) {
        this.code = code;
        this.words = new Phrase(japanese, english);
    }

    String code() {
        return code;
    }

    Phrase words() {
        return words;
    }

    /// What the DER is the beginning of.
    static Optional<Kind> of(Bytes der) {
        if (der.isEmpty() || der.at(0) != Tag.SEQUENCE) {
            return Optional.empty();
        }
        List<Asn1Node> roots = Asn1Tree.read(der, OUTLINE_DEPTH).roots();
        return roots.isEmpty() || roots.getFirst().children().isEmpty() ? Optional.empty() : of(roots.getFirst());
    }

    private static Optional<Kind> of(Asn1Node root) {
        List<Asn1Node> fields = root.children();
        Asn1Node first = fields.getFirst();
        return switch (first.identifier()) {
            case Tag.OBJECT_IDENTIFIER -> Optional.of(CERTIFICATE_BUNDLE);
            case Tag.ENUMERATED -> Optional.of(OCSP_RESPONSE);
            case 0xa0, 0xa1 -> fields.size() <= 2 ? Optional.of(CROSS_CERTIFICATE_PAIR) : Optional.empty();
            case Tag.SEQUENCE -> signed(fields, first.children());
            default -> Optional.empty();
        };
    }

    private static Optional<Kind> signed(List<Asn1Node> fields, List<Asn1Node> tbs) {
        boolean signature = fields.size() > 1 && fields.get(1).identifier() == Tag.SEQUENCE;
        if (tbs.isEmpty()) {
            return Optional.empty();
        }
        boolean times =
                tbs.stream().anyMatch(n -> n.identifier() == Tag.UTC_TIME || n.identifier() == Tag.GENERALIZED_TIME);
        if (times) {
            return Optional.of(CRL);
        }
        if (tbs.size() <= 4 && tbs.getFirst().identifier() == Tag.INTEGER && !isValidity(tbs)) {
            return Optional.of(CERTIFICATION_REQUEST);
        }
        boolean request = !signature && tbs.size() <= 4 && tbs.stream().allMatch(Asn1Node::isConstructed);
        return Optional.of(request ? OCSP_REQUEST : CERTIFICATE);
    }

    /// Whether the fourth field is the validity of a version 1 certificate that was cut short.
    private static boolean isValidity(List<Asn1Node> tbs) {
        return tbs.size() == 4 && tbs.get(3).identifier() == Tag.SEQUENCE;
    }
}
