package kakehashi.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertStore;
import java.security.cert.LDAPCertStoreParameters;
import java.security.cert.X509CRLSelector;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.security.auth.x500.X500Principal;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Outcome;
import kakehashi.contract.RevokeBody;
import kakehashi.contract.Scope;
import kakehashi.contract.SignedOrder;
import kakehashi.issuing.Halt;
import kakehashi.ledger.AuditExport;
import kakehashi.ledger.AuditTree;
import kakehashi.ledger.AuditVerdict;
import kakehashi.ledger.AuditVerification;
import kakehashi.ledger.Database;
import kakehashi.ledger.EmbeddedServer;
import kakehashi.ledger.Feed;
import kakehashi.ledger.Zone;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.ProfileKind;
import kakehashi.profiles.ShippedProfiles;
import kakehashi.repository.CollectRounds;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.CrlReason;
import kakehashi.x509.Name;
import kakehashi.x509.Pem;

/// The walking skeleton: one CA, from its ceremony to a certificate, its revocation and a CRL; and an intruder.
final class Skeleton {
    private static final Id CA = DemoPerson.id("ca applications");
    private static final String HOST = "www.demo.go.jp";

    private final Path folder;
    private final EmbeddedServer server;
    private final InstantSource clock;
    private final Telling telling;
    private final Consumer<DemoPublic> after;

    /// @param after what happens when the story is over and the public zone still stands
    Skeleton(Path folder, EmbeddedServer server, InstantSource clock, Telling telling, Consumer<DemoPublic> after) {
        this.after = after;
        this.folder = folder;
        this.server = server;
        this.clock = clock;
        this.telling = telling;
    }

    void play() throws IOException {
        CertificateProfile profile = ShippedProfiles.of(ProfileKind.INTERNET_SERVER);
        List<Id> profiles = new ArrayList<>(
                DemoServices.profiles().stream().map(CertificateProfile::id).toList());
        profiles.add(profile.id());
        Scope scope = new Scope(List.of(CA), profiles, List.of(), List.of(Name.of("C=JP")), List.of(".demo.go.jp"));
        try (DemoInstallation vault =
                DemoInstallation.open("gpki", folder.resolve("gpki"), folder.resolve("postgres"), scope, clock)) {
            DemoPublic.Ports ports = DemoPublic.Ports.of(vault.folder());
            Certificate ca = ceremony(vault, ports);
            DemoPublic.Credentials credentials = new DemoServices(vault, CA).credentials(ca);
            Path collected = folder.resolve("collected");
            Files.createDirectories(collected);
            try (Partner partner = Partner.open(folder, clock);
                    CollectRounds collecting = CrossCertification.collecting(partner, collected, clock);
                    DemoPublic zone = DemoPublic.open(vault, ports, credentials, collecting.collected(), clock)) {
                Certificate certificate = issue(vault, profile, ca);
                publish(zone, certificate);
                new CrossCertification(partner, telling).play(new Partner.Side(vault, CA, ca, ports), zone, collecting);
                revoke(vault, zone, certificate);
                intrude(vault, profile);
                after.accept(zone);
            }
        }
    }

    private Certificate ceremony(DemoInstallation vault, DemoPublic.Ports ports) {
        telling.chapter("1. 鍵生成セレモニー", "1. The ceremony");
        telling.step(
                "3 人の鍵管理者と 6 人の担当職員が設備を設けました。識別子 " + short16(vault.installation()),
                "three custodians and six officers founded the installation " + short16(vault.installation()));
        Optional<Certificate> known = vault.authority().facts().authorities().stream()
                .filter(found -> found.id().equals(CA))
                .findFirst()
                .flatMap(found -> found.certificate());
        if (known.isPresent()) {
            telling.step("CA は前回の実演で作られています", "the CA stands since an earlier run");
            return known.get();
        }
        DemoCa root = new DemoCa(
                CA,
                Name.of("CN=DEMO Application CA,O=Japanese Government,C=JP"),
                Name.of("CN=実演アプリケーション認証局,O=日本国政府,C=JP"),
                ports.publication(CA));
        Certificate made =
                vault.authority().archive().certificate(root.makeRoot(vault)).orElseThrow();
        telling.step(
                "2 人の責任者の承認で CA の鍵と自己署名証明書ができました: " + made.subject(),
                "two supervisors approved the CA's key and certificate: " + made.subject());
        return made;
    }

