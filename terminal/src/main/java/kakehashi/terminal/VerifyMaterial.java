package kakehashi.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.Parsed;
import kakehashi.x509.Pem;

/// The certificates, CRLs and responses that `verify` is given. A file that is named and cannot be used is refused;
/// in a folder, files of other kinds are passed over.
final class VerifyMaterial {
    private final Console console;
    private final List<Certificate> certificates = new ArrayList<>();
    private final List<Crl> crls = new ArrayList<>();
    private final List<BasicOcspResponse> responses = new ArrayList<>();

    VerifyMaterial(Console console) {
        this.console = console;
    }

    List<Certificate> certificates() {
        return List.copyOf(certificates);
    }

    List<Crl> crls() {
        return List.copyOf(crls);
    }

    List<BasicOcspResponse> responses() {
        return List.copyOf(responses);
    }

    /// Reads a file, or every file under a folder.
    VerifyMaterial add(String place) {
        if (place.equals("-") || !Files.isDirectory(Path.of(place))) {
            addFile(place);
            return this;
        }
        try (Stream<Path> files = Files.walk(Path.of(place))) {
            files.filter(Files::isRegularFile).sorted().forEach(file -> addFromFolder(file.toString()));
        } catch (IOException e) {
            throw new InputProblem(
                    ExitCode.MALFORMED,
                    place,
                    new Phrase("読めません (%s)。", "cannot be read (%s).").with(e),
                    new Phrase("フォルダの権限を確かめてください。", "Check the permissions of the folder."));
        }
        return this;
    }

    private void addFromFolder(String file) {
        try {
            for (Pem.Block block : InputFile.items(file, InputFile.octets(file, console.in()))) {
                addBlock(block.content())
                        .filter(wrong -> Kind.of(block.content())
                                .filter(VerifyMaterial::isEvidence)
                                .isPresent())
                        .ifPresent(wrong -> warn(file, wrong));
            }
        } catch (InputProblem passedOver) {
            // A folder may hold notes, keys and other things beside what is looked for.
            return;
        }
    }

    private static boolean isEvidence(Kind kind) {
        return switch (kind) {
            case CRL, OCSP_RESPONSE -> true;
            case CERTIFICATE, CERTIFICATE_BUNDLE, CROSS_CERTIFICATE_PAIR, OCSP_REQUEST, CERTIFICATION_REQUEST -> false;
        };
    }

    /// Evidence that is passed over might have revoked something: nobody must miss that.
    private void warn(String file, Phrase wrong) {
        console.problem(new InputProblem(
                ExitCode.MALFORMED,
                file,
                wrong,
                new Phrase("この失効情報は使われません。", "This evidence about revocation is not used.")));
    }

    private void addFile(String file) {
        for (Pem.Block block : InputFile.items(file, InputFile.octets(file, console.in()))) {
            addBlock(block.content()).ifPresent(wrong -> {
                throw new InputProblem(
                        ExitCode.MALFORMED,
                        file,
                        wrong,
                        new Phrase("./kakehashi inspect で中身を確かめてください。", "See with ./kakehashi inspect what is in it."));
            });
        }
    }

    /// Adds what is in a block; answers what is wrong with it.
    private Optional<Phrase> addBlock(Bytes der) {
        Optional<Kind> kind = Kind.of(der);
        if (kind.isEmpty()) {
            return Optional.of(new Phrase("知っている形式のどれでもありません。", "is nothing that is known here."));
        }
        return switch (kind.get()) {
            case CERTIFICATE -> take(Certificate.parse(der), certificates::add);
            case CRL -> take(Crl.parse(der), crls::add);
            case CERTIFICATE_BUNDLE -> take(CertificateBundle.parse(der), this::addBundle);
            case CROSS_CERTIFICATE_PAIR -> take(CrossCertificatePair.parse(der), this::addPair);
            case OCSP_RESPONSE -> take(OcspResponse.parse(der), this::addResponse);
            case OCSP_REQUEST, CERTIFICATION_REQUEST ->
                Optional.of(new Phrase(
                        "検証には使えません: " + kind.get().words().japanese(),
                        "is of no use here: " + kind.get().words().english()));
        };
    }

    /// The first certificate, for files that must hold one.
    static Certificate target(String file, Console console) {
        return new VerifyMaterial(console)
                .add(file).certificates.stream()
                        .findFirst()
                        .orElseThrow(() -> new InputProblem(
                                ExitCode.MALFORMED,
                                file,
                                new Phrase("証明書がありません。", "holds no certificate."),
                                new Phrase("検証したい証明書のファイルを指定してください。", "Name the file of the certificate to verify.")));
    }

    private static <T> Optional<Phrase> take(Parsed<T> parsed, Consumer<T> add) {
        return switch (parsed) {
            case Parsed.Value<T>(T value) -> {
                add.accept(value);
                yield Optional.empty();
            }
            case Parsed.Malformed<T> malformed ->
                Optional.of(new Phrase("形式が正しくありません: " + malformed, "is malformed: " + malformed));
        };
    }

    private void addBundle(CertificateBundle bundle) {
        certificates.addAll(bundle.certificates());
        bundle.crlDers().forEach(der -> take(Crl.parse(der), crls::add).ifPresent(wrong -> warn("PKCS #7", wrong)));
    }

    private void addPair(CrossCertificatePair pair) {
        pair.issuedToThisCa().ifPresent(certificates::add);
        pair.issuedByThisCa().ifPresent(certificates::add);
    }

    private void addResponse(OcspResponse response) {
        if (response instanceof OcspResponse.Successful(BasicOcspResponse basic)) {
            responses.add(basic);
        }
    }
}
