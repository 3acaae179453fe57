package kakehashi.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.validation.ApiKey;
import kakehashi.validation.DoorOptions;
import kakehashi.validation.OcspOptions;
import kakehashi.validation.PolicyFile;
import kakehashi.validation.RelyingPartyPolicy;
import kakehashi.web.AddressRates;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;

/// Reads what relying parties are answered with: responders, the validation server's certificate, policies, keys.
final class AnswersReader {
    private static final int MOST_A_MINUTE = 1_000_000;
    private static final int MOST_BY_ADDRESS = 100_000_000;
    private static final int MOST_ARCHIVE_DAYS = 36_525;
    private static final Map<String, OcspOptions.NonIssued> NON_ISSUED =
            Map.of("revoked", OcspOptions.NonIssued.REVOKED, "unknown", OcspOptions.NonIssued.UNKNOWN);
    private static final Map<String, OcspOptions.Nonces> NONCES =
            Map.of("answered", OcspOptions.Nonces.ANSWERED, "ignored", OcspOptions.Nonces.IGNORED);
    private static final int USUAL_A_MINUTE = 600;

    private final ConfigSection section;

    AnswersReader(ConfigSection section) {
        this.section = section;
    }

    Optional<Configuration.Answers> read() {
        List<Configuration.Responder> responders = section.sections("responder").stream()
                .flatMap(one -> responder(one).stream())
                .toList();
        List<ApiKey> keys = section.sections("api-key").stream()
                .flatMap(one -> key(one).stream())
                .toList();
        ConfigSection validation = section.neededSection("validation");
        Optional<Certificate> server = validation.certificate("certificate");
        List<Certificate> above = validation.files("issuers").stream()
                .flatMap(file -> validation.certificates("issuers", file).stream())
                .toList();
        List<Certificate> further = validation.files("further").stream()
                .flatMap(file ->
                        validation.certificates("further", file).stream().limit(1))
                .toList();
        List<RelyingPartyPolicy> policies = policies(validation);
        Optional<Path> keyFile = section.path("api-keys");
        keyFile.ifPresent(this::check);
        DoorOptions usual = DoorOptions.DEFAULT.with(rates(section)).with(ocsp(section));
        DoorOptions options =
                keyFile.map(file -> usual.with(new ApiKeyFile(file, keys))).orElseGet(() -> usual.with(keys));
        Optional<Configuration.Renewal> renewal = validation.section("renewal").flatMap(AnswersReader::renewal);
        if (renewal.isPresent() && server.isPresent() && isWithoutIssuer(server.get(), above)) {
            validation.fault(
                    "issuers",
                    "自動更新には、この証明書を発行した認証局の証明書が必要です。",
                    "a certificate that is renewed needs that of its CA here.");
        }
        return server.isEmpty() || policies.isEmpty()
                ? Optional.empty()
                : Optional.of(new Configuration.Answers(
                        responders, server.get(), above, further, policies, options, renewal));
    }

    private void check(Path file) {
        ApiKeyFile.read(file)
                .wrong()
                .ifPresent(line -> section.fault(
                        "api-keys",
                        file + " の " + line + " 行目は API キーではありません。kakehashi public api-key で作ってください。",
                        file + " line " + line + " is no API key. Make them with kakehashi public api-key."));
    }

    private static boolean isWithoutIssuer(Certificate server, List<Certificate> above) {
        return above.stream().noneMatch(ca -> ca.subject().equals(server.issuer()));
    }

    private static Optional<Configuration.Responder> responder(ConfigSection one) {
        Optional<Certificate> ca = one.certificate("ca");
        Optional<Path> file = one.neededFile("certificate");
        Optional<Certificate> first = file.flatMap(
                path -> one.certificates("certificate", path).stream().findFirst());
        Optional<Configuration.Renewal> renewal = one.section("renewal").flatMap(AnswersReader::renewal);
        return ca.isEmpty() || first.isEmpty()
                ? Optional.empty()
                : Optional.of(new Configuration.Responder(ca.get(), file.get(), first.get(), renewal));
    }

