package kakehashi.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.Crl;
import kakehashi.x509.Parsed;
import kakehashi.x509.Pem;

/// The certificates, CRLs and responses that cases name: `b64:` inline, or files under the folder of the suites.
/// Each is read once. What is malformed is passed over where a set is asked for; a target is judged by its octets.
final class Material {
    private static final String INLINE = "b64:";

    private final Path suites;
    private final Map<Path, Bytes> files = new HashMap<>();
    private final Map<Bytes, Optional<Certificate>> certificates = new HashMap<>();
    private final Map<Path, List<Certificate>> certificateFolders = new HashMap<>();
    private final Map<Path, List<Crl>> crlFolders = new HashMap<>();

    Material(Path suites) {
        this.suites = suites;
    }

    /// The DER that a field of a case names.
    ///
    /// @throws UnusableCase when there is no such file
    Bytes octets(SuiteCase aCase, String reference) {
        if (reference.startsWith(INLINE)) {
            return Bytes.wrap(Base64.getMimeDecoder().decode(reference.substring(INLINE.length())));
        }
        return der(file(folder(aCase).resolve(reference).normalize()));
    }

    private Path folder(SuiteCase aCase) {
        return suites.resolve(aCase.text("base").orElse(""));
    }

    /// The folder that a field names.
    Path folder(SuiteCase aCase, String field) {
        return folder(aCase).resolve(aCase.needed(field)).normalize();
    }

    private Bytes file(Path path) {
        return files.computeIfAbsent(path, Material::read);
    }

    private static Bytes read(Path path) {
        try {
            return Bytes.wrap(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new UnusableCase("cannot read " + path);
        }
    }

    /// The first block of PEM, or the octets themselves.
    private static Bytes der(Bytes file) {
        return Pem.decode(file)
                .toOptional()
                .filter(blocks -> blocks.size() == 1)
                .map(blocks -> blocks.getFirst().content())
                .orElse(file);
    }

    /// The certificates that a field names, malformed ones left out.
    List<Certificate> certificates(SuiteCase aCase, String field) {
        return aCase.texts(field).stream()
                .map(reference -> certificate(octets(aCase, reference)))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Certificate> certificate(Bytes der) {
        return certificates.computeIfAbsent(der, d -> Certificate.parse(d).toOptional());
    }

    /// The CRLs that a field names, malformed ones left out.
    List<Crl> crls(SuiteCase aCase, String field) {
        return aCase.texts(field).stream()
                .map(reference -> Crl.parse(octets(aCase, reference)).toOptional())
                .flatMap(Optional::stream)
                .toList();
    }

    /// The certificates under the folder that a field names; the same list for every case.
    List<Certificate> certificateFolder(SuiteCase aCase, String field) {
        Path folder = folder(aCase, field);
        return certificateFolders.computeIfAbsent(folder, f -> everyFile(f, this::certificatesIn));
    }

    /// The CRLs under the folder that a field names; the same list for every case.
    List<Crl> crlFolder(SuiteCase aCase, String field) {
        Path folder = folder(aCase, field);
        return crlFolders.computeIfAbsent(folder, f -> everyFile(f, this::crlsIn));
    }

    private List<Certificate> certificatesIn(Path file) {
        if (file.toString().endsWith(".crl")) {
            return List.of();
        }
        List<Certificate> found = new ArrayList<>();
        for (Pem.Block block : blocks(file)) {
            Optional<Certificate> one = certificate(block.content());
            one.ifPresent(found::add);
            if (one.isEmpty()) {
                CertificateBundle.parse(block.content()).toOptional().ifPresent(b -> found.addAll(b.certificates()));
            }
        }
        return found;
    }

    private List<Crl> crlsIn(Path file) {
        if (!file.toString().endsWith(".crl")) {
            return List.of();
        }
        return blocks(file).stream()
                .map(block -> Crl.parse(block.content()).toOptional())
                .flatMap(Optional::stream)
                .toList();
    }

    private List<Pem.Block> blocks(Path file) {
        return switch (Pem.decode(file(file))) {
            case Parsed.Value<List<Pem.Block>>(List<Pem.Block> blocks) -> blocks;
            case Parsed.Malformed<List<Pem.Block>> malformed -> List.of();
        };
    }

    private static <T> List<T> everyFile(Path folder, Function<Path, List<T>> read) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .flatMap(file -> read.apply(file).stream())
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new UnusableCase("cannot read folder " + folder);
        }
    }
}
