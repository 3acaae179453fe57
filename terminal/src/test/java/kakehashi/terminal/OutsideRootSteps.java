package kakehashi.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import kakehashi.contract.Id;
import kakehashi.terminal.WalkHome.Done;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.Name;

/// A further CA of an installation, certified by a root outside of it, which OpenSSL plays.
///
/// @param vault that runs
record OutsideRootSteps(WalkHome vault, OutsideRoot outside) {
    /// The CA that is to be made; it stands in everybody's scope beforehand.
    static final Id CA = Chance.id();

    static OutsideRootSteps of(WalkHome vault) throws IOException {
        OutsideRoot outside = OutsideRoot.in(vault.folder.resolve("outside"));
        vault.octets("outside.cer", outside.certificate("root").der());
        return new OutsideRootSteps(vault, outside);
    }

    /// Its key is made, and the request that it signed is fetched.
    private Bytes key(String name) {
        vault.text("issuing.toml", "subject = \"CN=Issuing CA,O=Partner,C=JP\"\n" + WalkTexts.settings("issuing"));
        Done key =
                vault.done("ca-key", "authority = \"" + CA + "\"\nsettings = \"issuing.toml\"\n", WalkHome.SUPERVISORS);
        vault.ask("ca", "request", key.order(), "--out", vault.file(name));
        return vault.octets(name);
    }

    private Done receive(String request, Bytes certificate) {
        vault.octets("answer.cer", certificate);
        return vault.order("ca-receive", """
                authority = "%s"
                request = "%s"
                certificate = "answer.cer"
                issuer = "outside.cer"
                """.formatted(CA, request), WalkHome.SUPERVISORS);
    }

    /// A CA whose certificate comes from outside issues below the outside root.
    void receives() throws IOException {
        Bytes request = key("issuing.p10");
        assertThat(CertificationRequest.parse(request).orElseThrow().subject())
                .isEqualTo(Name.of("CN=Issuing CA,O=Partner,C=JP"));
        String weaker = OutsideRoot.SUBORDINATE.replace(", cRLSign", "");
        Done refused = receive("issuing.p10", outside.sign(request, "root", 3650, weaker));
        assertThat(refused.submitted().code()).isEqualTo(1);
        assertThat(refused.submitted().out()).contains("received-invalid: basicConstraints, keyUsage");

        Bytes good = outside.sign(request, "root", 3650, OutsideRoot.SUBORDINATE);
        Done received = WalkHome.mustBeDone(receive("issuing.p10", good));
        assertThat(received.certificate().der()).isEqualTo(good);
        assertThat(vault.run("order", "show", received.order()).out())
                .contains("receive a certificate from an outside CA", "issuer CN=Outside Root,O=Outside,C=JP");
        assertThat(vault.ask("ca", "show", CA.toString(), "--json").out())
                .contains("\"inForce\" : true")
                .contains("CN=Issuing CA");
        verified(server("below.partner.example.jp"), received.certificate());
    }

    /// The CA gets a new key, and goes on issuing by the old one until the root has certified the new one.
    ///
    /// @return the file of the order that put the new certificate in force
    String rekeys() throws IOException {
        Certificate before = Certificate.parse(vault.octets("answer.cer")).orElseThrow();
        Bytes request = key("issuing2.p10");
        Done received = WalkHome.mustBeDone(
                receive("issuing2.p10", outside.sign(request, "root", 5000, OutsideRoot.SUBORDINATE)));
        Certificate after = received.certificate();
        assertThat(after.subjectPublicKeyInfo()).isNotEqualTo(before.subjectPublicKeyInfo());
        verified(server("again.partner.example.jp"), after);
        return received.order();
    }

    /// The step of a ceremony that receives a further certificate, for the key that the CA has.
    String step() {
        Bytes request = vault.octets("issuing2.p10");
        vault.octets("third.cer", outside.sign(request, "root", 5001, OutsideRoot.SUBORDINATE));
        return """
                [[step]]
                do = "receive"
                ca = "issuing"
                request = "issuing2.p10"
                certificate = "third.cer"
                issuer = "outside.cer"
                approve = ["one", "two"]
                """;
    }

    private Certificate server(String host) {
        return WalkTexts.server(vault, CA, "servers", host);
    }

    /// OpenSSL follows the path from the outside root through our CA.
    void verified(Certificate server, Certificate ca) throws IOException {
        pem("ca", ca);
        pem("server", server);
        List<String> verify =
                List.of("verify", "-x509_strict", "-CAfile", "root.pem", "-untrusted", "ca.pem", "server.pem");
        assertThat(outside.run(verify)).contains("server.pem: OK");
    }

    private void pem(String name, Certificate certificate) throws IOException {
        Files.writeString(outside.folder().resolve(name + ".pem"), kakehashi.x509.Pem.encode(certificate));
    }
}
