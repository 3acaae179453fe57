package kakehashi.contract;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateRequestMessage;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Extension;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Parsed;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.Tag;

/// What the octet strings of statements hold, for [TextLines].
final class StatementFields {
    private StatementFields() {}

    static Object valueOf(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("record without its accessor " + component, e);
        }
    }

    /// A record of ours for what the annex says is in the octets; a list of lines for what x509 or nobody has a
    /// type for, beside which the digest stands; the octets themselves where nothing can be said.
    static Object decoded(Record holder, String name, Bytes octets) {
        Optional<?> value = switch (holder) {
            case Order order -> order.parseBody().toOptional();
            case IssueBody.Item item -> Request.parse(octets).toOptional();
            case IssueBody.Possession.Card card -> Signed.parse(octets).toOptional();
            case OfficerBody.Put put -> Signed.parse(octets).toOptional();
            case KeysBody keys -> KeyChange.parse(octets).toOptional();
            case Signed signed when name.equals("statement") -> statement(signed);
            case IssueBody.Possession.Pkcs10 proof -> request(octets);
            case IssueBody.Possession.Crmf proof -> message(octets);
            case CaBody.Certify certify when name.equals("request") -> request(octets);
            case CrossBody.Certify certify when name.equals("request") -> request(octets);
            case CaBody.Receive receive when name.equals("request") -> request(octets);
            case CaBody.Receive receive -> whole(octets);
            case CrossBody.Certify certify when name.equals("own") -> whole(octets);
            case CaBody template -> template(octets);
            case CrossBody.Publish publish -> pair(octets);
            case CrossBody.Certify certify -> template(octets);
            case ProfileBody.Put put -> plainText(octets);
            case PolicyBody.Put put -> plainText(octets);
            default -> Optional.empty();
        };
        return value.isPresent() ? value.get() : octets;
    }

    private static Optional<?> statement(Signed signed) {
        Bytes octets = signed.statement();
        return signed.label().flatMap(label -> switch (label) {
            case FILING -> Filing.parse(octets).toOptional();
            case APPROVAL -> Approval.parse(octets).toOptional();
            case CARD_KEY -> CardKey.parse(octets).toOptional();
            case ENROLMENT -> Enrolment.parse(octets).toOptional();
            case ORDER,
                    OUTCOME,
                    REVOKE_ME,
                    KEYS,
                    GENESIS,
                    RECONCILE,
                    ENTRY,
                    HEAD,
                    SEALED,
                    SNAPSHOT,
                    FEED,
                    PULSE,
                    MINUTES,
                    DESTROY_KEY -> Optional.empty();
        });
    }

    /// A PKCS#10's key; its names are not read, so they are not shown.
    private static Optional<List<String>> request(Bytes octets) {
        return CertificationRequest.parse(octets).toOptional().map(r -> key(r.subjectPublicKeyInfo()));
    }

    private static Optional<List<String>> message(Bytes octets) {
        return CertificateRequestMessage.parse(octets).toOptional().map(r -> key(r.subjectPublicKeyInfo()));
    }

    private static List<String> key(SubjectPublicKeyInfo key) {
        return List.of("key " + key + ", SHA-256 " + TextLines.grouped(key.der().sha256()));
    }

    /// A TBSCertificate, read as a certificate whose signature is empty.
    private static Optional<List<String>> template(Bytes octets) {
        return Parsed.of(() -> {
                    DerReader reader = new DerReader(octets);
                    reader.enterSequence();
                    reader.skipIf(Tag.constructed(0));
                    reader.skipInteger();
                    return reader.element(Tag.SEQUENCE);
                })
                .toOptional()
                .map(algorithm -> DerWriter.write(
                        w -> w.sequence(c -> c.raw(octets).raw(algorithm).bitString(Bytes.EMPTY))))
                .flatMap(der -> Certificate.parse(der).toOptional())
                .map(StatementFields::certificate);
    }

    /// A certificate as it came from outside.
    private static Optional<List<String>> whole(Bytes octets) {
        return Certificate.parse(octets).toOptional().map(StatementFields::certificate);
    }

    private static Optional<List<String>> pair(Bytes octets) {
        return CrossCertificatePair.parse(octets).toOptional().map(pair -> {
            List<String> lines = new ArrayList<>();
            pair.issuedToThisCa().ifPresent(c -> lines.add("issuedToThisCA"));
            pair.issuedToThisCa().map(StatementFields::certificate).ifPresent(lines::addAll);
            pair.issuedByThisCa().ifPresent(c -> lines.add("issuedByThisCA"));
            pair.issuedByThisCa().map(StatementFields::certificate).ifPresent(lines::addAll);
            return lines;
        });
    }

    private static List<String> certificate(Certificate certificate) {
        List<String> lines = new ArrayList<>(List.of(
                "serialNumber " + certificate.serialNumber(),
                "issuer " + certificate.issuer(),
                "notBefore " + certificate.notBefore(),
                "notAfter " + certificate.notAfter(),
                "subject " + certificate.subject(),
                "key " + certificate.subjectPublicKeyInfo() + ", SHA-256 "
                        + TextLines.grouped(
                                certificate.subjectPublicKeyInfo().der().sha256())));
        for (Extension extension : certificate.extensions().all()) {
            String name = KnownExtension.of(extension.id())
                    .map(KnownExtension::rfcName)
                    .orElse("");
            lines.add("extension " + extension.id() + " " + name + (extension.critical() ? " critical " : " ")
                    + extension.value());
        }
        return lines;
    }

    /// A profile or a policy is text; it is shown as it stands.
    private static Optional<List<String>> plainText(Bytes octets) {
        String text = new String(octets.toArray(), StandardCharsets.UTF_8);
        boolean whole = Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)).equals(octets);
        return whole ? Optional.of(List.of(text.split("\n", -1))) : Optional.empty();
    }
}
