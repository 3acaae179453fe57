package kakehashi.profiles;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.Crl;
import kakehashi.x509.Parsed;
import kakehashi.x509.ToBeSigned;

/// Holds certificates, CRLs and requests to the rules. Lint makes no statement about validity of signatures or
/// paths.
public final class Lint {
    /// A stand-in where the signature will be: rules do not look at it, and the reader wants octets.
    private static final Bytes NO_SIGNATURE = Bytes.ofHex("00");

    private static final List<TermedRule<LintedCertificate>> OF_CERTIFICATES =
            Stream.<TermedRule<LintedCertificate>[]>of(
                            FieldLint.values(),
                            NameLint.values(),
                            KeyIdLint.values(),
                            UsageLint.values(),
                            AltNameLint.values(),
                            PolicyLint.values(),
                            PlaceLint.values(),
                            CrossLint.values(),
                            JapanLint.values(),
                            ServerLint.values(),
                            PromiseLint.values())
                    .flatMap(Arrays::stream)
                    .toList();
    private static final Map<LintPurpose, List<TermedRule<LintedCertificate>>> BY_PURPOSE = byPurpose();

    private Lint() {}

    private static Map<LintPurpose, List<TermedRule<LintedCertificate>>> byPurpose() {
        Map<LintPurpose, List<TermedRule<LintedCertificate>>> map = new EnumMap<>(LintPurpose.class);
        for (LintPurpose purpose : LintPurpose.values()) {
            map.put(
                    purpose,
                    OF_CERTIFICATES.stream()
                            .filter(rule -> rule.concerns(purpose))
                            .toList());
        }
        return map;
    }

    /// Every rule there is.
    public static List<LintRule> rules() {
        List<LintRule> all = new ArrayList<>(OF_CERTIFICATES);
        all.addAll(List.of(CrlLint.values()));
        all.addAll(List.of(RequestLint.values()));
        all.addAll(List.of(KeyWeakness.values()));
        return List.copyOf(all);
    }

    /// The rules that a certificate breaks, in the order of [#rules]. The key itself is for [KeyCheck].
    public static List<LintFinding> check(Certificate certificate, LintContext context) {
        List<LintFinding> findings = new ArrayList<>(0);
        LintedCertificate opened = new LintedCertificate(certificate, context);
        for (TermedRule<LintedCertificate> rule : BY_PURPOSE.get(context.purpose())) {
            rule.check(opened, findings);
        }
        return List.copyOf(findings);
    }

    /// The rules that a certificate breaks that is yet to be signed; one that cannot be read again breaks
    /// `well-formed`.
    public static List<LintFinding> check(ToBeSigned prepared, LintContext context) {
        return switch (Certificate.parse(prepared.signed(NO_SIGNATURE))) {
            case Parsed.Value<Certificate>(Certificate certificate) -> check(certificate, context);
            case Parsed.Malformed<Certificate> malformed -> List.of(malformed(malformed));
        };
    }

    /// The finding about something that cannot be read.
    public static LintFinding malformed(Parsed.Malformed<?> problem) {
        return new LintFinding(FieldLint.WELL_FORMED, problem.toString());
    }

    /// The rules that a CRL breaks.
    ///
    /// @param issuer the certificate of the CRL's issuer
    public static List<LintFinding> check(Crl crl, Optional<Certificate> issuer) {
        List<LintFinding> findings = new ArrayList<>(0);
        LintedCrl opened = new LintedCrl(crl, issuer);
        for (CrlLint rule : CrlLint.values()) {
            rule.check(opened, findings);
        }
        return List.copyOf(findings);
    }

    /// The rules that a request breaks.
    public static List<LintFinding> check(CertificationRequest request) {
        List<LintFinding> findings = new ArrayList<>(0);
        for (RequestLint rule : RequestLint.values()) {
            rule.check(request, findings);
        }
        return List.copyOf(findings);
    }
}
