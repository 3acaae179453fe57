package kakehashi.demo;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kakehashi.demo.Telling.Held;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.Pem;

/// OpenSSL, where it is installed, judges the same certificates by the same paths and CRLs.
final class SecondOpinionChapter {
    private static final DemoDomain GOV = DemoDomain.GOVERNMENT;

    private final DemoWorld world;
    private final Telling telling;
    private final DemoSamples samples;

    SecondOpinionChapter(DemoWorld world, Telling telling, DemoSamples samples) {
        this.world = world;
        this.telling = telling;
        this.samples = samples;
    }

    void play() {
        telling.chapter("6. OpenSSL による確かめ", "6. OpenSSL's opinion");
        Optional<OpenSsl> openssl = OpenSsl.find();
        if (openssl.isEmpty()) {
            telling.note("OpenSSL がないため、確かめませんでした", "OpenSSL is not here to be asked");
            return;
        }
        accepts(openssl.get(), "post", DemoDomain.GOVERNMENT, "官職証明書", "the official post's certificate");
        accepts(openssl.get(), "citizen", DemoDomain.ACCREDITED, "市民の証明書", "the citizen's");
        accepts(openssl.get(), "mayor", DemoDomain.LOCAL, "ブリッジを 2 つ通る市長の証明書", "the mayor's, across two bridges");
        refuses(openssl.get(), "revoked", "certificate revoked", "失効した証明書", "the revoked one");
        refuses(
                openssl.get(),
                "unmapped",
                "no explicit policy",
                "対応付けのないポリシーの証明書",
                "the one under the unmapped policy");
        refuses(openssl.get(), "outside", "subtree violation", "名前制約の外の証明書", "the one outside the name constraints");
    }

    private void accepts(OpenSsl openssl, String key, DemoDomain domain, String japanese, String english) {
        telling.step(japanese + "を有効と認めます", "it accepts " + english, () -> {
            Certificate target = samples.find(key).orElseThrow();
            try (DemoClient client = world.client(GOV)) {
                List<Certificate> path = client.ask(target).path();
                OpenSsl.Answer answer = verify(openssl, target, path, CrossTerms.acceptedOf(domain));
                return answer.code() == 0 ? Held.yes() : Held.no(answer.text(), answer.text());
            }
        });
    }

    /// Along the path of the citizen's, which is of the same CA.
    ///
    /// @param error what OpenSSL must say
    private void refuses(OpenSsl openssl, String key, String error, String japanese, String english) {
        telling.step(japanese + "は認めません", "it refuses " + english, () -> {
            Certificate target = samples.find(key).orElseThrow();
            Certificate citizen = samples.find("citizen").orElseThrow();
            try (DemoClient client = world.client(GOV)) {
                List<Certificate> path = client.ask(citizen).path();
                OpenSsl.Answer answer = verify(openssl, target, path, CrossTerms.acceptedOf(DemoDomain.ACCREDITED));
                String why = answer.text()
                        .lines()
                        .filter(line -> line.startsWith("error "))
                        .map(line -> line.replaceFirst(".*lookup: ?", ""))
                        .findFirst()
                        .orElse(answer.text());
                return answer.code() != 0 && why.contains(error) ? Held.yes(why, why) : Held.no(why, why);
            }
        });
    }

    private OpenSsl.Answer verify(OpenSsl openssl, Certificate target, List<Certificate> path, String policy) {
        Path root = file("anchor.pem", Pem.encode(world.government().certificate(GOV.anchor())));
        String between = path.stream()
                .filter(one -> one.basicConstraints().isPresent())
                .map(Pem::encode)
                .collect(Collectors.joining());
        Path crls = file("crls.pem", crls().map(Pem::encode).collect(Collectors.joining()));
        return openssl.run(
                "verify",
                "-x509_strict",
                "-explicit_policy",
                "-policy",
                policy,
                "-crl_check_all",
                "-CRLfile",
                crls.toString(),
                "-CAfile",
                root.toString(),
                "-untrusted",
                file("path.pem", between).toString(),
                file("target.pem", Pem.encode(target)).toString());
    }

    private Stream<Crl> crls() {
        var feed = world.government().zone().repository().feed();
        return Stream.concat(
                feed.authorities().stream().flatMap(ca -> feed.crls(ca.authority()).stream()),
                world.government().collecting().material().crls().stream());
    }

    private Path file(String name, String text) {
        return samples.write("openssl-" + name, Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
