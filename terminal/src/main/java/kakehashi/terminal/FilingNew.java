package kakehashi.terminal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.contract.Credential;
import kakehashi.contract.Digest;
import kakehashi.contract.Filing;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Request;
import kakehashi.keys.Secret;
import kakehashi.path.Language;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.KeyBlocklist;
import kakehashi.profiles.KeyCheck;
import kakehashi.profiles.LintFinding;
import kakehashi.profiles.PreparationRefusal;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kakehashi filing new FILE --credential FILE --out FILE`: what an LRA's clerk asks for, signed by the clerk.
@Command(name = "new")
final class FilingNew implements Callable<Integer> {
    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 180;

    private final Console console;

    @Mixin
    CommonOptions common;

    @Mixin
    Passphrase passphrase = new Passphrase();

    @Parameters(paramLabel = "FILE", descriptionKey = "filing.file")
    String file;

    @Option(names = "--credential", required = true, paramLabel = "FILE|pkcs11:…", descriptionKey = "order.credential")
    String credential;

    @Option(names = "--installation", paramLabel = "SHA-256", descriptionKey = "order.installation")
    Optional<String> installation = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "FILE", descriptionKey = "filing.out")
    Path out;

    FilingNew(Console console) {
        this.console = console;
    }

    /// What a text asks for, before the clerk signs it.
    private record Draft(Filing unsigned, IssueBody body) {}

    @Override
    public Integer call() {
        CredentialPlace place = CredentialPlace.of(credential);
        try (Secret secret = place.secret(passphrase, console);
                CredentialToken token = CredentialToken.open(place, secret)) {
            Uses.require(token, Credential.Use.FILING, credential);
            Draft draft = OrderText.read(file, console, text -> draft(text, token));
            FilingFile filed = new FilingFile(token.hand().sign(draft.unsigned), draft.unsigned, draft.body);
            String words = filed.text(StatementLanguage.of(console));
            OutputFile.create(out, OrderText.utf8(words));
            Answer.show(console, common, out.toString(), facts(filed));
            return ExitCode.YES.number();
        }
    }

    private static List<Fact> facts(FilingFile filed) {
        return List.of(
                Fact.of(Label.FILING, filed.signed().statement().sha256()),
                Fact.of(Label.INSTALLATION, filed.filing().installation().octets()),
                Fact.of(Label.OFFICER, filed.filing().officer().toString()),
                Fact.of(Label.CREDENTIAL, filed.signed().credential().toString()),
                Fact.of(Label.EXPIRES_AT, filed.filing().expiresAt()),
                Fact.items(
                        Label.REQUESTS,
                        filed.body().items(),
                        item -> new Value.Text(item.asked().subject().toString())));
    }

    private Optional<Draft> draft(OrderTable text, CredentialToken token) {
        OrderDraft header = new OrderDraft(console, installation.map(Installation::of), Optional.empty());
        Digest of = header.installation(text);
        var office = text.id("office");
        long days = text.has("life-days") ? text.number("life-days", 1, MOST_DAYS) : USUAL_DAYS;
        List<IssueBody.Item> items = text.tables("certificate").stream()
                .flatMap(one -> item(one).stream())
                .toList();
        Instant now = console.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        Filing filing = new Filing(
                of,
                Chance.id(),
                Chance.salt(),
                office,
                token.note().officer(),
                items.stream().map(item -> Digest.of(item.request())).toList(),
                now,
                now.plus(Duration.ofDays(days)));
        return items.isEmpty() ? Optional.empty() : Optional.of(new Draft(filing, new IssueBody(items)));
    }

    private Optional<IssueBody.Item> item(OrderTable text) {
        Optional<CertificationRequest> request = text.request("request");
        Optional<CertificateProfile> profile =
                text.has("profile-sha256") ? Optional.empty() : RegisterDraft.readProfile(text, "profile", language());
        Digest digest = profile.map(CertificateProfile::digest)
                .orElseGet(() -> text.has("profile-sha256") ? text.digest("profile-sha256") : Digest.ZERO);
        Optional<Name> named = text.optionalName("subject").or(() -> request.map(CertificationRequest::subject));
        Optional<Name> subject =
                named.map(name -> profile.map(p -> p.subject().written(name)).orElse(name));
        profile.ifPresent(p -> subject.ifPresent(name -> unfit(p, name, text)));
        List<GeneralName> names = text.furtherNames("names");
        Optional<Instant> notAfter = text.optionalTime("not-after");
        var applicant = text.optionalId("applicant");
        Optional<Digest> dossier = text.optionalDigest("dossier-sha256");
        request.ifPresent(r -> weakness(r, text));
        return request.map(r -> new IssueBody.Item(
                new Request(
                                Chance.salt(),
                                digest,
                                subject.orElseGet(r::subject),
                                names.isEmpty() ? r.requestedSubjectAltNames() : names,
                                notAfter,
                                applicant,
                                dossier)
                        .der(),
                r.subjectPublicKeyInfo(),
                new IssueBody.Possession.Pkcs10(r.der())));
    }

    /// The vault takes the subject over octet by octet, so it would refuse this one; the clerk should learn of it
    /// now.
    private void unfit(CertificateProfile profile, Name subject, OrderTable text) {
        List<PreparationRefusal> faults = profile.subject().faults(subject);
        if (faults.isEmpty()) {
            return;
        }
        String key = text.has("subject") ? "subject" : "request";
        text.fault(
                key,
                text.text(key),
                "プロファイルに合う主体者（" + subject + ": " + told(faults, Language.JAPANESE) + "。subject に書けます）",
                "a subject that the profile allows (" + subject + ": " + told(faults, Language.ENGLISH)
                        + "; write it as subject)");
    }

    private static String told(List<PreparationRefusal> faults, Language language) {
        return String.join(
                "; ", faults.stream().map(fault -> fault.text(language)).toList());
    }

    private Language language() {
        return console.language();
    }

    /// The vault refuses weak keys; the clerk should learn of it now.
    private void weakness(CertificationRequest request, OrderTable text) {
        new KeyCheck(KeyBlocklist.EMPTY)
                .check(request.subjectPublicKeyInfo()).stream()
                        .filter(LintFinding::isError)
                        .forEach(finding -> text.fault(
                                "request",
                                text.text("request"),
                                "強い鍵の要求（" + finding.words(Language.JAPANESE) + "）",
                                "a request with a strong key (" + finding.words(Language.ENGLISH) + ")"));
    }
}
