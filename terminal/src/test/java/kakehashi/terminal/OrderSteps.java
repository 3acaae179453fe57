package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kakehashi.contract.Id;
import kakehashi.terminal.WalkHome.Done;
import kakehashi.terminal.WalkHome.Who;
import kakehashi.testkit.TestKey;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.CertificationRequestBuilder;
import kakehashi.x509.Crl;
import kakehashi.x509.Name;
import kakehashi.x509.Pem;
import kakehashi.x509.SignatureAlgorithm;

/// The kinds of order beside those of issuing and cross-certification, each with its effect.
///
/// @param vault that runs
/// @param root its root CA
record OrderSteps(WalkHome vault, Id root, OutsideJudges judges) {
    /// The subordinate CA that is to be made; it stands in everybody's scope beforehand.
    static final Id SUB = Chance.id();

    private String ca() {
        return "authority = \"" + root + "\"\n";
    }

    /// A new officer, who ends his own credential alone, and is ended by two others.
    ///
    /// @return the order that registered him
    String officers() {
        String pass = vault.secrets.resolve("one").toString();
        String shown = enrolled(pass);
        String officer = value(shown, "officer");
        Done put =
                vault.done("officer-put", """
                officer = "%s"
                person = "%s"
                name = "新任 太郎"
                roles = ["ia-operator"]
                not-after = "2036-03-31T23:59:59+09:00"
                enrolments = ["new.enrolment"]
                [scope]
                authorities = ["%s"]
                """.formatted(officer, value(shown, "person"), root), WalkHome.SUPERVISORS);
        assertThat(vault.ask("officer", "list").out()).contains(officer);

        endsHimself(officer, value(shown, "credential"), pass);
        vault.done("officer-end", "officer = \"" + officer + "\"\n", WalkHome.SUPERVISORS);
        String listed = vault.ask("officer", "list", "--json").out();
        assertThat(listed.substring(listed.indexOf(officer))).contains("\"inForce\" : false");
        return put.order();
    }

    /// Makes a credential and its enrolment.
    ///
    /// @return what the command line shows of it, as JSON
    private String enrolled(String pass) {
        vault.ok("credential", "new", vault.file("new.token"), "--passphrase-file", pass);
        vault.ok(
                "credential",
                "enrol",
                vault.file("new.token"),
                "--installation",
                vault.installation(),
                "--out",
                vault.file("new.enrolment"),
                "--passphrase-file",
                pass);
        return vault.ok("credential", "show", vault.file("new.token"), "--passphrase-file", pass, "--json")
                .out();
    }

    private void endsHimself(String officer, String credential, String pass) {
        String text = vault.text(
                "own.toml",
                "installation = \"%s\"\nofficer = \"%s\"\ncredential = \"%s\"\n"
                        .formatted(vault.installation(), officer, credential));
        vault.ok("order", "new", "officer-end-credential", text, "--out", vault.file("own.order"));
        vault.ok(
                "order",
                "approve",
                vault.file("own.order"),
                "--credential",
                vault.file("new.token"),
                "--role",
                "ia-operator",
                "--yes",
                "--passphrase-file",
                pass);
        WalkHome.mustBeDone(vault.submit(vault.file("own.order")));
    }

    static String value(String json, String key) {
        return json.replaceAll("(?s).*\"" + key + "\" : \"([^\"]*)\".*", "$1");
    }

    void profilesAndPolicies() {
        vault.done("profile-put", "profile = \"official-post\"\n", WalkHome.SUPERVISORS);
        vault.done("profile-end", "profile = \"official-post\"\n", WalkHome.SUPERVISORS);
        String profiles = vault.ask("profile", "list", "--json").out();
        assertThat(profiles).contains("official-post").contains("\"inForce\" : false");

        String policy = "policy = \"" + Chance.id() + "\"\n";
        vault.text("strict.policy", """
                kakehashi-relying-party-policy = 1
                oid = 2.999.392.7.1
                version = 1
                name.ja = 厳格
                name.en = strict
                accept-policy = 2.999.392.1.1
                require-explicit-policy = yes
                """ + Pem.encode(root("anchor.cer")));
        vault.done("policy-put", policy + "file = \"strict.policy\"\n", WalkHome.SUPERVISORS);
        assertThat(vault.ask("policy", "list").out()).contains("2.999.392.7.1");
        vault.done("policy-end", policy, WalkHome.SUPERVISORS);
        assertThat(vault.ask("policy", "list", "--json").out()).contains("\"inForce\" : false");
    }