    private Certificate issue(DemoInstallation vault, CertificateProfile profile, Certificate ca) throws IOException {
        telling.chapter("2. 発行", "2. A certificate");
        Digest approved = vault.putProfile(profile);
        telling.step(
                "証明書プロファイルが承認されました: " + short16(approved.octets()),
                "the profile was approved: " + short16(approved.octets()));
        long began = System.nanoTime();
        SignedOrder order =
                vault.office().issue(CA, List.of(DemoCa.server(profile, HOST, vault.people())), vault.now());
        Certificate certificate = vault.authority()
                .archive()
                .certificate(vault.done(order).get(0))
                .orElseThrow();
        long millis = (System.nanoTime() - began) / 1_000_000;
        telling.step(
                HOST + " の証明書を " + millis + " ミリ秒で発行しました（申請 1、承認 2）",
                "a certificate for " + HOST + " in " + millis + " ms (one filing, two approvals)");
        telling.check(
                vault.done(order).equals(List.of(Digest.of(certificate.der()))),
                "同じ指図をもう一度出しても、同じ答えが返り、二重には発行されません",
                "the same order again gets the same answer, and no second certificate");
        Path pem = write("certificate.der", certificate.der());
        Path issuer = write("ca.der", ca.der());
        write("ca.pem", Bytes.wrap(Pem.encode(ca).getBytes(StandardCharsets.US_ASCII)));
        OpenSsl.find()
                .ifPresentOrElse(
                        openssl -> telling.check(
                                openssl.run("verify", "-x509_strict", "-trusted", issuer.toString(), pem.toString())
                                                .code()
                                        == 0,
                                "OpenSSL も有効と認めました",
                                "OpenSSL agrees that it is valid"),
                        () -> telling.note("OpenSSL がないため、確かめませんでした", "OpenSSL is not here to agree"));
        return certificate;
    }

    private void publish(DemoPublic zone, Certificate certificate) {
        telling.chapter("3. 公開と検証", "3. Publication and validation");
        DemoClient client = new DemoClient(zone);
        long millis = DemoClient.await(() -> ocsp(zone, "certificate.der").contains(": good"));
        telling.check(
                millis >= 0,
                "OCSP が good と答えます（" + millis + " ミリ秒後、OpenSSL が署名を検証）",
                "OCSP says good (after " + millis + " ms; OpenSSL verified the signature)");
        String place = zone.ports().url("/ca/" + CA + "/crl.crl");
        long listed = DemoClient.await(() -> !client.get(place).isEmpty());
        telling.check(listed >= 0, "CRL が HTTP で読めます: " + place, "the CRL is read over HTTP: " + place);
        telling.check(
                ldap(zone), "CRL が LDAP でも読めます（JDK の LDAP CertStore）", "and over LDAP, by the JDK's own CertStore");
        String answer = client.validate(certificate);
        telling.check(
                answer.contains("\"TotalPassed\""),
                "検証サーバが JSON で TotalPassed と答えます",
                "the validation server answers TotalPassed in JSON");
    }

    private String ocsp(DemoPublic zone, String file) {
        return OpenSsl.find()
                .map(openssl -> openssl.run(
                                "ocsp",
                                "-issuer",
                                folder.resolve("ca.der").toString(),
                                "-CAfile",
                                folder.resolve("ca.pem").toString(),
                                "-cert",
                                folder.resolve(file).toString(),
                                "-url",
                                zone.ports().url("/ocsp"))
                        .text())
                .orElse(": good: revoked");
    }

