package kakehashi.demo;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.CaBody;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.IssueBody;
import kakehashi.contract.OrderKind;
import kakehashi.contract.Request;
import kakehashi.contract.Salt;
import kakehashi.keys.KeyEntry;
import kakehashi.keys.KeyKind;
import kakehashi.keys.KeyRequest;
import kakehashi.keys.Signer;
import kakehashi.keys.Token;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.IssuingCa;
import kakehashi.profiles.Preparation;
import kakehashi.profiles.PreparationOutcome;
import kakehashi.profiles.PreparedCertificate;
import kakehashi.profiles.ProfileKind;
import kakehashi.profiles.Publication;
import kakehashi.profiles.RequestedCertificate;
import kakehashi.profiles.ShippedProfiles;
import kakehashi.x509.Bytes;
import kakehashi.x509.CertificationRequestBuilder;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.ToBeSigned;

/// A CA of the demonstration: its settings as officers approve them, and what is asked of it.
///
/// @param id the CA's id
/// @param name its name in Latin letters
/// @param japanese its name in Japanese
/// @param publication where it publishes
record DemoCa(Id id, Name name, Name japanese, Publication publication) {
    private static final Oid ORGANISATION = Oid.of("2.5.4.10");
    private static final SecureRandom CHANCE = new SecureRandom();
    private static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.ECDSA_SHA384;

    /// The settings, a reviewable text.
    String settings() {
        return """
                name = "%s"
                key = "P384"
                signature = "ecdsa-with-SHA384"
                [publication]
                http = "%s"
                ldap = "%s"
                ocsp = "%s"
                [crl]
                period-hours = 24
                overlap-hours = 24
                """.formatted(
                        name.toString().replace("\"", ""),
                        publication.http().orElseThrow(),
                        publication.ldap().orElseThrow(),
                        publication.ocsp().orElseThrow());
    }

    /// Has the CA made, as a root: key, self-signed certificate. What is signed is what the officers approved.
    Digest makeRoot(DemoInstallation vault) {
        Digest key = vault.makeKey(id, settings());
        SubjectPublicKeyInfo publicKey = vault.token().keys().stream()
                .map(KeyEntry::publicKey)
                .filter(k -> Digest.of(k.der()).equals(key))
                .findFirst()
                .orElseThrow();
        CertificateProfile profile = selfSigned(name.first(ORGANISATION).orElseThrow());
        Name subject = profile.subject().written(name);
        IssuingCa founding =
                new IssuingCa(id, new IssuingCa.Identity.Founding(subject, publicKey), ALGORITHM, publication, 1);
        RequestedCertificate wanted = new RequestedCertificate(
                subject, Optional.of(List.of(new GeneralName.DirectoryName(japanese))), publicKey, Optional.empty());
        PreparedCertificate prepared =
                switch (Preparation.prepare(profile, founding, wanted, vault.now(), anyNumber())) {
                    case PreparationOutcome.Prepared(PreparedCertificate whole) -> whole;
                    case PreparationOutcome.Refused(var refusals) ->
                        throw new IllegalStateException("a CA of the demonstration: " + refusals);
                };
        CaBody.Create create = new CaBody.Create(id, name.toString(), prepared.template());
        return vault.done(vault.office().supervised(OrderKind.CA, Optional.of(id), create, vault.now()))
                .get(0);
    }

    /// The profile of self-signed certificates, for an organisation.
    private static CertificateProfile selfSigned(String organisation) {
        String text = new String(ShippedProfiles.text(ProfileKind.SELF_SIGNED).toArray(), StandardCharsets.UTF_8);
        String own = text.replace("values = [\"Japanese Government\"]", "values = [\"" + organisation + "\"]");
        return CertificateProfile.read(Bytes.wrap(own.getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
    }

    /// A serial number for a template, which the vault puts its own in the place of.
    static SerialNumber anyNumber() {
        byte[] octets = new byte[SerialNumber.MAX_OCTETS];
        CHANCE.nextBytes(octets);
        octets[0] = 0x40;
        return new SerialNumber(Bytes.wrap(octets));
    }

    /// What a server's administrator asks for, with a request by a key made for it.
    static IssueBody.Item server(CertificateProfile profile, String host, Token keys) {
        Name subject = profile.subject().written(Name.of("CN=" + host + ",O=Japanese Government,C=JP"));
        return item(profile, subject, List.of(new GeneralName.DnsName(host)), keys);
    }

    /// What somebody asks for, with a request by a key made for it in the token.
    static IssueBody.Item item(CertificateProfile profile, Name subject, List<GeneralName> names, Token keys) {
        KeyEntry entry = keys.generate(KeyRequest.of("subscriber " + DemoOffice.random(8), KeyKind.P256))
                .orElseThrow();
        Signer signer = keys.signer(entry.id(), SignatureAlgorithm.ECDSA_SHA256).orElseThrow();
        ToBeSigned pkcs10 =
                new CertificationRequestBuilder(subject, entry.publicKey()).toBeSigned(SignatureAlgorithm.ECDSA_SHA256);
        Request request = new Request(
                new Salt(DemoOffice.random(Salt.OCTETS)),
                profile.digest(),
                subject,
                names,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new IssueBody.Item(
                request.der(),
                entry.publicKey(),
                new IssueBody.Possession.Pkcs10(pkcs10.signed(signer.sign(pkcs10.content()))));
    }
}
