package kakehashi.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import kakehashi.contract.Id;
import kakehashi.profiles.ProfileKind;
import kakehashi.profiles.ShippedProfiles;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequestBuilder;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;

/// The texts of the walk: CAs and steps of ceremonies, and profiles made of the shipped ones.
final class WalkTexts {
    private WalkTexts() {}

    /// A shipped profile with the partner's names in the place of the government's.
    static String partners(ProfileKind kind, Id id) {
        return shipped(kind, id).replace("Japanese Government", "Partner").replace("日本国政府", "相手方");
    }

    static String shipped(ProfileKind kind, Id id) {
        return new String(ShippedProfiles.text(kind).toArray(), StandardCharsets.UTF_8)
                .replaceFirst("(?m)^id = .*$", "id = \"" + id + "\"");
    }

    static String authority(String key, Id id, String subject, String profile) {
        return """
                [[ca]]
                key = "%s"
                id = "%s"
                subject = "%s"
                subject-ja = "%s"
                profile = "%s"
                settings = \"""
                %s\"""
                """.formatted(key, id, subject, japanese(key, subject), profile, settings(key));
    }

    static String japanese(String key, String subject) {
        String organisation = subject.contains("Partner") ? "相手方" : "日本国政府";
        return "OU=認証局 " + key + ",O=" + organisation + ",C=JP";
    }

    static String settings(String key) {
        return """
                name = "%s"
                key = "P384"
                signature = "ecdsa-with-SHA384"
                [publication]
                http = "http://repository.example.jp/%s"
                ldap = "ldap://repository.example.jp"
                ocsp = "http://ocsp.example.jp"
                [crl]
                period-hours = 24
                overlap-hours = 24
                """.formatted(key, key);
    }

    static void step(StringBuilder steps, String act, String key, String by) {
        steps.append("[[step]]\ndo = \"").append(act).append("\"\nca = \"").append(key);
        steps.append("\"\napprove = [\"").append(by).append("\"]\n");
    }

    /// The profile that was agreed in a case.
    static String agreed(ProfileKind kind, String policy, String theirs, String names) {
        return shipped(kind, Chance.id())
                .replace("2.999.392.1.1", policy)
                .replace("2.999.1000.1.1", theirs)
                .replaceFirst("(?m)^excluded = .*$", names);
    }

    /// A CA of the government has its Japanese name among the alternative names.
    static String withJapaneseName(String profile) {
        return profile.replace("[keyUsage]", """
                [subjectAltName]
                [[subjectAltName.name]]
                form = "directoryName"
                within = ["O=日本国政府,C=JP"]
                [keyUsage]""");
    }

    /// The request that a vault made with a CA's key: it lies in the ceremony's folder.
    static Bytes request(WalkHome vault, String file) throws IOException {
        try (var all = Files.walk(vault.home.resolve("ceremonies"))) {
            return Bytes.wrap(Files.readAllBytes(
                    all.filter(one -> one.endsWith(file)).findFirst().orElseThrow()));
        }
    }

    /// A server's certificate: filed by the clerk, approved by the registrars.
    ///
    /// @param profile the file, without its ending, of a profile in force
    static Certificate server(WalkHome vault, Id authority, String profile, String host) {
        TestKey key = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        vault.octets(
                host + ".p10",
                key.sign(new CertificationRequestBuilder(Name.of("CN=" + host + ",O=Partner,C=JP"), key.publicKey())
                        .subjectAltNames(List.of(new GeneralName.DnsName(host)))
                        .toBeSigned(key.algorithm())));
        String filing =
                vault.text(host + ".toml", """
                installation = "%s"
                office = "%s"
                [[certificate]]
                request = "%s.p10"
                profile = "%s.profile"
                subject = "CN=%s,O=Partner,C=JP"
                """.formatted(vault.installation(), WalkHome.OFFICE, host, profile, host));
        vault.ok(
                "filing",
                "new",
                filing,
                "--credential",
                vault.file("clerk.token"),
                "--passphrase-file",
                vault.secrets.resolve("clerk").toString(),
                "--out",
                vault.file(host + ".filing"));
        return vault.done(
                        "issue",
                        "authority = \"" + authority + "\"\nfiling = \"" + host + ".filing\"\n",
                        WalkHome.REGISTRARS)
                .certificate();
    }
}
