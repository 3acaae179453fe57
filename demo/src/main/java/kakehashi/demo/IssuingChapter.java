package kakehashi.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;
import javax.naming.ldap.LdapName;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.IssueBody;
import kakehashi.contract.SignedOrder;
import kakehashi.demo.Telling.Held;
import kakehashi.profiles.CertificateProfile;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateStatus;
import kakehashi.x509.Crl;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.Pem;

/// A PKCS#10 becomes a server's certificate, and the key of an official post its certificate; both are known
/// everywhere at once, and a revocation as well.
final class IssuingChapter {
    private static final String CRL_ATTRIBUTE = "certificateRevocationList;binary";
    private static final String HOST = "www.demo.go.jp";
    private static final DemoDomain GOV = DemoDomain.GOVERNMENT;

    private final DemoWorld world;
    private final DemoSite site;
    private final Telling telling;
    private final DemoSamples samples;

    IssuingChapter(DemoWorld world, Telling telling, DemoSamples samples) {
        this.world = world;
        this.site = world.government();
        this.telling = telling;
        this.samples = samples;
    }

    void play() {
        telling.chapter("2. 発行と公開", "2. Certificates, issued and published");
        Certificate[] made = new Certificate[2];
        telling.step(
                HOST + " の PKCS#10 を申請し、2 人が承認し、サーバ証明書を発行しました",
                "a PKCS#10 for " + HOST + ": filed, approved by two, and its server certificate issued",
                () -> server(made));
        telling.step("同じ指図をもう一度出しても、二重には発行されません", "the same order again gives no second certificate", this::again);
        try (PostKeys keys = PostKeys.open(world.folder())) {
            String where = telling.words(keys.where());
            telling.step(
                    "官職の鍵を" + where + "に作り、官職証明書を発行しました",
                    "the key of an official post made in " + where + ", and its certificate issued",
                    () -> post(keys, made));
        } catch (IOException | RuntimeException e) {
            telling.step("官職の鍵を作ります", "the key of an official post", () -> {
                throw e;
            });
        }
        if (made[0] == null || made[1] == null) {
            return;
        }
        publish(made[0], GOV.ca("applications").orElseThrow());
        publish(made[1], GOV.ca("posts").orElseThrow());
        revoke(made[0], GOV.ca("applications").orElseThrow());
    }

    private Held server(Certificate[] made) throws IOException {
        long began = System.nanoTime();
        made[0] = site.vault()
                .issue(
                        id("applications"),
                        DemoRequests.server(
                                DemoProfiles.server(), HOST, site.vault().people()));
        long millis = (System.nanoTime() - began) / 1_000_000;
        samples.add("server", "サーバ証明書（失効済み）", "a server's certificate (revoked)", made[0]);
        return Held.yes(millis + " ミリ秒", millis + " ms");
    }

    private Held again() {
        IssueBody.Item item = DemoRequests.server(
                DemoProfiles.internalServer(), "files.demo.go.jp", site.vault().people());
        SignedOrder order = site.vault()
                .office()
                .issue(id("internal"), List.of(item), site.vault().now());
        List<Digest> first = site.vault().done(order);
        return Held.of(site.vault().done(order).equals(first));
    }

    private Held post(PostKeys keys, Certificate[] made) throws IOException {
        CertificateProfile profile = DemoProfiles.post();
        Name subject = profile.subject()
                .written(Name.of("CN=Director,OU=DEMO Division,OU=DEMO Ministry,O=Japanese Government,C=JP"));
        GeneralName japanese = new GeneralName.DirectoryName(Name.of("CN=実演課長,OU=実演課,OU=実演省,O=日本国政府,C=JP"));
        made[1] = site.vault().issue(id("posts"), DemoRequests.item(profile, subject, List.of(japanese), keys.token()));
        samples.add("post", "官職証明書", "an official post's certificate", made[1]);
        return Held.yes("実演課長", made[1].subject().toString());
    }

    private static Id id(String key) {
        return GOV.id(GOV.ca(key).orElseThrow());
    }

