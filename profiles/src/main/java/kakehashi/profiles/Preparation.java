package kakehashi.profiles;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import kakehashi.x509.AlgorithmIdentifier;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.Parsed;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.Tag;
import kakehashi.x509.ToBeSigned;

/// Makes the octets that a CA is to sign, of a profile and a request, or of a template that officers have approved.
/// Nothing else makes a [PreparedCertificate].
public final class Preparation {
    private static final SerialNumber ZERO = new SerialNumber(Bytes.of(new byte[] {0}));

    private Preparation() {}

    /// Prepares a certificate under a profile.
    ///
    /// @param now the time of issuing
    /// @param serial the serial number: positive, at most 20 octets, never used before
    public static PreparationOutcome prepare(
            CertificateProfile profile, IssuingCa ca, RequestedCertificate request, Instant now, SerialNumber serial) {
        List<PreparationRefusal> refusals = new ArrayList<>(0);
        if (!serial.conforms()) {
            refusals.add(PreparationRefusal.of(PreparationRule.SERIAL_NUMBER, serial));
        }
        profile.keys().check(ca, refusals::add);
        profile.keys().check(request.key(), refusals::add);
        checkNames(profile, ca, request, refusals::add);
        ValidityRule.Span span = profile.validity().span(now, request.notAfter(), ca.validity(), refusals::add);
        CertificateBuilder builder = new CertificateBuilder()
                .serialNumber(serial)
                .issuer(ca.name())
                .subject(request.subject())
                .validity(span.notBefore(), span.notAfter())
                .publicKey(request.key());
        ExtensionWriting writing = new ExtensionWriting(ca, request, span.notBefore(), serial, refusals::add);
        for (ExtensionRule rule : profile.extensions()) {
            writing.write(rule, builder);
        }
        return refusals.isEmpty()
                ? prepared(builder.toBeSigned(ca.algorithm()), ca.algorithm())
                : new PreparationOutcome.Refused(List.copyOf(refusals));
    }

    private static void checkNames(
            CertificateProfile profile,
            IssuingCa ca,
            RequestedCertificate request,
            Consumer<PreparationRefusal> refuse) {
        Name subject = request.subject();
        List<GeneralName> names = request.names().orElse(List.of());
        profile.subject().check(subject, refuse);
        Set<String> dnsNames = profile.alternativeNames().check(names, refuse);
        profile.subject().checkCommonName(subject, dnsNames, refuse);
        if (subject.isEmpty() && names.isEmpty()) {
            refuse.accept(PreparationRefusal.of(PreparationRule.SUBJECT_EMPTY));
        }
        switch (profile.kind()) {
            case SELF_SIGNED -> checkSelfSigned(ca, request, refuse);
            case LINK -> checkLink(ca, request, refuse);
            case OFFICIAL_POST,
                    USER,
                    INTERNET_SERVER,
                    INTERNAL_SERVER,
                    CODE_SIGNING,
                    DOCUMENT_SIGNING,
                    LRA_OPERATOR,
                    OCSP_RESPONDER,
                    VALIDATION_SERVER,
                    TIME_STAMP,
                    CROSS_TO_CA,
                    CROSS_TO_BRIDGE,
                    SUBORDINATE_CA -> {
                if (subject.equals(ca.name())) {
                    refuse.accept(PreparationRefusal.of(PreparationRule.SUBJECT_NOT_OF_ISSUER));
                }
            }
        }
    }

    /// "Self-signed certificates are self-issued certificates where the digital signature may be verified by the
    /// public key bound into the certificate" (RFC 5280 §3.2).
    private static void checkSelfSigned(
            IssuingCa ca, RequestedCertificate request, Consumer<PreparationRefusal> refuse) {
        checkOwnName(ca, request, refuse);
        if (!request.key().equals(ca.key())) {
            refuse.accept(PreparationRefusal.of(PreparationRule.KEY_OF_ISSUER));
        }
    }

