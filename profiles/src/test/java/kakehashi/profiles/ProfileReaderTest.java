package kakehashi.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import kakehashi.contract.Visibility;
import kakehashi.path.Language;
import kakehashi.x509.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileReaderTest {
    private static final Pattern JAPANESE = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

    private static List<ProfileFault> faults(ProfileReading reading) {
        return switch (reading) {
            case ProfileReading.Read read -> List.of();
            case ProfileReading.Faulty(List<ProfileFault> faults) -> faults;
        };
    }

    private static List<String> texts(ProfileReading reading) {
        return faults(reading).stream().map(ProfileFault::toString).toList();
    }

    private static ProfileTexts server() {
        return ProfileTexts.of(ProfileKind.INTERNET_SERVER);
    }

    @Test
    void suggestsTheKeyThatWasMeantAndNamesItsLine() {
        ProfileTexts bent = server().replace("beyondIssuer =", "beyondIsuer =");
        String before = bent.text().substring(0, bent.text().indexOf("beyondIsuer"));
        long line = 1 + before.lines().count();
        assertThat(texts(bent.read()))
                .containsExactly(
                        "line " + line + ": validity.beyondIsuer is no key that is known; did you mean beyondIssuer?");
    }

    @Test
    void listsTheKeysWhereNoneIsNear() {
        assertThat(texts(server().replace("boundary = \"second\"", "boundary = \"second\"\nzzz = 1")
                        .read()))
                .singleElement()
                .asString()
                .contains("validity.zzz is no key that is known; the keys here are: longest, boundary, beyondIssuer");
    }

    @Test
    void tellsAllFaultsTogetherInTheOrderOfTheirLines() {
        ProfileReading reading = server().replace("\"P199D\"", "\"13 months\"")
                .replace("bearer = \"server\"", "bearer = 7")
                .replace("rsaLeast = 3072", "rsaLeast = 512")
                .replace("\"serverAuth\"", "\"serverAuht\"")
                .replace("\"digitalSignature\"", "\"digitalSignatur\"")
                .read();
        assertThat(faults(reading))
                .extracting(ProfileFault::problem)
                .contains(
                        ProfileProblem.MALFORMED,
                        ProfileProblem.OUT_OF_RANGE,
                        ProfileProblem.WRONG_TYPE,
                        ProfileProblem.UNKNOWN_WORD)
                .hasSizeGreaterThanOrEqualTo(5);
        assertThat(faults(reading)).extracting(ProfileFault::line).isSorted().doesNotContain(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELF_SIGNED | ca = true | ca = false | ca = true is needed",
                "SELF_SIGNED | \"keyCertSign\", | | keyCertSign is needed",
                "LINK | [basicConstraints] | authorityKeyIdentifier = \"none\"#| authorityKeyIdentifier.",
                "INTERNET_SERVER | \"serverAuth\" | \"clientAuth\" | serverAuth is needed",
                "INTERNET_SERVER | least = 1 | least = 0 | at least one dns name",
                "INTERNET_SERVER | \"sharded\" | \"authorities\" | the list of authorities does not cover it",
                "INTERNET_SERVER | [extendedKeyUsage] | [nameConstraints]\\npermitted = [\"dns:a\"]\\n[extendedKeyUsage] | CA certificates only",
                "TIME_STAMP | critical = true\\npurposes | purposes | timeStamping alone is needed",
                "OFFICIAL_POST | \"post\" | \"person\" | bearer = \"post\" is needed",
                "CROSS_TO_CA | inhibitPolicyMapping = 0 | inhibitPolicyMapping = 1 | inhibitPolicyMapping = 0 is needed",
                "CROSS_TO_BRIDGE | inhibitPolicyMapping = 1 | inhibitPolicyMapping = 0 | of 1 or more is needed",
                "CROSS_TO_CA | subject = \"2.999.1000.1.1\" | subject = \"2.5.29.32.0\" | anyPolicy cannot be mapped",
                "CROSS_TO_CA | issuer = \"2.999.392.1.1\" | issuer = \"2.999.7\" | must stand in certificatePolicies too",
                "CROSS_TO_CA | [\"http\", \"ldap\" | [\"ldap\", \"http\" | the first form must be http",
                "CROSS_TO_CA | inhibitAnyPolicy = 0 | | inhibitAnyPolicy = 0 is needed",
                "SUBORDINATE_CA | \"authorities\" | \"sharded\" | its CRL is not sharded",
                "USER | issuerAltName = true | ocspNoCheck = true | OCSP responders only",
                "INTERNET_SERVER | \"sha256WithRSA\" | \"sha1WithRSA\" | unknown value sha1WithRSA"
            })
    void keepsThePromisesOfEachKind(ProfileKind kind, String old, String now, String fault) {
        String bent = now == null ? "" : now.replace("\\n", "\n");
        if (kind == ProfileKind.LINK) {
            assertThat(texts(new ProfileTexts("authorityKeyIdentifier = \"none\"\n"
                                    + ProfileTexts.of(kind).text())
                            .read()))
                    .singleElement()
                    .asString()
                    .contains("it cannot be left out");
            return;
        }
        assertThat(texts(ProfileTexts.of(kind)
                        .replace(old.replace("\\n", "\n"), bent)
                        .read()))
                .anySatisfy(text -> assertThat(text).contains(fault));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "USER | publish = false | publish = true | certificates of persons are not published",
                "INTERNAL_SERVER | publish = false | publish = true | names of internal servers are not published",
                "SUBORDINATE_CA | format = 1 | format = 1\\npublish = true | certificates of CAs are always published",
                "OFFICIAL_POST | publish = true | publish = \"yes\" | publish",
                "USER | list = \"sharded\" | list = \"sharded\"\\nfreshest = 6 | freshest must be true or false"
            })
    void refusesToPublishWhatIsNobodysBusiness(ProfileKind kind, String old, String now, String fault) {
        keepsThePromisesOfEachKind(kind, old, now, fault);
    }

    @Test
    void publishesWhatItSaysAndNothingOtherwise() {
        assertThat(ShippedProfiles.of(ProfileKind.OFFICIAL_POST).visibility()).isEqualTo(Visibility.PUBLISHED);
        assertThat(ShippedProfiles.of(ProfileKind.USER).visibility()).isEqualTo(Visibility.STATUS_ONLY);
        ProfileTexts silent = ProfileTexts.of(ProfileKind.OFFICIAL_POST).replace("publish = true", "");
        assertThat(silent.read().orElseThrow().visibility()).isEqualTo(Visibility.STATUS_ONLY);
    }

    @Test
    void refusesWhatIsNoTextOfAProfile() {
        assertThat(faults(CertificateProfile.read(Bytes.EMPTY))).hasSizeGreaterThan(5);
        assertThat(texts(CertificateProfile.read(Bytes.ofHex("ff")))).containsExactly("line 1: is not UTF-8");
        assertThat(texts(CertificateProfile.read(Bytes.of(new byte[CertificateProfile.MAX_OCTETS + 1]))))
                .containsExactly("line 1: has more than 65536 octets");
        assertThat(texts(CertificateProfile.read(ProfileTexts.bytes("a = " + "[".repeat(60_000)))))
                .containsExactly("line 1: nests brackets deeper than 16");
        assertThat(texts(CertificateProfile.read(ProfileTexts.bytes("format = 1\nid = "))))
                .singleElement()
                .asString()
                .startsWith("line 2: is not TOML: ");
        assertThat(texts(CertificateProfile.read(ProfileTexts.bytes("id = \"a\"\nid = \"b\""))))
                .singleElement()
                .asString()
                .startsWith("line 2: is not TOML: ");
        assertThat(texts(CertificateProfile.read(
                        ProfileTexts.bytes("subject = 3\nsubjectAltName = [1]\nkeys.kinds = \"RSA\""))))
                .contains(
                        "line 1: subject must be a table",
                        "line 2: subjectAltName must be a table",
                        "line 3: keys.kinds must be an array");
    }

    @Test
    void wordsEveryFaultAndRefusalInBothLanguages() {
        for (ProfileProblem problem : ProfileProblem.values()) {
            assertThat(JAPANESE.matcher(problem.words(Language.JAPANESE)).find())
                    .isTrue();
            assertThat(JAPANESE.matcher(problem.words(Language.ENGLISH)).find()).isFalse();
            assertThat(places(problem.words(Language.JAPANESE))).isEqualTo(places(problem.words(Language.ENGLISH)));
        }
        for (PreparationRule rule : PreparationRule.values()) {
            assertThat(JAPANESE.matcher(rule.words(Language.JAPANESE)).find()).isTrue();
            assertThat(JAPANESE.matcher(rule.words(Language.ENGLISH)).find()).isFalse();
            assertThat(places(rule.words(Language.JAPANESE)))
                    .as(rule.id())
                    .isEqualTo(places(rule.words(Language.ENGLISH)));
            assertThat(rule.id()).matches("prepare\\.[a-z-]+");
        }
        assertThat(Arrays.stream(ProfileKind.values()).map(ProfileKind::key)).doesNotHaveDuplicates();
    }

    private static int places(String words) {
        return words.split("%s", -1).length;
    }
}
