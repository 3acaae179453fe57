package kakehashi.ceremony;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.authority.AuthoritySettings;
import kakehashi.authority.OrderRule;
import kakehashi.authority.ReceivedCertificate;
import kakehashi.contract.CaBody;
import kakehashi.contract.CrlBody;
import kakehashi.contract.CrossBody;
import kakehashi.contract.OrderBody;
import kakehashi.contract.ProfileBody;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.ExtensionRule;
import kakehashi.profiles.IssuingCa;
import kakehashi.profiles.LintContext;
import kakehashi.profiles.Linting;
import kakehashi.profiles.Preparation;
import kakehashi.profiles.PreparationOutcome;
import kakehashi.profiles.PreparationRefusal;
import kakehashi.profiles.PreparedCertificate;
import kakehashi.profiles.RequestedCertificate;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SubjectPublicKeyInfo;

/// Works out the order of a step, with the exact certificates in it. A dry run and the ceremony itself ask the same
/// planner; only what they know of the CAs differs.
final class CeremonyPlanner {
    /// A serial number that stands for the one that is drawn at signing.
    private static final SerialNumber ANY = new SerialNumber(Bytes.ofHex("4000000000000000000000000000000000000000"));

    /// What is known of a CA when a step begins.
    ///
    /// @param key the newest key that was made for it
    /// @param request the PKCS#10 that the vault made with the key
    /// @param certificate its newest certificate
    record Known(Optional<SubjectPublicKeyInfo> key, Optional<Bytes> request, Optional<Certificate> certificate) {
        static final Known NOTHING = new Known(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// What comes of planning.
    sealed interface Plan {
        /// The body of the order, and the certificates that it would bring.
        record Ready(OrderBody body, List<Certificate> unsigned) implements Plan {}

        /// Why there is none.
        record Refused(List<String> reasons) implements Plan {}
    }

    /// Stops planning with its reasons.
    private static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<String> reasons;

        Unfit(List<String> reasons) {
            super(reasons.toString(), null, false, false);
            this.reasons = reasons;
        }
    }

    private final Function<CeremonyCa, Known> known;

    CeremonyPlanner(Function<CeremonyCa, Known> known) {
        this.known = known;
    }

    /// @throws IllegalArgumentException for founding, which takes no order
    Plan plan(CeremonyStep.Act act, Instant now) {
        try {
            return switch (act) {
                case CeremonyStep.Found found -> throw new IllegalArgumentException("founding takes no order");
                case CeremonyStep.PutProfile(CertificateProfile profile) ->
                    new Plan.Ready(new ProfileBody.Put(profile.id(), profile.text()), List.of());
                case CeremonyStep.MakeKey(CeremonyCa ca) ->
                    new Plan.Ready(new CaBody.Key(ca.id(), ca.settings()), List.of());
                case CeremonyStep.SelfSign(CeremonyCa ca) -> selfSign(ca, now);
                case CeremonyStep.Certify(CeremonyCa ca, CeremonyCa by) -> certify(ca, by, now);
                case CeremonyStep.RollOver(CeremonyCa ca, CertificateProfile link) -> rollOver(ca, link, now);
                case CeremonyStep.Receive receive -> receive(receive, now);
                case CeremonyStep.CrossCertify cross -> cross(cross, now);
                case CeremonyStep.MakeCrl crl -> new Plan.Ready(CrlBody.FULL, List.of());
            };
        } catch (Unfit e) {
            return new Plan.Refused(e.reasons);
        }
    }

    private Plan selfSign(CeremonyCa ca, Instant now) {
        PreparedCertificate prepared = ownCertificate(ca, key(ca), now);
        return new Plan.Ready(
                new CaBody.Create(ca.id(), ca.readSettings().name(), prepared.template()),
                List.of(prepared.unsigned()));
    }

    private PreparedCertificate ownCertificate(CeremonyCa ca, SubjectPublicKeyInfo key, Instant now) {
        Name name = ca.writtenSubject();
        AuthoritySettings settings = ca.readSettings();
        IssuingCa founding = new IssuingCa(
                ca.id(),
                new IssuingCa.Identity.Founding(name, key),
                settings.algorithm(),
                settings.publication(),
                settings.shards());
        return prepared(
                ca.profile(),
                founding,
                new RequestedCertificate(name, japanese(ca), key, Optional.empty()),
                now,
                List.of());
    }

    private static Optional<List<GeneralName>> japanese(CeremonyCa ca) {
        return ca.japanese().map(name -> List.of(new GeneralName.DirectoryName(name)));
    }

    private Plan certify(CeremonyCa ca, CeremonyCa by, Instant now) {
        Certificate issuer = certificate(by);
        PreparedCertificate prepared = prepared(
                ca.profile(),
                by.readSettings().issuingCa(by.id(), issuer),
                new RequestedCertificate(ca.writtenSubject(), japanese(ca), key(ca), Optional.empty()),
                now,
                known.apply(ca).certificate().stream().toList());
        Bytes request = known.apply(ca).request().orElse(Bytes.EMPTY);
        return new Plan.Ready(new CaBody.Certify(request, prepared.template()), List.of(prepared.unsigned()));
    }

