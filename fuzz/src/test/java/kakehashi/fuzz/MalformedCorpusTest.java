package kakehashi.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import kakehashi.testkit.OutsideSuites;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.CertificateRequestMessage;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.CmpRequest;
import kakehashi.x509.ContentInfo;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.Name;
import kakehashi.x509.OcspRequest;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.Parsed;
import kakehashi.x509.Pem;
import kakehashi.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The corpora that other projects' fuzzers have gathered, read by every parser.
class MalformedCorpusTest {
    private static final Map<String, Function<Bytes, Parsed<?>>> PARSERS = new LinkedHashMap<>();

    static {
        PARSERS.put("Certificate", Certificate::parse);
        PARSERS.put("Crl", Crl::parse);
        PARSERS.put("CertificationRequest", CertificationRequest::parse);
        PARSERS.put("CertificateRequestMessage", CertificateRequestMessage::parse);
        PARSERS.put("CmpRequest", CmpRequest::parse);
        PARSERS.put("CertificateBundle", CertificateBundle::parse);
        PARSERS.put("ContentInfo", ContentInfo::parse);
        PARSERS.put("CrossCertificatePair", CrossCertificatePair::parse);
        PARSERS.put("OcspRequest", OcspRequest::parse);
        PARSERS.put("OcspResponse", OcspResponse::parse);
        PARSERS.put("BasicOcspResponse", BasicOcspResponse::parse);
        PARSERS.put("SubjectPublicKeyInfo", SubjectPublicKeyInfo::parse);
        PARSERS.put("Name", Name::parse);
        PARSERS.put("Pem", der -> Pem.decode(der).map(List::size));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"x509", "crl", "cms"})
    void everyParserAnswersAndEveryAccessorHolds(String corpus) throws IOException {
        List<Path> files = filesOf(corpus);
        Map<String, Integer> values = new TreeMap<>();
        for (Path file : files) {
            Bytes input = Bytes.wrap(Files.readAllBytes(file));
            for (Map.Entry<String, Function<Bytes, Parsed<?>>> parser : PARSERS.entrySet()) {
                int read = holds(parser.getValue(), input, parser.getKey() + " of " + file.getFileName());
                values.merge(parser.getKey(), read, Integer::sum);
            }
        }
        assertThat(files).hasSizeGreaterThan(100);
        assertThat(values).hasSize(PARSERS.size());
    }

    private static int holds(Function<Bytes, Parsed<?>> parser, Bytes input, String what) {
        try {
            return switch (parser.apply(input)) {
                case Parsed.Value<?>(Object value) -> {
                    EveryAccessor.of(value);
                    if (value instanceof Certificate certificate) {
                        Properties.rebuilds(certificate);
                    }
                    yield 1;
                }
                case Parsed.Malformed<?> malformed -> 0;
            };
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(what + ": " + e, e);
        }
    }

    private static List<Path> filesOf(String corpus) throws IOException {
        Path folder = OutsideSuites.find("fuzz/" + corpus)
                .orElseGet(() -> Assumptions.abort("the suites are not beside the project: " + corpus));
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
