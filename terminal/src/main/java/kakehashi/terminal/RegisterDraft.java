package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Authorisation;
import kakehashi.contract.AuthorisationBody;
import kakehashi.contract.Digest;
import kakehashi.contract.EraseBody;
import kakehashi.contract.OrderBody;
import kakehashi.contract.PolicyBody;
import kakehashi.contract.ProfileBody;
import kakehashi.path.Language;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.ProfileFault;
import kakehashi.profiles.ProfileReading;
import kakehashi.validation.PolicyFile;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.Name;
import kakehashi.x509.SubjectPublicKeyInfo;

/// Orders about profiles, relying-party policies, standing authorisations, and about erasing.
///
/// @param language in which faults of what an order carries are told
record RegisterDraft(Language language) {
    Optional<OrderBody> draft(OrderForm form, OrderTable text) {
        return switch (form) {
            case PROFILE_PUT -> profile(text);
            case PROFILE_END -> Optional.of(new ProfileBody.End(profileDigest(text, language)));
            case POLICY_PUT -> policy(text);
            case POLICY_END -> Optional.of(new PolicyBody.End(text.id("policy")));
            case AUTHORISATION_GRANT -> grant(text);
            case AUTHORISATION_STOP -> Optional.of(new AuthorisationBody.Stop(text.id("authorisation")));
            case ERASE -> erase(text);
            case ISSUE,
                    REVOKE,
                    SUSPEND,
                    RESUME,
                    CRL,
                    OFFICER_PUT,
                    OFFICER_END,
                    OFFICER_END_CREDENTIAL,
                    CA_KEY,
                    CA_CREATE,
                    CA_CERTIFY,
                    CA_ROLLOVER,
                    CA_END,
                    CA_RECEIVE,
                    CROSS_CERTIFY,
                    CROSS_PUBLISH,
                    CROSS_WITHDRAW,
                    RULES,
                    KEYS -> Optional.empty();
        };
    }

    private Optional<OrderBody> profile(OrderTable text) {
        return readProfile(text, "profile", language).map(profile -> new ProfileBody.Put(profile.id(), profile.text()));
    }

    /// The profile of a file, or a shipped one by its name; its faults are noted.
    static Optional<CertificateProfile> readProfile(OrderTable text, String key, Language language) {
        String name = text.text(key);
        Optional<Bytes> shipped = Profile.shipped(name);
        Bytes octets = shipped.isPresent() || name.isEmpty() ? shipped.orElse(Bytes.EMPTY) : text.octets(key, name);
        if (octets.isEmpty()) {
            return Optional.empty();
        }
        return switch (CertificateProfile.read(octets)) {
            case ProfileReading.Read(CertificateProfile profile) -> Optional.of(profile);
            case ProfileReading.Faulty(List<ProfileFault> faults) -> {
                String told = OrderText.told(faults, language);
                text.fault(key, name, "誤りのないプロファイル（" + told + "）", "a profile without faults (" + told + ")");
                yield Optional.empty();
            }
        };
    }

    /// A profile by its digest, or by the file with its very octets.
    static Digest profileDigest(OrderTable text, Language language) {
        return text.has("profile-sha256")
                ? text.digest("profile-sha256")
                : readProfile(text, "profile", language)
                        .map(CertificateProfile::digest)
                        .orElse(Digest.ZERO);
    }

    private Optional<OrderBody> policy(OrderTable text) {
        Bytes octets = text.file("file");
        if (!octets.isEmpty() && PolicyFile.read(octets) instanceof PolicyFile.Read.Refused(List<String> problems)) {
            String told = String.join("; ", problems);
            text.fault("file", text.text("file"), "正しいポリシー（" + told + "）", "a policy without faults (" + told + ")");
        }
        return Optional.of(new PolicyBody.Put(text.id("policy"), octets));
    }

    /// The renewal of a service that its subject names needs none (docs/adr/0026).
    private static void checkNames(OrderTable text, List<String> names, boolean service) {
        if (names.isEmpty() && !service) {
            text.fault(
                    "names",
                    "[]",
                    "一つ以上のドメイン名（サービスの更新だけは、subject があれば空でよい）",
                    "one domain name or more (none for the renewal of a service that subject names)");
        }
    }

    private Optional<OrderBody> grant(OrderTable text) {
        boolean renewed = text.has("authorisation");
        List<String> names = text.texts("names");
        Optional<SubjectPublicKeyInfo> key = text.has("request")
                ? text.request("request").map(CertificationRequest::subjectPublicKeyInfo)
                : text.parsed("key", SubjectPublicKeyInfo::parse, "公開鍵のファイル", "a file with a public key");
        Optional<Authorisation.Protocol> protocol = text.word("protocol", Authorisation.Protocol.class);
        Optional<CertificateProfile> profile =
                text.has("profile-sha256") ? Optional.empty() : readProfile(text, "profile", language);
        Digest digest = text.has("profile-sha256")
                ? text.digest("profile-sha256")
                : profile.map(CertificateProfile::digest).orElse(Digest.ZERO);
        // In the string types of the profile, when that is at hand: the vault compares octet for octet.
        Optional<Name> subject = text.optionalName("subject")
                .map(name -> profile.map(p -> p.subject().written(name)).orElse(name));
        checkNames(text, names, subject.isPresent() && protocol.equals(Optional.of(Authorisation.Protocol.RENEWAL)));
        return key.flatMap(k -> protocol.map(p -> new AuthorisationBody.Grant(new Authorisation(
                renewed ? text.id("authorisation") : Chance.id(),
                p,
                text.id("authority"),
                digest,
                names,
                k,
                text.number("quota", 1, 1_000_000),
                text.number("per-day", 1, 1_000_000),
                text.number("interval-seconds", 0, 31_536_000),
                text.optionalText("address").orElse(""),
                text.time("not-before"),
                text.time("not-after"),
                subject.map(Authorisation.Subject::new)))));
    }

    private static Optional<OrderBody> erase(OrderTable text) {
        List<Digest> digests = new ArrayList<>(text.digests("sha256"));
        for (String file : text.texts("files")) {
            Bytes octets = text.octets("files", file);
            OrderFile.statementDigest(octets)
                    .ifPresentOrElse(
                            digests::add,
                            () -> text.fault("files", file, "指図又は申請のファイル", "a file of an order or a filing"));
        }
        if (digests.isEmpty()) {
            text.fault("sha256", "[]", "一つ以上の対象", "one thing to erase or more");
        }
        return Optional.of(new EraseBody(digests));
    }
}
