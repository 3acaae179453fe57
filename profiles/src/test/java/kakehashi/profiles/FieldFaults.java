package kakehashi.profiles;

import static kakehashi.profiles.LintFault.*;
import static kakehashi.profiles.LintPurpose.*;
import static kakehashi.profiles.LintSamples.*;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.Extension;
import kakehashi.x509.Name;
import kakehashi.x509.Oid;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;

final class FieldFaults {
    private FieldFaults() {}

    static Stream<LintFault> all() {
        return Stream.of(fieldsFirst(), fieldsSecond()).flatMap(s -> s);
    }

    private static Stream<LintFault> fieldsFirst() {
        BigInteger large = BigInteger.ONE.shiftLeft(100);
        return Stream.of(
                f(FieldLint.SERIAL_POSITIVE, GENERAL, c -> c.serialNumber(SerialNumber.of(large.negate()))),
                f(
                        FieldLint.SERIAL_LENGTH,
                        GENERAL,
                        c -> c.serialNumber(SerialNumber.of(BigInteger.ONE.shiftLeft(160)))),
                f(FieldLint.SERIAL_UNPREDICTABLE, GENERAL, c -> c.serialNumber(SerialNumber.of(BigInteger.TEN))),
                der(FieldLint.SIGNATURE_ALGORITHM_KNOWN, GENERAL, 2, w -> w.sequence(s -> s.oid(Oid.of("1.2.3")))),
                der(
                        FieldLint.SIGNATURE_DIGEST_STRONG,
                        GENERAL,
                        2,
                        w -> SignatureAlgorithm.ECDSA_SHA1.identifier().write(w)),
                der(
                        FieldLint.SIGNATURE_FITS_ISSUER_KEY,
                        GENERAL,
                        2,
                        w -> SignatureAlgorithm.RSA_SHA256.identifier().write(w)),
                f(
                        FieldLint.ISSUER_BYTES,
                        SUBORDINATE_CA,
                        c -> c.issuer(Name.of("CN=BRIDGE CA,OU=GPKI,O=Japanese Government,C=JP"))),
                f(FieldLint.VALIDITY_ORDER, GENERAL, c -> c.validity(FROM.plusSeconds(86400), FROM)),
                der(
                        FieldLint.VALIDITY_TIME_TYPE,
                        GENERAL,
                        4,
                        w -> w.sequence(s -> {
                            s.generalizedTime(FROM);
                            utc(s, "261231145959Z");
                        })));
    }

    private static Stream<LintFault> fieldsSecond() {

        return Stream.of(
                f(
                        FieldLint.VALIDITY_INSIDE_ISSUER,
                        SUBORDINATE_CA,
                        c -> c.validity(FROM, FROM.plus(Duration.ofDays(4000)))),
                new LintFault(
                        FieldLint.NO_UNIQUE_IDS,
                        GENERAL,
                        c -> {},
                        parts -> {
                            List<Bytes> bent = new ArrayList<>(parts);
                            bent.add(7, Bytes.ofHex("81020001"));
                            return bent;
                        },
                        UnaryOperator.identity()),
                f(FieldLint.KEY_BEYOND_2030, SUBORDINATE_CA, c -> {
                    var key = new TestPki().key(SignatureAlgorithm.RSA_SHA256).publicKey();
                    c.publicKey(key)
                            .subjectKeyIdentifier(key.keyIdentifier())
                            .validity(FROM, FROM.plus(Duration.ofDays(3000)).minusSeconds(1));
                }),
                f(
                        FieldLint.CRITICAL_EXTENSION_KNOWN,
                        GENERAL,
                        c -> c.extension(new Extension(Oid.of("1.2.3.4"), true, Bytes.ofHex("0500")))));
    }
}