    void authorisations() {
        vault.done("profile-put", "profile = \"internal-server\"\n", WalkHome.SUPERVISORS);
        TestKey client = TestKey.generate(SignatureAlgorithm.ECDSA_SHA256);
        vault.octets(
                "client.p10",
                client.sign(new CertificationRequestBuilder(Name.of("CN=client,C=JP"), client.publicKey())
                        .toBeSigned(client.algorithm())));
        String id = Chance.id().toString();
        vault.done("authorisation-grant", """
                authorisation = "%s"
                protocol = "est"
                authority = "%s"
                profile = "internal-server"
                names = ["www.example.go.jp"]
                request = "client.p10"
                quota = 10
                per-day = 5
                interval-seconds = 0
                not-before = "2026-01-01T00:00:00+09:00"
                not-after = "2036-01-01T00:00:00+09:00"
                """.formatted(id, root), WalkHome.SUPERVISORS);
        assertThat(vault.ask("authorisation", "list").out()).contains(id).contains("www.example.go.jp");
        vault.done("authorisation-stop", "authorisation = \"" + id + "\"\n", WalkHome.SUPERVISORS);
        assertThat(vault.ask("authorisation", "list", "--json").out()).contains("\"inForce\" : false");
        Done again = vault.order("authorisation-stop", "authorisation = \"" + id + "\"\n", WalkHome.SUPERVISORS);
        assertThat(again.submitted().out()).contains("no-such-authorisation");
    }

    /// One more approver for CRLs; then an operator alone is no longer enough.
    void rules() {
        StringBuilder text = new StringBuilder();
        for (String kind : List.of("issue", "revoke", "suspend", "resume")) {
            rule(text, kind, "ra-examiner", 1, 0);
            text.append("[[rule.need]]\nrole = \"ra-approver\"\npersons = 1\nfrom-client = 1\n");
        }
        rule(text, "crl", "ia-operator", 1, 0);
        text.append("[[rule.need]]\nrole = \"ia-supervisor\"\npersons = 1\n");
        for (String kind : List.of(
                "officer", "profile", "authorisation", "ca", "cross-certificate", "relying-party-policy", "erase")) {
            rule(text, kind, "ia-supervisor", 2, 2);
        }
        rule(text, "rules", "ia-supervisor", 3, 3);
        rule(text, "keys", "ia-supervisor", 3, 3);
        for (String party : List.of("filing.example.jp", "portal.example.jp", "client.invalid")) {
            String name = party.substring(0, party.indexOf('.'));
            text.append("[").append(name).append("]\nid = \"").append(party);
            text.append("\"\norigin = \"https://").append(party).append("\"\n");
        }
        vault.done("rules", text.toString(), Who.one, Who.two, Who.three);
        Done early = vault.order("crl", ca() + "crl = \"full\"\n", Who.operator);
        assertThat(early.submitted().code()).isEqualTo(2);
        assertThat(early.submitted().out()).contains("not-enough-approvals: role ia-supervisor 1 0");
        assertThat(vault.ask("order", "show", early.order()).out())
                .contains("approvals are missing: IA supervisor: 1 more distinct persons are needed");
        WalkHome.mustBeDone(vault.submit(early.order(), Who.one));
    }

    private static void rule(StringBuilder text, String kind, String role, int persons, int client) {
        text.append("[[rule]]\nkind = \"").append(kind).append("\"\nlife-days = 90\n[[rule.need]]\nrole = \"");
        text.append(role)
                .append("\"\npersons = ")
                .append(persons)
                .append("\nfrom-client = ")
                .append(client);
        text.append('\n');
    }

    /// An order that was settled and tells of a person is erased; what the chain says of it stays.
    void erase(String order) {
        String text = "files = [\"" + Path.of(order).getFileName() + "\"]\n";
        vault.done("erase", text, WalkHome.SUPERVISORS);
        Done again = vault.order("erase", text, WalkHome.SUPERVISORS);
        assertThat(again.submitted().out()).contains("evidence-faulty");
        assertThat(vault.ask("order", "status", order).out()).contains("done");
    }

    void lists() {
        for (String kind : List.of("full", "delta", "authorities")) {
            Done done = vault.done("crl", ca() + "crl = \"" + kind + "\"\n", Who.operator, Who.one);
            assertThat(done.crls()).as(kind).isNotEmpty();
        }
        vault.ask("crl", "show", root.toString(), "--out", vault.folder.toString());
        Crl authorities = Crl.parse(vault.octets("arl.crl")).orElseThrow();
        assertThat(authorities.issuingDistributionPoint()).isPresent();
        assertThat(vault.ask("crl", "list", "--json").out()).contains(root.toString());
        assertThat(vault.run("audit", "chain", "--home", vault.home.toString(), "--running")
                        .err())
                .contains("unknown argument: --running");
    }

