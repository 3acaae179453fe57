package kakehashi.demo;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final String USER_ATTRIBUTE = "userCertificate;binary";
    private static final String HOST = "www.demo.go.jp";
    private static final Held OTHERWISE = Held.no("OpenSSL には違う答えでした", "OpenSSL is told otherwise");
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

    /// A certificate.
    ///
    /// @param since when the vault's outcome was there, by [System#nanoTime]
    private record Issued(Certificate certificate, long since) {}

    void play() {
        telling.chapter("2. 発行と公開", "2. Certificates, issued and published");
        try (DemoClient client = world.client(GOV)) {
            play(client);
        }
    }

    private void play(DemoClient client) {
        Issued[] made = new Issued[2];
        telling.step(
                HOST + " の PKCS#10 を申請し、2 人が承認し、サーバ証明書を発行しました",
                "a PKCS#10 for " + HOST + ": filed, approved by two, and its server certificate issued",
                () -> server(made));
        publish(client, Optional.ofNullable(made[0]), ca("applications"));
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
        publish(client, Optional.ofNullable(made[1]), ca("posts"));
        lists(client, ca("applications"));
        lists(client, ca("posts"));
        Optional.ofNullable(made[0]).ifPresent(one -> revoke(client, one.certificate(), ca("applications")));
    }

    private static DemoDomain.Ca ca(String key) {
        return GOV.ca(key).orElseThrow();
    }

    private Held server(Issued[] made) throws IOException {
        long began = System.nanoTime();
        Certificate certificate = site.vault()
                .issue(
                        id("applications"),
                        DemoRequests.server(
                                DemoProfiles.server(), HOST, site.vault().people()));
        made[0] = new Issued(certificate, System.nanoTime());
        long millis = (made[0].since() - began) / 1_000_000;
        samples.add("server", "サーバ証明書（失効済み）", "a server's certificate (revoked)", certificate);
        return Held.yes(millis);
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

    private Held post(PostKeys keys, Issued[] made) throws IOException {
        CertificateProfile profile = DemoProfiles.post();
        Name subject = profile.subject()
                .written(Name.of("CN=Director,OU=DEMO Division,OU=DEMO Ministry,O=Japanese Government,C=JP"));
        GeneralName japanese = new GeneralName.DirectoryName(Name.of("CN=実演課長,OU=実演課,OU=実演省,O=日本国政府,C=JP"));
        Certificate certificate =
                site.vault().issue(id("posts"), DemoRequests.item(profile, subject, List.of(japanese), keys.token()));
        made[1] = new Issued(certificate, System.nanoTime());
        samples.add("post", "官職証明書", "an official post's certificate", certificate);
        return Held.yes("実演課長", certificate.subject().toString());
    }

    private static Id id(String key) {
        return GOV.id(GOV.ca(key).orElseThrow());
    }

    /// The certificate is published, as its profile says, and the relying parties know how it stands.
    private void publish(DemoClient client, Optional<Issued> issued, DemoDomain.Ca ca) {
        issued.ifPresent(one -> telling.step(
                ca.japanese() + "：証明書が LDAP と HTTP で得られ、OCSP も検証サーバも有効と答えました",
                ca.english() + ": the certificate by LDAP and HTTP, OCSP good, validation server valid",
                () -> {
                    Certificate certificate = one.certificate();
                    long known = DemoClient.await(
                            one.since(),
                            () -> client.get(place(ca, certificate)).equals(certificate.der())
                                    && overLdap(certificate.subject(), USER_ATTRIBUTE)
                                            .contains(certificate.der())
                                    && client.ocsp(certificate, site.certificate(ca))
                                            .filter(CertificateStatus.Good.class::isInstance)
                                            .isPresent()
                                    && client.isValid(certificate));
                    return openssl(certificate, ca, "good") ? Promptness.now().held(known) : OTHERWISE;
                }));
        issued.ifPresent(one -> telling.link(place(ca, one.certificate())));
    }

    private String place(DemoDomain.Ca ca, Certificate certificate) {
        return site.ports().url("/ca/" + GOV.id(ca) + "/" + certificate.serialNumber() + ".cer");
    }

    /// A CRL made after the certificates is served, and not the one that was there before.
    private void lists(DemoClient client, DemoDomain.Ca ca) {
        String place = site.ports().url("/ca/" + GOV.id(ca) + "/crl.crl");
        telling.step(
                ca.japanese() + "：新しい CRL が、HTTP でも LDAP でも得られます",
                ca.english() + ": a new CRL by HTTP and by LDAP",
                () -> {
                    BigInteger before = number(overHttp(client, place));
                    site.vault().makeCrls(GOV.id(ca));
                    long served = DemoClient.await(
                            () -> isNewer(overHttp(client, place), before) && isNewer(overLdap(ca), before));
                    return Promptness.now().held(served);
                });
        telling.link(place);
    }

    private static Optional<Crl> overHttp(DemoClient client, String place) {
        return Crl.parse(client.get(place)).toOptional();
    }

    private static BigInteger number(Optional<Crl> crl) {
        return crl.flatMap(Crl::crlNumber).orElse(BigInteger.ZERO);
    }

    private static boolean isNewer(Optional<Crl> crl, BigInteger before) {
        return number(crl).compareTo(before) > 0;
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

    private Optional<Crl> overLdap(DemoDomain.Ca ca) {
        return overLdap(GOV.name(ca), CRL_ATTRIBUTE).stream()
                .flatMap(der -> Crl.parse(der).toOptional().stream())
                .findFirst();
    }

    /// The values of an attribute as the JDK's LDAP client reads them, which keeps nothing.
    private List<Bytes> overLdap(Name entry, String name) {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        environment.put(Context.PROVIDER_URL, "ldap://127.0.0.1:" + site.ports().ldap());
        environment.put("java.naming.ldap.attributes.binary", name);
        try {
            DirContext directory = new InitialDirContext(environment);
            try {
                Attribute attribute = directory
                        .getAttributes(new LdapName(entry.toString()), new String[] {name})
                        .get(name);
                List<Bytes> values = new ArrayList<>();
                for (int i = 0; attribute != null && i < attribute.size(); i++) {
                    values.add(Bytes.wrap((byte[]) attribute.get(i)));
                }
                return values;
            } finally {
                directory.close();
            }
        } catch (NamingException e) {
            return List.of();
        }
    }

    private void revoke(DemoClient client, Certificate certificate, DemoDomain.Ca ca) {
        telling.step(
                HOST + " を 2 人の承認で失効し、OCSP が revoked、検証サーバが無効と答え、公開からも外れました",
                HOST + " revoked by two approvals: OCSP says so, validation refuses, published no more",
                () -> {
                    site.vault().revoke(GOV.id(ca), certificate);
                    long known = DemoClient.await(() -> client.ocsp(certificate, site.certificate(ca))
                                    .filter(CertificateStatus.Revoked.class::isInstance)
                                    .isPresent()
                            && client.ask(certificate).check().equals("REVOKED")
                            && client.get(place(ca, certificate)).isEmpty()
                            && overLdap(certificate.subject(), USER_ATTRIBUTE).isEmpty());
                    return openssl(certificate, ca, "revoked")
                            ? Promptness.now().held(known)
                            : OTHERWISE;
                });
        telling.step(
                "番号が CRL に載り、HTTP でも LDAP でも配られました", "its serial number stands on the CRL, by HTTP and by LDAP", () -> {
                    site.vault().makeCrls(GOV.id(ca));
                    String place = site.ports().url("/ca/" + GOV.id(ca) + "/crl.crl");
                    long served = DemoClient.await(() -> overHttp(client, place)
                                    .filter(crl -> stands(certificate, crl))
                                    .isPresent()
                            && overLdap(ca)
                                    .filter(crl -> stands(certificate, crl))
                                    .isPresent());
                    return Promptness.now().held(served);
                });
    }

    private static boolean stands(Certificate certificate, Crl crl) {
        return crl.lookup(certificate.issuer(), certificate.serialNumber()).isPresent();
    }
}
