package kakehashi.profiles;

import static kakehashi.profiles.LintFault.*;
import static kakehashi.profiles.LintPurpose.*;
import static kakehashi.profiles.LintSamples.*;

import java.util.stream.Stream;
import kakehashi.x509.Name;
import kakehashi.x509.Tag;

final class NameFaults {
    private NameFaults() {}

    static Stream<LintFault> all() {
        return names();
    }

    private static Stream<LintFault> names() {
        int utf8 = Tag.UTF8_STRING;
        int printable = Tag.PRINTABLE_STRING;
        return Stream.of(
                f(NameLint.SUBJECT_OF_CA, SUBORDINATE_CA, c -> c.subject(Name.EMPTY)),
                f(NameLint.EMPTY_SUBJECT_ALT_NAME, LRA_OPERATOR, c -> c.subject(Name.EMPTY)),
                f(NameLint.STRING_TYPE, LRA_OPERATOR, c -> c.subject(person(NamePart.CN, Tag.BMP_STRING, "Hanako"))),
                f(
                        NameLint.PRINTABLE_TYPE,
                        LRA_OPERATOR,
                        c -> c.subject(person(NamePart.CN, utf8, "H", NamePart.SERIAL_NUMBER, utf8, "12"))),
                f(NameLint.IA5_TYPE, LRA_OPERATOR, c -> c.subject(person(NamePart.DC, utf8, "example"))),
                f(NameLint.PRINTABLE_CHARACTERS, LRA_OPERATOR, c -> c.subject(person(NamePart.CN, printable, "a@b"))),
                f(
                        NameLint.COUNTRY_CODE,
                        LRA_OPERATOR,
                        c -> c.subject(name(NamePart.C, printable, "jp", NamePart.CN, utf8, "H"))),
                f(NameLint.COUNTRY_ONCE, LRA_OPERATOR, c -> c.subject(person(NamePart.C, printable, "US"))),
                f(NameLint.ATTRIBUTE_LENGTH, LRA_OPERATOR, c -> c.subject(person(NamePart.CN, utf8, "あ".repeat(65)))),
                f(NameLint.ATTRIBUTE_NOT_BLANK, LRA_OPERATOR, c -> c.subject(person(NamePart.CN, utf8, " "))),
                f(NameLint.ATTRIBUTE_SPACES, LRA_OPERATOR, c -> c.subject(person(NamePart.CN, utf8, "a  b"))),
                f(NameLint.ATTRIBUTE_CONTROLS, LRA_OPERATOR, c -> c.subject(person(NamePart.CN, utf8, "a\u202eb"))),
                f(
                        NameLint.EMAIL_IN_ALT_NAME,
                        LRA_OPERATOR,
                        c -> c.subject(person(NamePart.EMAIL, Tag.IA5_STRING, "a@b.jp"))),
                f(
                        NameLint.ATTRIBUTE_REPEATED,
                        LRA_OPERATOR,
                        c -> c.subject(person(NamePart.OU, utf8, "a", NamePart.OU, utf8, "a"))));
    }
}
