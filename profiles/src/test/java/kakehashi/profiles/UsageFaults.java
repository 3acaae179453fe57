package kakehashi.profiles;

import static kakehashi.profiles.LintFault.*;
import static kakehashi.profiles.LintPurpose.*;
import static kakehashi.profiles.LintSamples.*;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerWriter;
import kakehashi.x509.ExtendedKeyUsage;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Tag;

final class UsageFaults {
    private UsageFaults() {}

    static Stream<LintFault> all() {
        return Stream.of(usagesFirst(), usagesSecond(), usagesThird()).flatMap(s -> s);
    }

    private static Stream<LintFault> usagesFirst() {

        return Stream.of(
                f(
                        UsageLint.BASIC_CONSTRAINTS_CRITICAL,
                        SUBORDINATE_CA,
                        c -> recritical(c, SUBORDINATE_CA, KnownExtension.BASIC_CONSTRAINTS)),
                f(
                        UsageLint.CA_SAID,
                        SUBORDINATE_CA,
                        c -> usage(c, KeyUsage.Bit.CRL_SIGN).without(KnownExtension.BASIC_CONSTRAINTS)),
                f(
                        UsageLint.CA_NOT_SAID,
                        LRA_OPERATOR,
                        c -> usage(c, KeyUsage.Bit.DIGITAL_SIGNATURE, KeyUsage.Bit.KEY_CERT_SIGN)
                                .subject(person(NamePart.CN, Tag.UTF8_STRING, "H"))
                                .basicConstraints(new BasicConstraints(true, OptionalInt.empty()))),
                f(
                        UsageLint.PATH_LENGTH_FOR_CA,
                        GENERAL,
                        c -> c.basicConstraints(new BasicConstraints(false, OptionalInt.of(1)))),
                f(
                        UsageLint.CA_FALSE_WRITTEN,
                        GENERAL,
                        c -> c.extension(ext(KnownExtension.BASIC_CONSTRAINTS, w -> w.sequence(s -> s.bool(false))))),
                f(
                        UsageLint.CERT_SIGN_FOR_CA,
                        GENERAL,
                        c -> usage(c, KeyUsage.Bit.DIGITAL_SIGNATURE, KeyUsage.Bit.KEY_CERT_SIGN)),
                f(UsageLint.KEY_USAGE_IN_CA, SUBORDINATE_CA, c -> c.without(KnownExtension.KEY_USAGE)),
                f(UsageLint.CERT_SIGN_IN_CA, SUBORDINATE_CA, c -> usage(c, KeyUsage.Bit.CRL_SIGN)),
                f(UsageLint.KEY_USAGE_CRITICAL, GENERAL, c -> recritical(c, GENERAL, KnownExtension.KEY_USAGE)),
                f(UsageLint.KEY_USAGE_NOT_EMPTY, GENERAL, c -> usage(c).without(KnownExtension.EXTENDED_KEY_USAGE)));
    }

    private static Stream<LintFault> usagesSecond() {
        ExtendedKeyUsage server = new ExtendedKeyUsage(List.of(ExtendedKeyUsage.SERVER_AUTH));
        return Stream.of(
                f(
                        UsageLint.KEY_USAGE_SHORTEST,
                        GENERAL,
                        c -> c.extension(critical(KnownExtension.KEY_USAGE, Bytes.ofHex("03020080")))),
                f(
                        UsageLint.KEY_USAGE_KNOWN_BITS,
                        GENERAL,
                        c -> c.extension(critical(KnownExtension.KEY_USAGE, Bytes.ofHex("0303068040")))),
                f(
                        UsageLint.ENCIPHER_ONLY_FOR_AGREEMENT,
                        GENERAL,
                        c -> usage(c, KeyUsage.Bit.DIGITAL_SIGNATURE, KeyUsage.Bit.ENCIPHER_ONLY)),
                f(
                        UsageLint.KEY_USAGE_FITS_KEY,
                        GENERAL,
                        c -> usage(c, KeyUsage.Bit.DIGITAL_SIGNATURE, KeyUsage.Bit.KEY_ENCIPHERMENT)),
                f(
                        UsageLint.ANY_PURPOSE_NOT_CRITICAL,
                        GENERAL,
                        c -> c.extension(critical(
                                KnownExtension.EXTENDED_KEY_USAGE,
                                DerWriter.write(new ExtendedKeyUsage(List.of(ExtendedKeyUsage.ANY))::write)))),
                f(
                        UsageLint.PURPOSE_ONCE,
                        GENERAL,
                        c -> c.extendedKeyUsage(new ExtendedKeyUsage(
                                List.of(ExtendedKeyUsage.CLIENT_AUTH, ExtendedKeyUsage.CLIENT_AUTH)))),
                f(UsageLint.PURPOSE_FITS_KEY_USAGE, GENERAL, c -> usage(c, KeyUsage.Bit.NON_REPUDIATION)),
                f(UsageLint.PURPOSE_STATED, CODE_SIGNING, c -> c.extendedKeyUsage(server)));
    }

    private static Stream<LintFault> usagesThird() {

        return Stream.of(
                f(
                        UsageLint.TIME_STAMPING_ALONE,
                        TIME_STAMP,
                        c -> c.extension(critical(
                                KnownExtension.EXTENDED_KEY_USAGE,
                                DerWriter.write(
                                        new ExtendedKeyUsage(List.of(
                                                ExtendedKeyUsage.TIME_STAMPING, ExtendedKeyUsage.CODE_SIGNING))
                                                ::write)))),
                f(
                        UsageLint.TIME_STAMPING_CRITICAL,
                        TIME_STAMP,
                        c -> recritical(c, TIME_STAMP, KnownExtension.EXTENDED_KEY_USAGE)),
                f(
                        UsageLint.NO_CHECK_FOR_RESPONDER,
                        GENERAL,
                        c -> c.ocspNoCheck()
                                .validity(FROM, FROM.plus(Duration.ofDays(90)).minusSeconds(1))),
                f(
                        UsageLint.NO_CHECK_NOT_CRITICAL,
                        OCSP_RESPONDER,
                        c -> recritical(c, OCSP_RESPONDER, KnownExtension.OCSP_NO_CHECK)),
                f(UsageLint.RESPONDER_NO_CHECK, OCSP_RESPONDER, c -> c.without(KnownExtension.OCSP_NO_CHECK)),
                f(
                        UsageLint.RESPONDER_LIFETIME,
                        OCSP_RESPONDER,
                        c -> c.validity(FROM, FROM.plus(Duration.ofDays(121)).minusSeconds(1))));
    }
}