    /// "OldWithNew" and "NewWithOld": the same CA certifies its other key (RFC 4210 §4.4).
    private static void checkLink(IssuingCa ca, RequestedCertificate request, Consumer<PreparationRefusal> refuse) {
        checkOwnName(ca, request, refuse);
        if (request.key().equals(ca.key())) {
            refuse.accept(PreparationRefusal.of(PreparationRule.KEY_NOT_OF_ISSUER));
        }
    }

    private static void checkOwnName(IssuingCa ca, RequestedCertificate request, Consumer<PreparationRefusal> refuse) {
        if (!request.subject().der().equals(ca.name().der())) {
            refuse.accept(PreparationRefusal.of(PreparationRule.SUBJECT_OF_ISSUER));
        }
    }

    private static PreparationOutcome prepared(ToBeSigned toBeSigned, SignatureAlgorithm algorithm) {
        return new PreparationOutcome.Prepared(new PreparedCertificate(toBeSigned, algorithm));
    }

    /// Prepares the certificate of a template: a `TBSCertificate` with serial number 0, as orders about CAs carry
    /// it (ADR 3). What comes out differs from the template in the serial number only, octet by octet.
    ///
    /// @param template the DER of the template
    /// @param serial the serial number: positive, at most 20 octets, never used before
    public static PreparationOutcome ofTemplate(Bytes template, SerialNumber serial) {
        return switch (Parsed.of(() -> readTemplate(template))) {
            case Parsed.Malformed<Certificate> malformed -> refused(PreparationRule.TEMPLATE_MALFORMED, malformed);
            case Parsed.Value<Certificate>(Certificate read) -> ofTemplate(template, read, serial);
        };
    }

    /// The template read as a certificate whose signature is empty.
    private static Certificate readTemplate(Bytes template) {
        DerReader reader = new DerReader(template);
        reader.enterSequence();
        reader.skipIf(0xa0);
        reader.skipInteger();
        AlgorithmIdentifier algorithm = AlgorithmIdentifier.read(reader);
        DerReader whole = new DerReader(new ToBeSigned(template, algorithm).signed(Bytes.EMPTY));
        Certificate read = Certificate.read(whole);
        whole.finish();
        return read;
    }

    private static PreparationOutcome ofTemplate(Bytes template, Certificate read, SerialNumber serial) {
        if (!read.serialNumber().equals(ZERO)) {
            return refused(PreparationRule.TEMPLATE_SERIAL);
        }
        if (!serial.conforms()) {
            return refused(PreparationRule.SERIAL_NUMBER, serial);
        }
        return SignatureAlgorithm.of(read.tbsSignatureAlgorithm())
                .map(algorithm ->
                        prepared(new ToBeSigned(withSerial(template, serial), read.tbsSignatureAlgorithm()), algorithm))
                .orElseGet(() -> refused(PreparationRule.TEMPLATE_ALGORITHM));
    }

    private static PreparationOutcome refused(PreparationRule rule, Object... details) {
        return new PreparationOutcome.Refused(List.of(PreparationRefusal.of(rule, details)));
    }

    /// A `TBSCertificate` with another serial number; every other octet of its contents stays.
    static Bytes withSerial(Bytes tbsCertificate, SerialNumber serial) {
        DerReader whole = new DerReader(tbsCertificate);
        Bytes contents = whole.contents(Tag.SEQUENCE);
        DerReader reader = new DerReader(contents);
        reader.skipIf(0xa0);
        int from = reader.position();
        reader.skipInteger();
        int to = reader.position();
        return DerWriter.write(w -> w.sequence(s -> {
            s.raw(contents.slice(0, from));
            serial.write(s);
            s.raw(contents.slice(to, contents.length()));
        }));
    }

    /// The template that an order about a CA carries, of what was prepared for its officers to see.
    static Bytes template(Bytes tbsCertificate) {
        return withSerial(tbsCertificate, ZERO);
    }
}
