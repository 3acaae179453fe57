package kakehashi.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The arrows and nevers of `docs/architecture.md` hold in every room that is built, and each rule can fail.
class HouseRulesTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .importPackages("kakehashi")
            .that(DescribedPredicate.not(
                    // What JMH writes around benchmarks is not ours.
                    JavaClass.Predicates.resideInAnyPackage("kakehashi.stories..", "kakehashi.bench.jmh_generated..")));

    private static final List<String> SIGNS = List.of("**Purpose.**", "**Principal.**", "**May see.**", "**Never.**");

    @ParameterizedTest
    @EnumSource
    void holdsInEveryRoom(HouseRules rule) {
        assertThat(rule.findings(HOUSE)).isEmpty();
    }

    @Test
    void everyBuiltRoomIsSeen() {
        for (String room : House.builtRooms()) {
            boolean hasCode = House.mainSources(room).stream().anyMatch(file -> !file.endsWith("package-info.java"));
            if (hasCode) {
                assertThat(HOUSE.stream().map(JavaClass::getPackageName)).contains("kakehashi." + room);
            }
        }
    }

    @Test
    void everyModuleIsARoomOfTheDesign() {
        assertThat(House.rooms()).containsAll(House.builtRooms());
    }

    @Test
    void everyRoomIsOneFlatPackageWithADoorSign() {
        List<String> findings = new ArrayList<>();
        for (String room : House.builtRooms()) {
            List<Path> sources = House.mainSources(room);
            Path folder = House.ROOT.resolve(room + "/src/main/java/kakehashi/" + room);
            sources.stream()
                    .filter(file -> !file.getParent().equals(folder))
                    .forEach(file -> findings.add("not flat: " + file));
            if (!sources.isEmpty()) {
                Path sign = folder.resolve("package-info.java");
                findings.addAll(missingOnSign(room, sources.contains(sign) ? House.read(sign) : ""));
            }
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void everyDoorSignNamesTheRoomsThatItMaySee() {
        List<String> findings = new ArrayList<>();
        for (String room : House.builtRooms()) {
            Path sign = House.ROOT.resolve(room + "/src/main/java/kakehashi/" + room + "/package-info.java");
            if (Files.exists(sign)) {
                findings.addAll(wrongOnSign(room, House.read(sign)));
            }
        }
        assertThat(findings).isEmpty();
    }

    /// An arrow that is not used today would let somebody in tomorrow, and nobody would see it.
    @Test
    void everyArrowOfABuiltRoomIsUsed() {
        List<String> findings = new ArrayList<>();
        for (String room : House.builtRooms()) {
            Set<String> seen = HOUSE.stream()
                    .filter(one -> one.getPackageName().equals("kakehashi." + room))
                    .flatMap(one -> one.getDirectDependenciesFromSelf().stream())
                    .map(one -> one.getTargetClass().getBaseComponentType().getPackageName())
                    .collect(Collectors.toSet());
            House.arrows(room).stream()
                    .filter(to -> !to.equals("*") && !House.mainSources(room).isEmpty())
                    .filter(to -> !seen.contains("kakehashi." + to))
                    .forEach(to -> findings.add(room + " -> " + to));
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void aDoorSignThatNamesAnotherRoomIsFound() {
        assertThat(wrongOnSign("web", "/// **May see.** x509; keys are not seen."))
                .isEmpty();
        assertThat(wrongOnSign("web", "/// **May see.** x509,\n/// ledger.")).hasSize(1);
        assertThat(wrongOnSign("keys", "/// **May see.** x509.")).hasSize(1);
    }

    /// Rules of lint look at what lies beside a certificate. What nobody fills in can never break one.
    @ParameterizedTest
    @CsvSource({
        "withIssuer,authority terminal",
        "withPromises,profiles terminal",
        "withSubjectCertificates,authority terminal ceremony",
        "withRequestedKey,authority terminal ceremony"
    })
    void everythingThatLintLooksAtIsFilledInByTheRoomsThatLint(String method, String rooms) {
        Set<String> callers =
                HOUSE
                        .get("kakehashi.profiles.LintContext")
                        .getMethod(method, parameter(method))
                        .getAccessesToSelf()
                        .stream()
                        .map(access -> access.getOriginOwner().getPackageName().replace("kakehashi.", ""))
                        .collect(Collectors.toSet());
        assertThat(callers).containsAll(List.of(rooms.split(" ")));
        assertThat(HOUSE.get("kakehashi.profiles.LintContext").getMethods().stream()
                        .map(com.tngtech.archunit.core.domain.JavaMethod::getName)
                        .filter(name -> name.startsWith("with")))
                .containsExactlyInAnyOrder("withIssuer", "withPromises", "withSubjectCertificates", "withRequestedKey");
    }

    private static String parameter(String method) {
        return HOUSE.get("kakehashi.profiles.LintContext").getMethods().stream()
                .filter(one -> one.getName().equals(method))
                .map(one -> one.getRawParameterTypes().getFirst().getName())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aDoorSignWithoutANeverIsFound() {
        assertThat(missingOnSign("path", "/// **Purpose.** a **Principal.** b **May see.** c"))
                .containsExactly("path/package-info.java lacks **Never.**");
    }

    @Test
    void modulesDependOnlyAlongTheArrows() {
        List<String> findings = new ArrayList<>();
        for (String room : House.builtRooms()) {
            findings.addAll(forbiddenModules(room, Pom.read(House.ROOT.resolve(room + "/pom.xml"))));
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void aModuleAgainstTheArrowsIsFound() {
        Pom pom = new Pom(List.of(new Pom.Dependency("kakehashi", "kakehashi-path", "compile")));
        assertThat(forbiddenModules("x509", pom)).containsExactly("x509/pom.xml may not depend on path");
    }

    /// Each line: the rule, the class that breaks it, and nothing else that would.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ARROWS             | package kakehashi.x509; class Bad { kakehashi.path.Other other; }
            FLAT_ROOMS         | package kakehashi.x509.inner; class Bad {}
            FLAT_ROOMS         | package kakehashi.attic; class Bad {}
            PURE_ROOMS         | package kakehashi.x509; class Bad { java.io.File file; }
            PURE_ROOMS         | package kakehashi.path; class Bad { java.net.InetAddress[] address; }
            PURE_ROOMS         | package kakehashi.path; class Bad { long now() { return System.nanoTime(); } }
            PURE_ROOMS         | package kakehashi.path; class Bad { Object log = System.getLogger("x"); }
            PURE_ROOMS         | package kakehashi.path; class Bad { java.time.InstantSource clock; }
            PURE_ROOMS         | package kakehashi.path; class Bad { Object out = System.out; }
            PRIVATE_KEYS       | package kakehashi.path; class Bad { java.security.PrivateKey key; }
            BOUNCY_CASTLE      | package kakehashi.path; class Bad { org.bouncycastle.asn1.ASN1Integer number; }
            LDAP_LIBRARY       | package kakehashi.web; class Bad { com.unboundid.Stub stub; }
            HTTP_SERVER        | package kakehashi.bridge; class Bad { io.helidon.Stub stub; }
            DOCUMENT_LIBRARIES | package kakehashi.bridge; class Bad { javax.xml.crypto.dsig.XMLSignature signature; }
            WALL_CLOCK         | package kakehashi.platform; class Bad { Object now = java.time.Instant.now(); }
            WALL_CLOCK         | package kakehashi.terminal; class Bad { long now = System.currentTimeMillis(); }
            WALL_CLOCK         | package kakehashi.terminal; class Bad { Object clock = java.time.Clock.systemUTC(); }
            WALL_CLOCK         | package kakehashi.terminal; class Bad { Object clock = java.time.InstantSource.system(); }
            STATIC_STATE       | package kakehashi.terminal; class Bad { static int count; }
            STATIC_STATE       | package kakehashi.terminal; class Bad { static final java.util.HashMap<String, String> MAP = null; }
            NO_CONTAINER       | package kakehashi.platform; class Bad { java.util.ServiceLoader<String> loader; }
            NAMES              | package kakehashi.platform; class PathManager {}
            NAMES              | package kakehashi.util; class Bad {}
            """)
    void findsTheClassThatBreaksIt(HouseRules rule, String bad, @TempDir Path folder) {
        JavaClasses classes = Snippet.compile(
                folder,
                bad,
                "package kakehashi.path; public class Other {}",
                "package com.unboundid; public class Stub {}",
                "package io.helidon; public class Stub {}");
        assertThat(rule.findings(classes).stream().filter(finding -> finding.startsWith("kakehashi")))
                .hasSize(1);
    }

    @Test
    void whatIsAllowedIsNotFound(@TempDir Path folder) {
        JavaClasses classes = Snippet.compile(folder, """
                package kakehashi.platform; class Main {
                    static final int LIMIT = 3;
                    Object now = java.time.Instant.now();
                }""", """
                package kakehashi.path; class Good {
                    enum Choice { A, B }
                    java.io.ByteArrayOutputStream bytes; java.net.URI uri; SubjectPublicKeyInfo key;
                    class SubjectPublicKeyInfo {}
                    int of(Choice choice) { return switch (choice) { case A -> 1; case B -> 2; }; }
                }""");
        for (HouseRules rule : HouseRules.values()) {
            assertThat(rule.findings(classes)).as(rule.name()).isEmpty();
        }
    }

    private static List<String> missingOnSign(String room, String sign) {
        return SIGNS.stream()
                .filter(part -> !Pattern.compile("^///.*" + Pattern.quote(part), Pattern.MULTILINE)
                        .matcher(sign)
                        .find())
                .map(part -> room + "/package-info.java lacks " + part)
                .toList();
    }

    /// Rooms are named before the first semicolon; a room that may see every room says so.
    private static List<String> wrongOnSign(String room, String sign) {
        Set<String> arrows = House.arrows(room);
        String names = sign.replace("///", " ")
                .replaceFirst("(?s).*?[*]{2}May see[.][*]{2}", "")
                .split("[;.:]", 2)[0];
        Set<String> named = Arrays.stream(names.split("\\W+"))
                .filter(House.rooms()::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        boolean everyRoom = names.contains("Every room");
        boolean right = arrows.contains("*") ? everyRoom : named.equals(arrows);
        return right ? List.of() : List.of("the sign of " + room + " names " + named + ", its arrows go to " + arrows);
    }

    private static List<String> forbiddenModules(String room, Pom pom) {
        return pom.dependencies().stream()
                .filter(dependency -> dependency.group().equals("kakehashi")
                        && !dependency.scope().equals("test"))
                .map(dependency -> dependency.artifact().substring("kakehashi-".length()))
                .filter(other -> !House.maySee(room, other))
                .map(other -> room + "/pom.xml may not depend on " + other)
                .toList();
    }
}