    private static boolean ldap(DemoPublic zone) {
        try {
            CertStore store = CertStore.getInstance(
                    "LDAP",
                    new LDAPCertStoreParameters("127.0.0.1", zone.ports().ldap()));
            X509CRLSelector selector = new X509CRLSelector();
            selector.addIssuer(new X500Principal("CN=DEMO Application CA,O=Japanese Government,C=JP"));
            return !store.getCRLs(selector).isEmpty();
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private void revoke(DemoInstallation vault, DemoPublic zone, Certificate certificate) throws IOException {
        telling.chapter("5. 失効", "5. A revocation");
        RevokeBody body = new RevokeBody(
                List.of(new RevokeBody.Item(certificate.serialNumber(), CrlReason.KEY_COMPROMISE, Optional.empty())));
        vault.done(vault.office().registered(OrderKind.REVOKE, CA, body, vault.now()));
        long millis = DemoClient.await(() -> ocsp(zone, "certificate.der").contains(": revoked"));
        telling.check(
                millis >= 0,
                "2 人の承認で失効し、" + millis + " ミリ秒後に OCSP が revoked と答えました",
                "revoked by two approvals; OCSP said so after " + millis + " ms");
        telling.check(
                DemoClient.await(
                                () -> new DemoClient(zone).validate(certificate).contains("\"TotalFailed\""))
                        >= 0,
                "検証サーバの答えは TotalFailed になりました",
                "the validation server now answers TotalFailed");
        List<Digest> lists = vault.done(vault.office()
                .supervised(OrderKind.CRL, Optional.of(CA), kakehashi.contract.CrlBody.FULL, vault.now()));
        Bytes crl = lists.stream()
                .map(digest -> vault.database()
                        .inTransaction(tx -> Feed.file(tx, digest.octets()))
                        .orElseThrow())
                .filter(der -> lists(der, certificate))
                .findFirst()
                .orElseThrow();
        telling.step("CRL が公開側に渡されました", "a CRL went to the public zone");
        Path file = write("crl.der", crl);
        Optional<OpenSsl> openssl = OpenSsl.find();
        if (openssl.isPresent()) {
            String serial = certificate.serialNumber().toString().toUpperCase(java.util.Locale.ROOT);
            String text = openssl.get()
                    .run("crl", "-noout", "-text", "-in", file.toString())
                    .text();
            telling.check(
                    text.toUpperCase(java.util.Locale.ROOT).replace(":", "").contains(serial),
                    "OpenSSL が CRL の中に番号を見つけました",
                    "OpenSSL finds the serial number on the CRL");
        }
    }

    private static boolean lists(Bytes der, Certificate certificate) {
        return Crl.parse(der)
                .orElseThrow()
                .lookup(certificate.issuer(), certificate.serialNumber())
                .isPresent();
    }

    private void intrude(DemoInstallation vault, CertificateProfile profile) throws IOException {
        telling.chapter("6. 侵入者", "6. An intruder");
        Outcome forged = vault.submit(vault.office()
                .forged(CA, List.of(DemoCa.server(profile, "evil.demo.go.jp", vault.people())), vault.now()));
        telling.check(
                forged.result() instanceof Outcome.Result.Refused
                        && forged.entry().isEmpty(),
                "承認を 1 つ偽造した指図は断られました",
                "an order with one forged approval was refused");
        Path honest = folder.resolve("audit");
        telling.check(
                verify(vault, honest) instanceof AuditVerdict.Sound,
                "監査ログは、書き出したものだけで正しいと検証できます",
                "the audit log verifies from its export alone");
        try (Database owner = Database.open(server.ownerAccess(DemoInstallation.database("gpki")), 1)) {
            editRows(vault, new IntruderStore(owner));
        }
    }

    private void editRows(DemoInstallation vault, IntruderStore intruder) throws IOException {
        Bytes leaf = intruder.leaf(1);
        intruder.replaceLeaf(1, flipped(leaf));
        telling.check(
                verify(vault, folder.resolve("audit-tampered"))
                                instanceof AuditVerdict.Unsound(long index, var f, var d)
                        && index == 1,
                "監査ログの 1 行を書き換えると、その行が名指しされます",
                "one audit row edited: the verifier names that very row");
        intruder.replaceLeaf(1, leaf);
        vault.closeVault();
        Bytes genesis = intruder.genesis();
        intruder.replaceDocument(genesis, flipped(genesis));
        telling.check(
                halts(vault),
                "担当職員の鍵をデータベースで書き換えると、保管庫は起動を拒みます",
                "an officer's key edited in the database: the vault refuses to start");
        intruder.replaceDocument(flipped(genesis), genesis);
        intruder.moveHead(-1);
        telling.check(
                halts(vault),
                "記録の先頭を巻き戻すと、保管庫は起動を拒みます",
                "the head of the chain rolled back: the vault refuses to start");
        intruder.moveHead(1);
        vault.openVault();
        telling.check(
                vault.authority().halted().isEmpty(), "元に戻すと、保管庫はまた働きます", "put back as it was, the vault works again");
    }

    private static Bytes flipped(Bytes octets) {
        byte[] other = octets.toArray();
        other[other.length / 2] ^= 1;
        return Bytes.wrap(other);
    }

    private static boolean halts(DemoInstallation vault) {
        try {
            vault.openVault();
            return false;
        } catch (Halt e) {
            return true;
        }
    }

    private AuditVerdict verify(DemoInstallation vault, Path into) throws IOException {
        Demo.delete(into);
        AuditExport.write(vault.database(), new AuditTree(Zone.VAULT), into);
        return AuditVerification.verify(into, vault.authority().checkpointKey(Zone.VAULT), List.of());
    }

    private Path write(String name, Bytes octets) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, octets.toArray());
        return file;
    }

    /// The first octets of a digest, to be compared by eye.
    private static String short16(Bytes digest) {
        return HexFormat.ofDelimiter(" ").formatHex(digest.slice(0, 8).toArray());
    }
}
