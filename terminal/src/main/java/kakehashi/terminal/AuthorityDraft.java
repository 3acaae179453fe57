package kakehashi.terminal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kakehashi.authority.AuthoritySettings;
import kakehashi.contract.CaBody;
import kakehashi.contract.CrossBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.OrderBody;
import kakehashi.path.Language;
import kakehashi.profiles.ProfileFault;
import kakehashi.profiles.ProfileKind;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.SerialNumber;

/// Orders about CAs and their cross-certification. Their templates are prepared by [TemplateDraft].
///
/// @param language in which faults of what an order carries are told
/// @param authority the CA
/// @param now when the certificates begin
record AuthorityDraft(Language language, Id authority, Instant now) {
    Optional<OrderBody> draft(OrderForm form, OrderTable text) {
        return switch (form) {
            case CA_KEY -> settings(text).map(settings -> new CaBody.Key(authority, settings.text()));
            case CA_CREATE -> create(text);
            case CA_CERTIFY ->
                certify(text, ProfileKind.SUBORDINATE_CA).map(one -> new CaBody.Certify(one.request(), one.template()));
            case CA_ROLLOVER -> rollover(text);
            case CA_END -> text.reason("reason").map(CaBody.End::new);
            case CROSS_CERTIFY -> crossCertify(text);
            case CROSS_PUBLISH -> pair(text, "pair").map(pair -> new CrossBody.Publish(text.id("case"), pair));
            case CROSS_WITHDRAW -> withdraw(text);
            case ISSUE,
                    REVOKE,
                    SUSPEND,
                    RESUME,
                    CRL,
                    OFFICER_PUT,
                    OFFICER_END,
                    OFFICER_END_CREDENTIAL,
                    PROFILE_PUT,
                    PROFILE_END,
                    AUTHORISATION_GRANT,
                    AUTHORISATION_STOP,
                    POLICY_PUT,
                    POLICY_END,
                    RULES,
                    KEYS,
                    ERASE -> Optional.empty();
        };
    }

    /// A CA's settings with the text that officers approve.
    record Settings(AuthoritySettings settings, String text) {}

    private Optional<Settings> settings(OrderTable text) {
        Bytes octets = text.file("settings");
        if (octets.isEmpty()) {
            return Optional.empty();
        }
        return switch (AuthoritySettings.read(octets)) {
            case AuthoritySettings.Reading.Read(AuthoritySettings settings) ->
                Optional.of(new Settings(settings, new String(octets.toArray(), StandardCharsets.UTF_8)));
            case AuthoritySettings.Reading.Faulty(List<ProfileFault> faults) -> {
                String told = OrderText.told(faults, language);
                text.fault(
                        "settings",
                        text.text("settings"),
                        "誤りのない CA の設定（" + told + "）",
                        "a CA's settings without faults (" + told + ")");
                yield Optional.empty();
            }
        };
    }

    private Optional<OrderBody> create(OrderTable text) {
        String name = text.text("name");
        Optional<CertificationRequest> request = text.request("request");
        Optional<Settings> settings = settings(text);
        TemplateDraft draft = new TemplateDraft(language, authority, now, text);
        return request.flatMap(r -> settings.flatMap(s -> draft.selfSigned(s.settings(), r)))
                .map(template -> new CaBody.Create(authority, name, template));
    }

    /// A template with the request whose key it is for.
    private record Certified(Bytes request, Bytes template) {}

    private Optional<Certified> certify(OrderTable text, ProfileKind usual) {
        Optional<Certificate> own = text.certificate("certificate");
        Optional<CertificationRequest> request = text.request("request");
        Optional<Settings> settings = settings(text);
        TemplateDraft draft = new TemplateDraft(language, authority, now, text);
        if (own.isEmpty() || request.isEmpty() || settings.isEmpty()) {
            return Optional.empty();
        }
        return draft.subject(usual, settings.get().settings().issuingCa(authority, own.get()), request.get())
                .map(template -> new Certified(request.get().der(), template));
    }

    private Optional<OrderBody> rollover(OrderTable text) {
        Optional<Certificate> own = text.certificate("certificate");
        Optional<CertificationRequest> request = text.request("request");
        Optional<Settings> settings = settings(text);
        TemplateDraft draft = new TemplateDraft(language, authority, now, text);
        if (own.isEmpty() || request.isEmpty() || settings.isEmpty()) {
            return Optional.empty();
        }
        return draft.rollover(
                        settings.get().settings(), own.get(), request.get().subjectPublicKeyInfo())
                .map(body -> body);
    }

    private Optional<OrderBody> crossCertify(OrderTable text) {
        Id caseId = text.id("case");
        return certify(text, ProfileKind.CROSS_TO_CA)
                .map(one -> new CrossBody.Certify(caseId, one.request(), one.template()));
    }

    /// A pair from its file, or made of its two halves.
    private static Optional<Bytes> pair(OrderTable text, String key) {
        if (text.has(key)) {
            return text.parsed(
                            key,
                            CrossCertificatePair::parse,
                            "相互認証証明書ペアのファイル",
                            "a file with a pair of cross-certificates")
                    .map(CrossCertificatePair::der);
        }
        Optional<Certificate> toUs = text.certificate("issued-to-this-ca");
        Optional<Certificate> byUs = text.certificate("issued-by-this-ca");
        return toUs.isPresent() && byUs.isPresent()
                ? Optional.of(CrossCertificatePair.of(toUs.get(), byUs.get()).der())
                : Optional.empty();
    }

    private static Optional<OrderBody> withdraw(OrderTable text) {
        Id caseId = text.id("case");
        Optional<Bytes> pair = pair(text, "pair");
        SerialNumber serial = pair.flatMap(
                        der -> CrossCertificatePair.parse(der).toOptional())
                .flatMap(CrossCertificatePair::issuedByThisCa)
                .map(Certificate::serialNumber)
                .orElse(SerialNumber.of(java.math.BigInteger.ONE));
        return text.reason("reason")
                .flatMap(reason -> pair.map(der -> new CrossBody.Withdraw(caseId, serial, reason, Digest.of(der))));
    }
}
