package kakehashi.profiles;

import static kakehashi.profiles.LintFault.*;
import static kakehashi.profiles.LintPurpose.*;
import static kakehashi.profiles.LintSamples.*;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import kakehashi.x509.GeneralName;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.KnownExtension;
import kakehashi.x509.Name;
import kakehashi.x509.Tag;

final class JapanFaults {
    private JapanFaults() {}

    static Stream<LintFault> all() {
        return Stream.of(japanFirst(), japanSecond(), japanThird(), japanFourth())
                .flatMap(s -> s);
    }

    private static Stream<LintFault> japanFirst() {
        int utf8 = Tag.UTF8_STRING;
        int printable = Tag.PRINTABLE_STRING;
        String government = "Japanese Government";
        return Stream.of(
                f(
                        JapanLint.JAPAN_ORDER,
                        USER,
                        c -> c.subject(post(
                                NamePart.C,
                                printable,
                                "JP",
                                NamePart.O,
                                utf8,
                                government,
                                NamePart.CN,
                                utf8,
                                "A",
                                NamePart.OU,
                                utf8,
                                "B"))),
                f(
                        JapanLint.JAPAN_COUNTRY,
                        OFFICIAL_POST,
                        c -> c.subject(Name.of("CN=Director,OU=Digital Agency,O=Japanese Government,C=US"))),
                f(
                        JapanLint.JAPAN_ORGANISATION,
                        OFFICIAL_POST,
                        c -> c.subject(Name.of("CN=Director,OU=Digital Agency,O=Japan,C=JP"))),
                f(JapanLint.JAPAN_SUBJECT_ASCII, USER, c -> c.subject(Name.of("CN=山田花子,O=Japanese Government,C=JP"))));
    }

    private static Stream<LintFault> japanSecond() {
        int utf8 = Tag.UTF8_STRING;
        int printable = Tag.PRINTABLE_STRING;
        String government = "Japanese Government";
        return Stream.of(
                f(
                        JapanLint.JAPAN_ONE_STRING_TYPE,
                        USER,
                        c -> c.subject(post(
                                NamePart.C,
                                printable,
                                "JP",
                                NamePart.O,
                                utf8,
                                government,
                                NamePart.CN,
                                printable,
                                "A"))),
                f(
                        JapanLint.JAPAN_POST_NOT_PERSON,
                        OFFICIAL_POST,
                        c -> alt(
                                c.subject(
                                        Name.of("SN=Yamada,CN=Director,OU=Digital Agency,O=Japanese Government,C=JP")),
                                new GeneralName.DirectoryName(Name.of("SN=山田,CN=統括官,OU=デジタル庁,O=日本国政府,C=JP")))),
                f(
                        JapanLint.JAPAN_POST_NAME,
                        OFFICIAL_POST,
                        c -> alt(
                                c.subject(Name.of("OU=Digital Agency,O=Japanese Government,C=JP")),
                                new GeneralName.DirectoryName(Name.of("OU=デジタル庁,O=日本国政府,C=JP")))));
    }

    private static Stream<LintFault> japanThird() {
        int utf8 = Tag.UTF8_STRING;
        int printable = Tag.PRINTABLE_STRING;
        return Stream.of(
                f(
                        JapanLint.JAPAN_POST_OFFICE,
                        OFFICIAL_POST,
                        c -> alt(
                                c.subject(Name.of("CN=Director,O=Japanese Government,C=JP")),
                                new GeneralName.DirectoryName(Name.of("CN=統括官,O=日本国政府,C=JP")))),
                f(JapanLint.JAPAN_ALT_NAME, OFFICIAL_POST, c -> c.without(KnownExtension.SUBJECT_ALT_NAME)),
                f(
                        JapanLint.JAPAN_ALT_NAME_STRING_TYPES,
                        OFFICIAL_POST,
                        c -> alt(
                                c,
                                new GeneralName.DirectoryName(post(
                                        NamePart.C,
                                        printable,
                                        "JP",
                                        NamePart.O,
                                        utf8,
                                        "日本国政府",
                                        NamePart.OU,
                                        Tag.BMP_STRING,
                                        "庁",
                                        NamePart.CN,
                                        utf8,
                                        "長")))),
                f(
                        JapanLint.JAPAN_ALT_NAME_ORGANISATION,
                        OFFICIAL_POST,
                        c -> alt(c, new GeneralName.DirectoryName(Name.of("CN=統括官,OU=デジタル庁,O=日本,C=JP")))));
    }

    private static Stream<LintFault> japanFourth() {

        return Stream.of(
                f(
                        JapanLint.JAPAN_ALT_NAME_MIRRORS,
                        OFFICIAL_POST,
                        c -> alt(c, new GeneralName.DirectoryName(Name.of("CN=統括官,O=日本国政府,C=JP")))),
                f(
                        JapanLint.JAPAN_ISSUER_ALT_NAME,
                        OFFICIAL_POST,
                        c -> c.issuerAltNames(List.of(new GeneralName.DirectoryName(Name.of("O=日本,C=JP"))))),
                f(
                        JapanLint.JAPAN_POLICIES_CRITICAL,
                        OFFICIAL_POST,
                        c -> recritical(c, OFFICIAL_POST, KnownExtension.CERTIFICATE_POLICIES)),
                f(JapanLint.JAPAN_KEY_USAGE, OFFICIAL_POST, c -> usage(c, KeyUsage.Bit.DIGITAL_SIGNATURE)),
                f(
                        JapanLint.JAPAN_CRL_DIRECTORY_NAME,
                        OFFICIAL_POST,
                        c -> c.crlDistributionPoints(List.of(point(uri("http://a.go.jp/crl"))))),
                f(JapanLint.JAPAN_MIDNIGHT, USER, c -> c.validity(FROM.plusSeconds(1), FROM.plus(Duration.ofDays(9)))),
                f(
                        JapanLint.JAPAN_FIVE_YEARS,
                        LRA_OPERATOR,
                        c -> c.validity(FROM, Instant.parse("2031-01-02T14:59:59Z"))));
    }

    private static Name post(Object... attributes) {
        return name(attributes);
    }
}