    /// An operator alone, while the rules let him.
    void crlAtOnce() {
        String pass = vault.secrets.resolve(Who.operator.name()).toString();
        String[] now = {"crl", "now", root.toString(), "--passphrase-file", pass, "--credential"};
        assertThat(vault.ask(Stream.concat(Stream.of(now), Stream.of(vault.file("operator.token")))
                                .toArray(String[]::new))
                        .out())
                .contains("What came of it");
    }

    private String settings(String name) {
        return vault.read("gov.toml").replace("\"gov\"", "\"" + name + "\"").replace("/gov\"", "/" + name + "\"");
    }

    private Certificate root(String name) {
        vault.ask("ca", "show", root.toString(), "--out", vault.file(name));
        return Certificate.parse(vault.octets(name)).orElseThrow();
    }

    /// A subordinate CA: its key, and its certificate by the root.
    void subordinate() throws Exception {
        vault.text("sub.toml", settings("sub"));
        Done key = vault.done("ca-key", "authority = \"" + SUB + "\"\nsettings = \"sub.toml\"\n", WalkHome.SUPERVISORS);
        vault.ask("ca", "request", key.order(), "--out", vault.file("sub.p10"));
        CertificationRequest request =
                CertificationRequest.parse(vault.octets("sub.p10")).orElseThrow();
        assertThat(request.verifiesItself()).isTrue();
        Certificate issuer = root("issuer.cer");
        Certificate sub =
                vault.done("ca-certify", ca() + """
                settings = "gov.toml"
                certificate = "issuer.cer"
                request = "sub.p10"
                subject = "OU=Sub CA,O=Japanese Government,C=JP"
                names = ["directoryName:OU=下位認証局,O=日本国政府,C=JP"]
                profile = "subordinate-ca"
                """, WalkHome.SUPERVISORS).certificate();
        List<Crl> crls = vault.done("crl", ca() + "crl = \"full\"\n", Who.operator, Who.one)
                .crls();
        judges.accept(new OutsideJudges.Case(issuer, List.of(), sub, crls, ""));
        assertThat(vault.ask("ca", "list").out()).contains("OU=Sub CA");
    }

    /// RFC 4210 §4.4: old and new key vouch for each other.
    void rollover() throws Exception {
        Certificate old = root("old.cer");
        Done key = vault.done("ca-key", ca() + "settings = \"gov.toml\"\n", WalkHome.SUPERVISORS);
        vault.ask("ca", "request", key.order(), "--out", vault.file("new.p10"));
        Done done = vault.done("ca-rollover", ca() + """
                settings = "gov.toml"
                certificate = "old.cer"
                request = "new.p10"
                link-not-after = "2036-01-01T00:00:00+09:00"
                """, WalkHome.SUPERVISORS);
        List<Certificate> made = done.files(".cer").stream()
                .map(der -> Certificate.parse(der).orElseThrow())
                .toList();
        assertThat(made).hasSize(3);
        Certificate fresh = root("fresh.cer");
        assertThat(fresh.subjectPublicKeyInfo()).isNotEqualTo(old.subjectPublicKeyInfo());
        Certificate newWithOld = linked(made, fresh, old);
        Certificate oldWithNew = linked(made, old, fresh);
        List<Crl> crls = vault.done("crl", ca() + "crl = \"full\"\n", Who.operator, Who.one)
                .crls();
        judges.accept(new OutsideJudges.Case(old, List.of(), newWithOld, crls, ""));
        judges.accept(new OutsideJudges.Case(fresh, List.of(), oldWithNew, crls, ""));
    }

    private static Certificate linked(List<Certificate> made, Certificate subject, Certificate issuer) {
        return made.stream()
                .filter(one -> one.subjectPublicKeyInfo().equals(subject.subjectPublicKeyInfo()))
                .filter(one -> one.isSignedBy(kakehashi.x509.VerificationKey.of(issuer.subjectPublicKeyInfo())
                        .orElseThrow()))
                .filter(one -> !one.equals(subject))
                .findFirst()
                .orElseThrow();
    }

    /// The last order of a CA: nothing is issued by it any more.
    void end() {
        vault.done("ca-end", ca() + "reason = \"cessationOfOperation\"\n", WalkHome.SUPERVISORS);
        assertThat(vault.ask("ca", "show", root.toString(), "--json").out()).contains("\"inForce\" : false");
        Done again = vault.order("ca-end", ca() + "reason = \"cessationOfOperation\"\n", WalkHome.SUPERVISORS);
        assertThat(again.submitted().out()).contains("no-such-authority");
    }
}
