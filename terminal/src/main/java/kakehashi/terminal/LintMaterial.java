package kakehashi.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.path.Language;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.LintContext;
import kakehashi.profiles.LintPurpose;
import kakehashi.profiles.Linting;
import kakehashi.profiles.ProfileFault;
import kakehashi.profiles.ProfileReading;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.Pem;
import picocli.CommandLine.Option;

/// What certificates are held against beside themselves: rules that need what is not given say nothing.
final class LintMaterial {
    @Option(names = "--issuer", paramLabel = "FILE", descriptionKey = "lint.issuer")
    String issuer = "";

    @Option(names = "--subject-certificate", paramLabel = "FILE", descriptionKey = "lint.subject-certificate")
    List<String> subjects = List.of();

    @Option(names = "--request", paramLabel = "FILE", descriptionKey = "lint.request")
    String request = "";

    @Option(names = "--profile", paramLabel = "FILE", descriptionKey = "lint.profile")
    String profile = "";

    /// The files, read.
    record Read(
            Optional<Certificate> issuer,
            List<Certificate> subjects,
            Optional<CertificationRequest> request,
            Optional<CertificateProfile> profile) {
        static final Read NOTHING = new Read(Optional.empty(), List.of(), Optional.empty(), Optional.empty());

        /// What certificates under the profile are for, where one is given.
        Optional<LintPurpose> purpose() {
            return profile.map(known -> Linting.purpose(known.kind()));
        }

        LintContext context(LintPurpose purpose) {
            LintContext context = LintContext.of(purpose).withSubjectCertificates(subjects);
            LintContext below = issuer.map(context::withIssuer).orElse(context);
            LintContext asked = request.map(CertificationRequest::subjectPublicKeyInfo)
                    .map(below::withRequestedKey)
                    .orElse(below);
            return profile.map(CertificateProfile::promises)
                    .map(asked::withPromises)
                    .orElse(asked);
        }
    }

    /// Reads what was named.
    ///
    /// @throws InputProblem for a file that is not what it should be
    Read read(Console console) {
        List<Certificate> own = new ArrayList<>();
        subjects.forEach(file -> own.add(VerifyMaterial.target(file, console)));
        return new Read(
                issuer.isEmpty() ? Optional.empty() : Optional.of(VerifyMaterial.target(issuer, console)),
                List.copyOf(own),
                request.isEmpty() ? Optional.empty() : Optional.of(readRequest(console)),
                profile.isEmpty() ? Optional.empty() : Optional.of(readProfile(console)));
    }

    private CertificationRequest readRequest(Console console) {
        return InputFile.items(request, InputFile.octets(request, console.in())).stream()
                .findFirst()
                .map(Pem.Block::content)
                .flatMap(der -> CertificationRequest.parse(der).toOptional())
                .orElseThrow(() -> new InputProblem(
                        ExitCode.MALFORMED,
                        request,
                        new Phrase("証明書発行要求ではありません。", "is no certification request."),
                        new Phrase("PKCS#10 のファイルを指定してください。", "Name the file of a PKCS#10.")));
    }

    private CertificateProfile readProfile(Console console) {
        Bytes text = Profile.octets(profile, console);
        return switch (CertificateProfile.read(text)) {
            case ProfileReading.Read(CertificateProfile read) -> read;
            case ProfileReading.Faulty(List<ProfileFault> faults) ->
                throw new InputProblem(
                        ExitCode.MALFORMED,
                        profile,
                        new Phrase("プロファイルに誤りがあります（%s）。", "is a profile with faults (%s).")
                                .with(OrderText.told(faults, Language.ENGLISH)),
                        new Phrase("kakehashi profile check で調べてください。", "kakehashi profile check tells them all."));
        };
    }
}
