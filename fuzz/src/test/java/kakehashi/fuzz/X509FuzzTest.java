package kakehashi.fuzz;

import static kakehashi.fuzz.Properties.expect;
import static kakehashi.fuzz.Properties.parses;
import static kakehashi.fuzz.Properties.parsesAndWrites;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import kakehashi.x509.BasicOcspResponse;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBundle;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.ContentInfo;
import kakehashi.x509.Crl;
import kakehashi.x509.CrossCertificatePair;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Name;
import kakehashi.x509.OcspRequest;
import kakehashi.x509.OcspResponse;
import kakehashi.x509.Oid;
import kakehashi.x509.Parsed;
import kakehashi.x509.Pem;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;
import org.junit.jupiter.params.provider.MethodSource;

/// Every parser of x509 under hostile octets.
class X509FuzzTest {
    @MethodSource("kakehashi.fuzz.Seeds#certificates")
    @FuzzTest(maxDuration = "60s")
    void certificate(byte[] input) {
        parsesAndWrites(Certificate::parse, Certificate::der, input).ifPresent(Properties::rebuilds);
    }

    /// The first octet chooses a known extension, the others are its value.
    @MethodSource("kakehashi.fuzz.Seeds#generalNames")
    @FuzzTest(maxDuration = "60s")
    void extension(byte[] input) {
        if (input.length > 0) {
            KnownExtension type = KnownExtension.values()[(input[0] & 0xff) % KnownExtension.values().length];
            Bytes value = Bytes.of(input).slice(1, input.length);
            byte[] whole = Hostile.withExtension(type, value).toArray();
            parsesAndWrites(Certificate::parse, Certificate::der, whole).ifPresent(Properties::rebuilds);
        }
    }

    @MethodSource("kakehashi.fuzz.Seeds#crls")
    @FuzzTest(maxDuration = "60s")
    void crl(byte[] input) {
        parsesAndWrites(Crl::parse, Crl::der, input)
                .ifPresent(crl -> crl.entries()
                        .limit(1_000)
                        .forEach(entry -> expect(
                                crl.lookup(entry.certificateIssuer(), entry.serialNumber())
                                        .isPresent(),
                                "entry is not found: " + entry)));
    }

    @MethodSource("kakehashi.fuzz.Seeds#requests")
    @FuzzTest(maxDuration = "60s")
    void certificationRequest(byte[] input) {
        parsesAndWrites(CertificationRequest::parse, CertificationRequest::der, input);
    }

    @MethodSource("kakehashi.fuzz.Seeds#bundles")
    @FuzzTest(maxDuration = "60s")
    void certificateBundle(byte[] input) {
        parses(CertificateBundle::parse, input)
                .ifPresent(bundle -> expect(
                        CertificateBundle.parse(bundle.der())
                                        .orElseThrow()
                                        .certificates()
                                        .size()
                                == bundle.certificates().size(),
                        "a bundle loses certificates"));
    }

    @MethodSource("kakehashi.fuzz.Seeds#pairs")
    @FuzzTest(maxDuration = "60s")
    void crossCertificatePair(byte[] input) {
        parsesAndWrites(CrossCertificatePair::parse, CrossCertificatePair::der, input);
    }

    @MethodSource("kakehashi.fuzz.Seeds#ocspRequests")
    @FuzzTest(maxDuration = "60s")
    void ocspRequest(byte[] input) {
        parses(OcspRequest::parse, input)
                .ifPresent(request -> expect(
                        OcspRequest.parse(request.der()).orElseThrow().equals(request),
                        "a request is written as another"));
    }

    @MethodSource("kakehashi.fuzz.Seeds#ocspResponses")
    @FuzzTest(maxDuration = "60s")
    void ocspResponse(byte[] input) {
        parses(OcspResponse::parse, input);
        parsesAndWrites(BasicOcspResponse::parse, BasicOcspResponse::der, input);
    }

    @MethodSource("kakehashi.fuzz.Seeds#bundles")
    @FuzzTest(maxDuration = "60s")
    void contentInfo(byte[] input) {
        parsesAndWrites(ContentInfo::parse, ContentInfo::der, input);
    }

    @MethodSource("kakehashi.fuzz.Seeds#keys")
    @FuzzTest(maxDuration = "60s")
    void subjectPublicKeyInfo(byte[] input) {
        parsesAndWrites(SubjectPublicKeyInfo::parse, SubjectPublicKeyInfo::der, input)
                .flatMap(VerificationKey::of)
                .ifPresent(EveryAccessor::of);
    }

    @MethodSource("kakehashi.fuzz.Seeds#names")
    @FuzzTest(maxDuration = "60s")
    void name(byte[] input) {
        parsesAndWrites(Name::parse, Name::der, input).ifPresent(name -> {
            expect(name.isWithin(name) && name.isWithin(Name.EMPTY), "a name outside itself");
            expect(name.canonical().equals(Name.parse(name.der()).orElseThrow().canonical()), "two canonical forms");
        });
    }

    /// What a name is written as is read as the same name, or not at all: text gives a country no other characters
    /// than its type has, while DER does.
    @MethodSource("kakehashi.fuzz.Seeds#nameTexts")
    @FuzzTest(maxDuration = "60s")
    void nameText(byte[] input) {
        named(new String(input, StandardCharsets.UTF_8)).ifPresent(name -> {
            EveryAccessor.of(name);
            Optional<Name> again = named(name.toString());
            expect(again.isEmpty() || again.get().equals(name), "another name as text: " + name);
        });
    }

    private static Optional<Name> named(String text) {
        try {
            return Optional.of(Name.of(text));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }

    @MethodSource("kakehashi.fuzz.Seeds#generalNames")
    @FuzzTest(maxDuration = "60s")
    void generalName(byte[] input) {
        parsesAndWrites(
                der -> Parsed.of(() -> {
                    DerReader reader = new DerReader(der);
                    GeneralName name = GeneralName.read(reader);
                    reader.finish();
                    return name;
                }),
                name -> DerWriter.write(name::write),
                input);
    }

    @MethodSource("kakehashi.fuzz.Seeds#oids")
    @FuzzTest(maxDuration = "60s")
    void oid(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        Oid.parse(text).toOptional().ifPresent(oid -> {
            EveryAccessor.of(oid);
            expect(oid.toString().equals(text), "another identifier: " + oid);
        });
    }

    @MethodSource("kakehashi.fuzz.Seeds#pems")
    @FuzzTest(maxDuration = "60s")
    void pem(byte[] input) {
        parses(Pem::decode, input);
    }
}
