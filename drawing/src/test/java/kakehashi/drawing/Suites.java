package kakehashi.drawing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kakehashi.testkit.OutsideSuites;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.Parsed;
import kakehashi.x509.Pem;
import org.junit.jupiter.api.Assumptions;

/// Real graphs, which lie beside the project and not in it.
final class Suites {
    private Suites() {}

    /// The Federal PKI: what validates to the Federal Common Policy CA G2, with its own certificate.
    static List<Certificate> federal() {
        List<Certificate> certificates =
                new ArrayList<>(read(path("fpki/CACertificatesValidatingToFederalCommonPolicyG2.p7b")));
        certificates.addAll(read(path("fpki/fcpcag2.crt")));
        return certificates;
    }

    /// The Mock Federal PKI.
    static List<Certificate> mockFederal() {
        try (Stream<Path> files = Files.list(path("mfpki/certs"))) {
            return files.sorted().flatMap(file -> read(file).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path path(String name) {
        return OutsideSuites.find(name)
                .orElseGet(() -> Assumptions.abort("the suites are not beside the project: " + name));
    }

    private static List<Certificate> read(Path file) {
        try {
            List<Certificate> certificates = new ArrayList<>();
            Bytes octets = Bytes.wrap(Files.readAllBytes(file));
            for (Pem.Block block : Pem.decode(octets).orElseThrow()) {
                Parsed<Certificate> one = Certificate.parse(block.content());
                certificates.addAll(one.toOptional()
                        .map(List::of)
                        .orElseGet(() -> CertificateBundle.parse(block.content())
                                .orElseThrow()
                                .certificates()));
            }
            return certificates;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