    private static Optional<Configuration.Renewal> renewal(ConfigSection one) {
        Optional<Id> authorisation = one.neededText("authorisation")
                .flatMap(text -> one.parsed(
                        "authorisation",
                        text,
                        hex -> hex.matches("[0-9a-f]{32}") ? Optional.of(Id.ofHex(hex)) : Optional.empty(),
                        "authorisation list が示す 16 進 32 桁で書いてください。",
                        "write the 32 hexadecimal digits that authorisation list shows."));
        Optional<Digest> profile = one.neededText("profile-sha256")
                .flatMap(text -> one.parsed(
                        "profile-sha256",
                        text,
                        hex -> hex.matches("[0-9a-f]{64}") ? Optional.of(Digest.ofHex(hex)) : Optional.empty(),
                        "authorisation list が示す 16 進 64 桁で書いてください。",
                        "write the 64 hexadecimal digits that authorisation list shows."));
        return authorisation.flatMap(id -> profile.map(sha -> new Configuration.Renewal(id, sha)));
    }

    private static List<RelyingPartyPolicy> policies(ConfigSection validation) {
        List<RelyingPartyPolicy> policies = new ArrayList<>();
        for (Path file : validation.files("policies")) {
            Bytes text = validation.content("policies", file).orElse(Bytes.EMPTY);
            switch (PolicyFile.read(text)) {
                case PolicyFile.Read.Policy(RelyingPartyPolicy policy) -> policies.add(policy);
                case PolicyFile.Read.Refused(List<String> why) ->
                    why.forEach(
                            sentence -> validation.fault("policies", file + ": " + sentence, file + ": " + sentence));
            }
        }
        if (validation.texts("policies").isEmpty()) {
            validation.fault(
                    "policies",
                    "検証ポリシーのファイルを一つ以上書いてください。最初のものが既定です。",
                    "name one file with a relying-party policy or more; the first is the default.");
        }
        return policies;
    }

    private static AddressRates rates(ConfigSection zone) {
        AddressRates usual = AddressRates.USUAL;
        return zone.section("per-address")
                .map(one -> new AddressRates(
                        one.number("page-per-minute", 1, MOST_BY_ADDRESS, usual.page()),
                        one.number("ocsp-per-minute", 1, MOST_BY_ADDRESS, usual.ocsp()),
                        one.number("scvp-per-minute", 1, MOST_BY_ADDRESS, usual.scvp())))
                .orElse(usual);
    }

    private static OcspOptions ocsp(ConfigSection zone) {
        return zone.section("ocsp")
                .map(one -> {
                    OcspOptions options = OcspOptions.DEFAULT
                            .with(one.word("non-issued", NON_ISSUED).orElse(OcspOptions.NonIssued.REVOKED))
                            .with(one.word("nonces", NONCES).orElse(OcspOptions.Nonces.ANSWERED));
                    int days = one.number("archive-days", 1, MOST_ARCHIVE_DAYS, 0);
                    return days == 0 ? options : options.withArchive(Duration.ofDays(days));
                })
                .orElse(OcspOptions.DEFAULT);
    }

    private static Optional<ApiKey> key(ConfigSection one) {
        Optional<String> name = one.neededText("name")
                .flatMap(text -> one.parsed(
                        "name",
                        text,
                        word -> word.matches("[a-z][a-z0-9-]{0,39}") ? Optional.of(word) : Optional.empty(),
                        "小文字、数字、ハイフンで書いてください。",
                        "write lower-case letters, digits and hyphens."));
        Optional<Bytes> digest = one.neededText("sha256")
                .flatMap(text -> one.parsed(
                        "sha256",
                        text,
                        hex -> hex.matches("[0-9a-f]{64}") ? Optional.of(Bytes.ofHex(hex)) : Optional.empty(),
                        "鍵そのものではなく、その SHA-256 を 16 進 64 桁で書いてください（printf %s 鍵 | sha256sum）。",
                        "write not the key but its SHA-256 in 64 hexadecimal digits (printf %s KEY | sha256sum)."));
        int quota = one.number("per-minute", 1, MOST_A_MINUTE, USUAL_A_MINUTE);
        return name.flatMap(word -> digest.map(sha -> new ApiKey(word, sha, quota)));
    }
}
