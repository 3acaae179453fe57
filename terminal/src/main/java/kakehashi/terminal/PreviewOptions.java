package kakehashi.terminal;

import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.contract.Id;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.IssuingCa;
import kakehashi.profiles.ProfilePreview;
import kakehashi.profiles.Publication;
import kakehashi.profiles.RequestedCertificate;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.GeneralName;
import kakehashi.x509.Name;
import kakehashi.x509.Parsed;
import kakehashi.x509.Pem;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import picocli.CommandLine.Option;

/// For what a preview is: the CA, the request, the time.
final class PreviewOptions {
    /// An identity that stands for any CA: no certificate shows it.
    private static final Id ANY = new Id(Bytes.of(new byte[Id.OCTETS]));

    @Option(names = "--issuer", paramLabel = "FILE", descriptionKey = "profile.ca")
    String ca = "";

    @Option(names = "--request", paramLabel = "FILE", descriptionKey = "profile.request")
    String request = "";

    @Option(names = "--subject", paramLabel = "NAME", descriptionKey = "profile.subject")
    String subject = "";

    @Option(names = "--name", paramLabel = "FORM:NAME", descriptionKey = "profile.name")
    List<String> names = List.of();

    @Option(names = "--renews", paramLabel = "FILE", descriptionKey = "profile.renews")
    String renews = "";

    @Option(names = "--at", paramLabel = "TIME", descriptionKey = "profile.at")
    String at = "";

    @Option(names = "--until", paramLabel = "TIME", descriptionKey = "profile.until")
    String until = "";

    @Option(names = "--serial", paramLabel = "HEX", descriptionKey = "profile.serial")
    String serial = "4000000000000000000000000000000000000000";

    @Option(names = "--shards", paramLabel = "N", descriptionKey = "profile.shards")
    int shards = 1;

    @Option(names = "--http", paramLabel = "URL", descriptionKey = "profile.http")
    String http = "";

    @Option(names = "--ldap", paramLabel = "URL", descriptionKey = "profile.ldap")
    String ldap = "";

    @Option(names = "--ocsp", paramLabel = "URL", descriptionKey = "profile.ocsp")
    String ocsp = "";

    /// The preview that the options ask for.
    ///
    /// @throws InputProblem when a file or a value cannot be used
    ProfilePreview show(CertificateProfile profile, Console console) {
        Optional<Certificate> old = given(renews).map(file -> certificate(file, console));
        RequestedCertificate asked = requested(profile, old, console);
        Instant now = VerifyOptions.time(at, console.clock());
        ProfilePreview preview = ProfilePreview.of(profile, ca(profile, asked, console), asked, now, serialNumber());
        return old.map(preview::renewing).orElse(preview);
    }

    private static Optional<String> given(String option) {
        return Optional.of(option).filter(value -> !value.isEmpty());
    }

    private static InputProblem wrong(String option, String value, String example) {
        return new InputProblem(
                ExitCode.USAGE,
                option + " " + value,
                new Phrase("この値は使えません。", "is not a value that can be used."),
                new Phrase("例: %s %s", "For example: %s %s").with(option, example));
    }

    private static Bytes first(String file, Console console) {
        List<Pem.Block> items = InputFile.items(file, InputFile.octets(file, console.in()));
        return items.getFirst().content();
    }

    private static <T> T read(String file, Parsed<T> parsed, Kind kind) {
        return switch (parsed) {
            case Parsed.Value<T>(T value) -> value;
            case Parsed.Malformed<T> malformed ->
                throw new InputProblem(
                        ExitCode.MALFORMED,
                        file,
                        new Phrase(
                                kind.words().japanese() + "として読めません: " + malformed,
                                "is no " + kind.words().english() + ": " + malformed),
                        new Phrase("inspect で中身を確かめてください。", "See with inspect what it holds."));
        };
    }

    private static Certificate certificate(String file, Console console) {
        return read(file, Certificate.parse(first(file, console)), Kind.CERTIFICATE);
    }