    private void publish(Certificate certificate, DemoDomain.Ca ca) {
        String name = telling.words(ca.japanese(), ca.english());
        String place = site.ports().url("/ca/" + GOV.id(ca) + "/crl.crl");
        telling.step(
                name + "：検証サーバと OCSP で有効です。CRL は HTTP でも LDAP でも得られます",
                name + ": good by the validation server and OCSP; the CRL by HTTP and by LDAP",
                () -> {
                    try (DemoClient client = world.client(GOV)) {
                        return Held.after(DemoClient.await(() -> client.isValid(certificate)
                                && client.ocsp(certificate, site.certificate(ca))
                                        .filter(CertificateStatus.Good.class::isInstance)
                                        .isPresent()
                                && openssl(certificate, ca, "good")
                                && Crl.parse(client.get(place)).toOptional().isPresent()
                                && overLdap(ca).isPresent()));
                    }
                });
        telling.link(place);
    }

    /// OpenSSL, where it is there, is told the same and finds the signature good.
    private boolean openssl(Certificate certificate, DemoDomain.Ca ca, String word) {
        Optional<OpenSsl> openssl = OpenSsl.find();
        if (openssl.isEmpty()) {
            return true;
        }
        Path issuer = pem("ca-" + ca.key(), site.certificate(ca));
        Path root = pem("ca-" + GOV.anchor().key(), site.certificate(GOV.anchor()));
        Path asked = pem("asked", certificate);
        return openssl.get()
                .run(
                        "ocsp",
                        "-issuer",
                        issuer.toString(),
                        "-CAfile",
                        root.toString(),
                        "-verify_other",
                        issuer.toString(),
                        "-cert",
                        asked.toString(),
                        "-url",
                        site.ports().url("/ocsp"))
                .text()
                .contains(": " + word);
    }

    private Path pem(String name, Certificate certificate) {
        return samples.write(name + ".pem", Bytes.wrap(Pem.encode(certificate).getBytes(StandardCharsets.US_ASCII)));
    }

    /// The CA's CRL as the JDK's LDAP client reads it, which keeps nothing; empty when there is none.
    private Optional<Crl> overLdap(DemoDomain.Ca ca) {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        environment.put(Context.PROVIDER_URL, "ldap://127.0.0.1:" + site.ports().ldap());
        environment.put("java.naming.ldap.attributes.binary", CRL_ATTRIBUTE);
        try {
            DirContext directory = new InitialDirContext(environment);
            try {
                Attribute crl = directory
                        .getAttributes(new LdapName(GOV.name(ca).toString()), new String[] {CRL_ATTRIBUTE})
                        .get(CRL_ATTRIBUTE);
                return crl == null
                        ? Optional.empty()
                        : Crl.parse(Bytes.wrap((byte[]) crl.get())).toOptional();
            } finally {
                directory.close();
            }
        } catch (NamingException e) {
            return Optional.empty();
        }
    }

    private void revoke(Certificate certificate, DemoDomain.Ca ca) {
        telling.step(
                HOST + " を 2 人の承認で失効し、OCSP が revoked、検証サーバが無効と答えました",
                HOST + " revoked by two approvals; OCSP says revoked and the validation server refuses it",
                () -> {
                    site.vault().revoke(GOV.id(ca), certificate);
                    try (DemoClient client = world.client(GOV)) {
                        return Held.after(DemoClient.await(() -> client.ocsp(certificate, site.certificate(ca))
                                        .filter(CertificateStatus.Revoked.class::isInstance)
                                        .isPresent()
                                && openssl(certificate, ca, "revoked")
                                && client.ask(certificate).check().equals("REVOKED")));
                    }
                });
        telling.step(
                "番号が CRL に載り、HTTP でも LDAP でも配られています",
                "its serial number stands on the CRL, by HTTP and by LDAP",
                () -> {
                    site.vault().makeCrls(GOV.id(ca));
                    String place = site.ports().url("/ca/" + GOV.id(ca) + "/crl.crl");
                    try (DemoClient client = world.client(GOV)) {
                        return Held.after(DemoClient.await(() -> Crl.parse(client.get(place))
                                        .toOptional()
                                        .filter(crl -> stands(certificate, crl))
                                        .isPresent()
                                && overLdap(ca)
                                        .filter(crl -> stands(certificate, crl))
                                        .isPresent()));
                    }
                });
    }

    private static boolean stands(Certificate certificate, Crl crl) {
        return crl.lookup(certificate.issuer(), certificate.serialNumber()).isPresent();
    }
}
