package kakehashi.terminal;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.authority.AuthoritySettings;
import kakehashi.contract.CaBody;
import kakehashi.contract.Id;
import kakehashi.path.Language;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.ExtensionRule;
import kakehashi.profiles.IssuingCa;
import kakehashi.profiles.Lint;
import kakehashi.profiles.LintContext;
import kakehashi.profiles.LintFinding;
import kakehashi.profiles.Linting;
import kakehashi.profiles.Preparation;
import kakehashi.profiles.PreparationOutcome;
import kakehashi.profiles.PreparationRefusal;
import kakehashi.profiles.PreparedCertificate;
import kakehashi.profiles.ProfileKind;
import kakehashi.profiles.RequestedCertificate;
import kakehashi.profiles.ShippedProfiles;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SubjectPublicKeyInfo;

/// Prepares the templates of CA certificates by profiles, as the vault prepares those of end entities.
///
/// @param language in which reasons against a template are told
/// @param authority the CA
/// @param now when the certificates begin
/// @param text the text of the order
record TemplateDraft(Language language, Id authority, Instant now, OrderTable text) {
    /// Any number: a template has the serial number 0, and the vault puts in another.
    private static final SerialNumber SERIAL = SerialNumber.of(BigInteger.ONE);

    private Optional<CertificateProfile> profile(String key, ProfileKind usual) {
        return text.has(key) ? RegisterDraft.readProfile(text, key, language) : Optional.of(ShippedProfiles.of(usual));
    }

    private Optional<Bytes> prepared(CertificateProfile profile, IssuingCa ca, RequestedCertificate wanted) {
        return switch (Preparation.prepare(profile, ca, wanted, now, SERIAL)) {
            case PreparationOutcome.Prepared(PreparedCertificate prepared) ->
                linted(profile, prepared, Linting.ofProfile(profile, ca));
            case PreparationOutcome.Refused(List<PreparationRefusal> refusals) ->
                unfit(profile, refusals.stream().map(r -> r.text(language)).toList());
        };
    }

    /// The vault would refuse later; officers should learn it before they approve.
    private Optional<Bytes> linted(CertificateProfile profile, PreparedCertificate prepared, LintContext context) {
        List<String> errors = Lint.check(prepared.unsigned(), context).stream()
                .filter(LintFinding::isError)
                .map(finding -> finding.words(language))
                .toList();
        return errors.isEmpty() ? Optional.of(prepared.template()) : unfit(profile, errors);
    }

    private Optional<Bytes> unfit(CertificateProfile profile, List<String> reasons) {
        String why = String.join("; ", reasons);
        text.fault(
                "profile",
                profile.kind().key(),
                "この証明書に合うプロファイル（" + why + "）",
                "a profile that the certificate fits (" + why + ")");
        return Optional.empty();
    }

    private Name subject(CertificateProfile profile, Name otherwise) {
        return text.optionalName("subject").map(profile.subject()::written).orElse(otherwise);
    }

    private Optional<List<GeneralName>> names(List<GeneralName> otherwise) {
        List<GeneralName> named = text.has("names") ? text.furtherNames("names") : otherwise;
        return Optional.of(named).filter(list -> !list.isEmpty());
    }

    /// The template of a new CA: its key stands in the request that came with it.
    Optional<Bytes> selfSigned(AuthoritySettings settings, CertificationRequest request) {
        Optional<CertificateProfile> profile = profile("profile", ProfileKind.SELF_SIGNED);
        Optional<Instant> notAfter = text.optionalTime("not-after");
        text.text("subject");
        Optional<List<GeneralName>> names = names(List.of());
        return profile.flatMap(p -> {
            Name name = subject(p, request.subject());
            SubjectPublicKeyInfo key = request.subjectPublicKeyInfo();
            return prepared(p, founding(settings, name, key), new RequestedCertificate(name, names, key, notAfter));
        });
    }

    private IssuingCa founding(AuthoritySettings settings, Name name, SubjectPublicKeyInfo key) {
        return new IssuingCa(
                authority,
                new IssuingCa.Identity.Founding(name, key),
                settings.algorithm(),
                settings.publication(),
                settings.shards());
    }

    /// The template for another CA: named as its own certificate names it, where the text has that, else as the
    /// text or its request says.
    Optional<Bytes> subject(ProfileKind usual, IssuingCa ca, CertificationRequest request) {
        Optional<CertificateProfile> profile = profile("profile", usual);
        Optional<Certificate> other =
                text.has("subject-certificate") ? text.certificate("subject-certificate") : none();
        Optional<Instant> notAfter = text.optionalTime("not-after");
        List<GeneralName> known = other.map(Certificate::subjectAltNames).orElse(request.requestedSubjectAltNames());
        return profile.flatMap(p -> {
            // Those of the FBCA's worksheets have none.
            Optional<List<GeneralName>> names = names(takesNames(p) ? known : List.of());
            Name name = subject(p, other.map(Certificate::subject).orElse(request.subject()));
            return prepared(
                    p,
                    ca,
                    new RequestedCertificate(
                            name,
                            names,
                            request.subjectPublicKeyInfo(),
                            notAfter,
                            other.filter(own -> own.subjectPublicKeyInfo().equals(request.subjectPublicKeyInfo()))
                                    .flatMap(Certificate::subjectKeyIdentifier)));
        });
    }

    private static boolean takesNames(CertificateProfile profile) {
        return profile.extensions().stream().anyMatch(rule -> rule instanceof ExtensionRule.SubjectAlternativeNames);
    }

    private static Optional<Certificate> none() {
        return Optional.empty();
    }

    /// RFC 4210 §4.4: "new with new", "new with old" and "old with new", all under the CA's one name.
    Optional<CaBody.Rollover> rollover(AuthoritySettings settings, Certificate old, SubjectPublicKeyInfo key) {
        Optional<CertificateProfile> self = profile("profile", ProfileKind.SELF_SIGNED);
        Optional<CertificateProfile> link = profile("link-profile", ProfileKind.LINK);
        if (self.isEmpty() || link.isEmpty()) {
            return Optional.empty();
        }
        Name name = old.subject();
        Optional<List<GeneralName>> names = Optional.of(old.subjectAltNames()).filter(list -> !list.isEmpty());
        IssuingCa fresh = founding(settings, name, key);
        RequestedCertificate byNew = new RequestedCertificate(
                name,
                names,
                old.subjectPublicKeyInfo(),
                text.optionalTime("link-not-after"),
                old.subjectKeyIdentifier());
        RequestedCertificate byOld = new RequestedCertificate(name, names, key, text.optionalTime("link-not-after"));
        Optional<Bytes> newSelf =
                prepared(self.get(), fresh, new RequestedCertificate(name, names, key, text.optionalTime("not-after")));
        Optional<Bytes> newWithOld = prepared(link.get(), settings.issuingCa(authority, old), byOld);
        Optional<Bytes> oldWithNew = prepared(link.get(), fresh, byNew);
        return newSelf.flatMap(a -> newWithOld.flatMap(b -> oldWithNew.map(c -> new CaBody.Rollover(a, b, c))));
    }
}