    private RequestedCertificate requested(CertificateProfile profile, Optional<Certificate> old, Console console) {
        Optional<CertificationRequest> csr = given(request)
                .map(file -> read(file, CertificationRequest.parse(first(file, console)), Kind.CERTIFICATION_REQUEST));
        SubjectPublicKeyInfo key = csr.map(CertificationRequest::subjectPublicKeyInfo)
                .or(() -> old.map(Certificate::subjectPublicKeyInfo))
                .orElseThrow(() -> new InputProblem(
                        ExitCode.USAGE,
                        "profile preview",
                        new Phrase("公開鍵がありません。", "there is no public key."),
                        new Phrase(
                                "--request（PKCS #10）、又は --renews（更新前の証明書）を指定してください。",
                                "Give --request (a PKCS #10), or --renews (the certificate to renew).")));
        Name name = given(subject)
                .map(text -> typed(profile, text))
                .or(() -> csr.map(CertificationRequest::subject))
                .or(() -> old.map(Certificate::subject))
                .orElseThrow();
        List<GeneralName> further = names.isEmpty()
                ? csr.map(CertificationRequest::requestedSubjectAltNames)
                        .filter(list -> !list.isEmpty())
                        .or(() -> old.map(Certificate::subjectAltNames))
                        .orElse(List.of())
                : names.stream().map(PreviewOptions::general).toList();
        Optional<List<GeneralName>> present = Optional.of(further).filter(list -> !list.isEmpty());
        return new RequestedCertificate(name, present, key, given(until).map(PreviewOptions::end));
    }

    private static Instant end(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw wrong("--until", text, "2031-12-31T00:00:00+09:00");
        }
    }

    private static Name typed(CertificateProfile profile, String text) {
        try {
            return profile.subject().written(Name.of(text));
        } catch (IllegalArgumentException e) {
            throw wrong("--subject", text, "\"CN=Director,OU=Digital Agency,O=Japanese Government,C=JP\"");
        }
    }

    private static GeneralName general(String text) {
        int colon = text.indexOf(':');
        String value = text.substring(colon + 1);
        try {
            return switch (colon < 0 ? "" : text.substring(0, colon)) {
                case "dns" -> new GeneralName.DnsName(value);
                case "mail" -> new GeneralName.Rfc822Name(value);
                case "uri" -> new GeneralName.UniformResourceIdentifier(value);
                case "directoryName" -> new GeneralName.DirectoryName(Name.of(value));
                default -> throw wrong("--name", text, "dns:www.example.go.jp");
            };
        } catch (IllegalArgumentException e) {
            throw wrong("--name", text, "\"directoryName:CN=統括官,OU=デジタル庁,O=日本国政府,C=JP\"");
        }
    }

    /// The CA; without one the certificate is self-signed.
    private IssuingCa ca(CertificateProfile profile, RequestedCertificate asked, Console console) {
        IssuingCa.Identity identity = ca.isEmpty()
                ? new IssuingCa.Identity.Founding(asked.subject(), asked.key())
                : new IssuingCa.Identity.Certified(certificate(ca, console));
        SubjectPublicKeyInfo key =
                ca.isEmpty() ? asked.key() : certificate(ca, console).subjectPublicKeyInfo();
        SignatureAlgorithm algorithm = profile.keys().signatures().stream()
                .filter(a -> a.fits(key.kind()))
                .findFirst()
                .or(() -> Arrays.stream(SignatureAlgorithm.values())
                        .filter(a -> a.fits(key.kind()))
                        .findFirst())
                .orElse(SignatureAlgorithm.RSA_SHA256);
        try {
            // What the profile wants to say of deltas is shown; whether the CA makes them its settings say.
            Publication places = new Publication(given(http), given(ldap), given(ocsp), Publication.Deltas.SCHEDULED);
            return new IssuingCa(ANY, identity, algorithm, places, shards);
        } catch (IllegalArgumentException e) {
            throw wrong("--http/--ldap/--ocsp/--shards", e.getMessage(), "http://repository.example.go.jp/ca");
        }
    }

    private SerialNumber serialNumber() {
        try {
            return SerialNumber.of(new BigInteger(serial, 16));
        } catch (NumberFormatException e) {
            throw wrong("--serial", serial, "5f0e1d2c3b4a5968");
        }
    }
}
