package kakehashi.demo;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kakehashi.demo.DemoProfiles.Person;
import kakehashi.demo.Telling.Held;
import kakehashi.profiles.CertificateProfile;
import kakehashi.web.Words;
import kakehashi.x509.Certificate;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;

/// A ministry looks at certificates that it never issued: a citizen's, through the bridge, and those that it must
/// refuse; and a municipality at one of the ministry's.
final class CitizenChapter {
    private static final DemoDomain GOV = DemoDomain.GOVERNMENT;

    private final DemoWorld world;
    private final Telling telling;
    private final DemoSamples samples;

    CitizenChapter(DemoWorld world, Telling telling, DemoSamples samples) {
        this.world = world;
        this.telling = telling;
        this.samples = samples;
    }

    /// A person of a domain gets a certificate.
    static Certificate issue(DemoSite site, Person kind, String name, String japanese) {
        DemoDomain domain = site.domain();
        DemoDomain named = DemoProfiles.named(domain, kind);
        CertificateProfile profile = DemoProfiles.person(domain, kind);
        Name subject = profile.subject().written(Name.of("CN=" + name + ",O=" + named.organisation() + ",C=JP"));
        GeneralName other =
                new GeneralName.DirectoryName(Name.of("CN=" + japanese + ",O=" + named.japanese() + ",C=JP"));
        return site.vault()
                .issue(
                        domain.id(domain.ofPersons()),
                        DemoRequests.item(
                                profile, subject, List.of(other), site.vault().people()));
    }

    void play() {
        telling.chapter("3. 府省で、相手の証明書を検証する", "3. A ministry validates what others issued");
        accept(DemoDomain.ACCREDITED, "citizen", new Bearer("DEMO Taro", "実演太郎", "市民の証明書", "a citizen's certificate"));
        accept(
                DemoDomain.COMPANIES,
                "company",
                new Bearer("DEMO Hanako", "実演花子", "法人代表者の証明書", "a company representative's certificate"));
        accept(
                DemoDomain.LOCAL,
                "mayor",
                new Bearer(
                        "DEMO Mayor",
                        "実演市長",
                        "市長の職責証明書（ブリッジからブリッジへ）",
                        "a mayor's certificate (from bridge to bridge)"));
        refuse(new Sample("revoked", "REVOKED"), "失効した証明書", "a revoked certificate", this::revoked);
        refuse(
                new Sample("unmapped", "NO_VALID_POLICY"),
                "対応付けのないポリシーの証明書",
                "a certificate under a policy that nobody mapped",
                () -> issue(world.site(DemoDomain.ACCREDITED), Person.UNMAPPED, "DEMO Jiro", "実演二郎"));
        refuse(
                new Sample("outside", "NAME_EXCLUDED"),
                "名前制約の外の証明書",
                "a certificate with a name outside the constraints",
                () -> issue(world.site(DemoDomain.ACCREDITED), Person.OUTSIDE, "DEMO Saburo", "実演三郎"));
        refuse(
                new Sample("unknown", "NO_PATH_TO_ANCHOR"),
                "相互認証していない領域の証明書",
                "a certificate of a domain that is not cross-certified",
                () -> issue(world.site(DemoDomain.PRACTITIONERS), Person.MAPPED, "DEMO Nurse", "実演看護師"));
        municipality();
    }

    /// Who has a certificate, and how it is called.
    ///
    /// @param name his name
    /// @param japanese in Japanese
    /// @param what the certificate, in Japanese
    /// @param english the certificate
    private record Bearer(String name, String japanese, String what, String english) {}

    private void accept(DemoDomain domain, String key, Bearer bearer) {
        telling.step(
                domain.words().japanese() + "：" + bearer.what + "は、SCVP でも JSON でも有効です",
                domain.words().english() + ": " + bearer.english + " is valid by SCVP and by JSON",
                () -> {
                    DemoSite site = world.site(domain);
                    Certificate certificate = issue(site, Person.MAPPED, bearer.name, bearer.japanese);
                    samples.add(key, bearer.what, bearer.english, certificate);
                    try (DemoClient client = world.client(GOV)) {
                        DemoClient.await(() -> client.isValid(certificate));
                        DemoClient.Answer answer = client.ask(certificate);
                        if (!answer.isValid()) {
                            return new Held.No(answer.reason());
                        }
                        if (!client.isValidByScvp(certificate)) {
                            return Held.no("SCVP の答えが違います", "SCVP says otherwise");
                        }
                        return new Held.Yes(Optional.of(steps(GOV, answer)));
                    }
                });
    }

    /// A path from the anchor down, by the names of the CAs and at last of the subject.
    private static Words steps(DemoDomain anchor, DemoClient.Answer answer) {
        StringBuilder japanese = new StringBuilder(anchor.anchor().japanese());
        StringBuilder english = new StringBuilder(anchor.anchor().english());
        for (Certificate one : answer.path()) {
            Name other = one.subjectAltNames().stream()
                    .flatMap(name -> name instanceof GeneralName.DirectoryName(Name directory)
                            ? Stream.of(directory)
                            : Stream.of())
                    .findFirst()
                    .orElse(one.subject());
            japanese.append(" → ").append(common(other));
            english.append(" → ").append(common(one.subject()));
        }
        return new Words(japanese.toString(), english.toString());
    }

    private static String common(Name name) {
        return name.relativeNames().getLast().getFirst().text();
    }

    /// A certificate to be refused.
    ///
    /// @param key its name among the samples
    /// @param check the check that must fail, by the API's name
    private record Sample(String key, String check) {}

    private void refuse(Sample sample, String what, String english, Supplier<Certificate> made) {
        telling.step(what + "は断られます", english + " is refused", () -> {
            Certificate certificate = made.get();
            samples.add(sample.key, what, english, certificate);
            try (DemoClient client = world.client(GOV)) {
                long millis = DemoClient.await(() -> {
                    world.government().collecting().collect(DemoDomain.ACCREDITED);
                    return client.ask(certificate).check().equals(sample.check);
                });
                DemoClient.Answer answer = client.ask(certificate);
                boolean refused = millis >= 0 && !client.isValidByScvp(certificate);
                return refused ? new Held.Yes(Optional.of(answer.reason())) : new Held.No(answer.reason());
            }
        });
    }

    private Certificate revoked() {
        DemoSite site = world.site(DemoDomain.ACCREDITED);
        Certificate certificate = issue(site, Person.MAPPED, "DEMO Shiro", "実演四郎");
        site.vault().revoke(site.domain().id(site.domain().ofPersons()), certificate);
        site.vault().makeCrls(site.domain().id(site.domain().ofPersons()));
        return certificate;
    }

    private void municipality() {
        telling.step(
                "逆向きに：地方公共団体の検証サーバは、府省の官職証明書を有効と認めます",
                "the other way: the local governments' validation server accepts a ministry's official post",
                () -> {
                    Certificate post = samples.find("post").orElseThrow();
                    try (DemoClient client = world.client(DemoDomain.LOCAL)) {
                        DemoClient.await(() -> {
                            world.site(DemoDomain.LOCAL).collecting().collect(GOV);
                            return client.isValid(post);
                        });
                        DemoClient.Answer answer = client.ask(post);
                        if (!answer.isValid()) {
                            return new Held.No(answer.reason());
                        }
                        return new Held.Yes(Optional.of(steps(DemoDomain.LOCAL, answer)));
                    }
                });
    }
}
