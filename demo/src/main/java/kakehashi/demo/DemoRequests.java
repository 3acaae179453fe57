package kakehashi.demo;

import java.util.List;
import java.util.Optional;
import kakehashi.contract.IssueBody;
import kakehashi.contract.Request;
import kakehashi.contract.Salt;
import kakehashi.keys.KeyEntry;
import kakehashi.keys.KeyKind;
import kakehashi.keys.KeyRequest;
import kakehashi.keys.Signer;
import kakehashi.keys.Token;
import kakehashi.profiles.CertificateProfile;
import kakehashi.x509.CertificationRequestBuilder;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.ToBeSigned;

/// What subscribers ask for: each makes a key in its own token and a PKCS#10 with it.
final class DemoRequests {
    private DemoRequests() {}

    /// What a server's administrator asks for.
    static IssueBody.Item server(CertificateProfile profile, String host, Token keys) {
        Name subject = profile.subject().written(Name.of("CN=" + host + ",O=Japanese Government,C=JP"));
        return item(profile, subject, List.of(new GeneralName.DnsName(host)), keys);
    }

    /// What somebody asks for, with a key made for it in the token.
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