    /// RFC 4210 §4.4: both link certificates end with the older certificate, or as the profile has it.
    private Plan rollOver(CeremonyCa ca, CertificateProfile link, Instant now) {
        Certificate old = certificate(ca);
        SubjectPublicKeyInfo newKey = key(ca);
        PreparedCertificate newSelf = ownCertificate(ca, newKey, now);
        AuthoritySettings settings = ca.readSettings();
        List<GeneralName> names = old.subjectAltNames();
        Optional<List<GeneralName>> alternative = names.isEmpty() ? Optional.empty() : Optional.of(names);
        Optional<Instant> end = end(link, old, now);
        PreparedCertificate newWithOld = prepared(
                link,
                settings.issuingCa(ca.id(), old),
                new RequestedCertificate(old.subject(), alternative, newKey, end),
                now,
                List.of(old));
        PreparedCertificate oldWithNew = prepared(
                link,
                settings.issuingCa(ca.id(), newSelf.unsigned()),
                new RequestedCertificate(old.subject(), alternative, old.subjectPublicKeyInfo(), end),
                now,
                List.of(old));
        return new Plan.Ready(
                new CaBody.Rollover(newSelf.template(), newWithOld.template(), oldWithNew.template()),
                List.of(newSelf.unsigned(), newWithOld.unsigned(), oldWithNew.unsigned()));
    }

    /// The older certificate's end where the profile reaches it; a day is for where the profile's days begin.
    private static Optional<Instant> end(CertificateProfile link, Certificate old, Instant now) {
        Instant latest = now.atZone(ZoneOffset.UTC)
                .plus(link.validity().longest())
                .minusDays(1)
                .toInstant();
        return Optional.of(old.notAfter()).filter(end -> !end.isAfter(latest));
    }

    /// What the vault will look at in the papers themselves. A dry run does not know which key it has.
    private Plan receive(CeremonyStep.Receive receive, Instant now) {
        CaBody.Receive body = new CaBody.Receive(
                receive.request(), receive.received().der(), receive.issuer().der());
        ReceivedCertificate.fault(body, now).ifPresent(refusal -> {
            throw new Unfit(List.of(OrderRule.explained(refusal)));
        });
        return new Plan.Ready(body, List.of(receive.received()));
    }

    private Plan cross(CeremonyStep.CrossCertify cross, Instant now) {
        Certificate issuer = certificate(cross.by());
        Certificate own = cross.own();
        CertificationRequest request =
                CertificationRequest.parse(cross.request()).orElseThrow();
        PreparedCertificate prepared = prepared(
                cross.profile(),
                cross.by().readSettings().issuingCa(cross.by().id(), issuer),
                new RequestedCertificate(
                        own.subject(),
                        Optional.of(own.subjectAltNames())
                                .filter(names -> takesNames(cross.profile()) && !names.isEmpty()),
                        request.subjectPublicKeyInfo(),
                        Optional.empty(),
                        own.subjectPublicKeyInfo().equals(request.subjectPublicKeyInfo())
                                ? own.subjectKeyIdentifier()
                                : Optional.empty()),
                now,
                List.of(own));
        return new Plan.Ready(
                new CrossBody.Certify(cross.caseId(), cross.request(), prepared.template(), List.of(own.der())),
                List.of(prepared.unsigned()));
    }

    private static boolean takesNames(CertificateProfile profile) {
        return profile.extensions().stream().anyMatch(rule -> rule instanceof ExtensionRule.SubjectAlternativeNames);
    }

    private SubjectPublicKeyInfo key(CeremonyCa ca) {
        return known.apply(ca).key().orElseThrow(() -> new Unfit(List.of(ca.key() + ": no key was made for it")));
    }

    private Certificate certificate(CeremonyCa ca) {
        return known.apply(ca)
                .certificate()
                .orElseThrow(() -> new Unfit(List.of(ca.key() + ": it has no certificate here")));
    }

    /// @param own the certificates that the subject has already
    private static PreparedCertificate prepared(
            CertificateProfile profile, IssuingCa ca, RequestedCertificate wanted, Instant now, List<Certificate> own) {
        LintContext context =
                Linting.ofProfile(profile, ca).withSubjectCertificates(own).withRequestedKey(wanted.key());
        return switch (Preparation.prepare(profile, ca, wanted, now, ANY)) {
            case PreparationOutcome.Refused(List<PreparationRefusal> refusals) ->
                throw new Unfit(
                        refusals.stream().map(PreparationRefusal::explained).toList());
            case PreparationOutcome.Prepared(PreparedCertificate prepared) -> {
                List<String> findings = Linting.explained(prepared.unsigned(), context);
                if (!findings.isEmpty()) {
                    throw new Unfit(findings);
                }
                yield prepared;
            }
        };
    }
}
