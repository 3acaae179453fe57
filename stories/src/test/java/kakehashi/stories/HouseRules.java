package kakehashi.stories;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The arrows and nevers of the house, checked on compiled classes. A rule maps one class to what is wrong with it.
enum HouseRules {
    ARROWS(HouseRules::forbiddenArrows),
    FLAT_ROOMS(HouseRules::outsideTheRooms),
    PURE_ROOMS(HouseRules::impurities),
    PRIVATE_KEYS(type -> usesOutside(type, HouseRules.PRIVATE_KEY_TYPES, Set.of("keys", "testkit", "bench"))),
    BOUNCY_CASTLE(type ->
            usesOutside(type, "org\\.bouncycastle\\..*", Set.of("x509", "keys", "signing", "testkit", "bench"))),
    LDAP_LIBRARY(
            type -> usesOutside(type, "com\\.unboundid\\..*", Set.of("repository", "collection", "testkit", "bench"))),
    HTTP_SERVER(type ->
            usesOutside(type, "(io\\.helidon|com\\.sun\\.net\\.httpserver)\\..*", Set.of("web", "testkit", "bench"))),
    DOCUMENT_LIBRARIES(type -> usesOutside(type, HouseRules.DOCUMENT_TYPES, Set.of("signing", "validation"))),
    WALL_CLOCK(HouseRules::wallClock),
    STATIC_STATE(HouseRules::staticState),
    NO_CONTAINER(type -> usesOutside(type, HouseRules.CONTAINER_TYPES, Set.of())),
    NAMES(HouseRules::badNames);

    private static final String PRIVATE_KEY_TYPES =
            "java\\.security\\.(PrivateKey|KeyPair)|java\\.security\\.interfaces\\.\\w*PrivateKey|"
                    + "javax\\.smartcardio\\..*|sun\\.security\\.pkcs11\\..*";
    private static final String DOCUMENT_TYPES =
            "(org\\.apache\\.pdfbox|org\\.apache\\.xml\\.security|javax\\.xml\\.crypto|eu\\.europa\\.esig)\\..*";
    private static final String CONTAINER_TYPES =
            "(javax\\.inject|jakarta\\.inject|jakarta\\.enterprise|com\\.google\\.inject|dagger|org\\.springframework)"
                    + "\\..*|java\\.util\\.ServiceLoader";
    private static final Pattern INPUT_OUTPUT = Pattern.compile(
            "java\\.(io|net|nio\\.file|nio\\.channels|util\\.logging)\\..*|java\\.lang\\.(System\\$Logger.*|Process.*)|"
                    + "java\\.time\\.(Clock|InstantSource)");
    /// Types of those packages that touch nothing outside the program.
    private static final Pattern HARMLESS = Pattern.compile(
            "java\\.io\\.(IOException|UncheckedIOException|EOFException|Serializable|ByteArray(In|Out)putStream|"
                    + "(In|Out)putStream)|java\\.net\\.(URI|URISyntaxException|IDN)");
    private static final Pattern MUTABLE_HOLDER = Pattern.compile(
            "java\\.util\\.concurrent\\.atomic\\..*|java\\.util\\.concurrent\\.Concurrent\\w+|java\\.lang\\.ThreadLocal|"
                    + "java\\.util\\.((Linked|Tree|Weak|Identity)?Hash(Map|Set|table)|Tree(Map|Set)|ArrayList|ArrayDeque|BitSet)");
    private static final Pattern BAD_NAME =
            Pattern.compile(".+(Impl|Manager|Helper|Util|Utils|Bean|Wrapper|Info|DTO|Dto)");
    /// Names that end like a bad one and are the standard's own: X.509 and RFC 5280 §4.1 call it so.
    private static final Set<String> STANDARD_NAMES = Set.of("SubjectPublicKeyInfo", "ContentInfo");
    private static final Pattern BAD_PACKAGE = Pattern.compile("(.*\\.)?(common|core|misc|util|utils)(\\..*)?");

    private final Function<JavaClass, Stream<String>> check;

    HouseRules(Function<JavaClass, Stream<String>> check) {
        this.check = check;
    }

    /// What this rule finds in `classes`, one sentence each; empty when the rule holds.
    List<String> findings(JavaClasses classes) {
        List<String> findings = new ArrayList<>();
        for (JavaClass type : classes) {
            check.apply(type)
                    .map(what -> type.getName() + " " + what)
                    .distinct()
                    .forEach(findings::add);
        }
        return findings;
    }

    private static String room(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.");
        return parts.length > 1 && parts[0].equals("kakehashi") ? parts[1] : "";
    }

    /// The types a class names, with arrays taken off.
    private static Stream<JavaClass> named(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType);
    }

    private static Stream<String> forbiddenArrows(JavaClass type) {
        return named(type)
                .filter(target -> !room(target).isEmpty() && !House.maySee(room(type), room(target)))
                .map(target -> "may not see " + target.getName());
    }

    private static Stream<String> outsideTheRooms(JavaClass type) {
        String room = room(type);
        boolean flat = House.rooms().contains(room) && type.getPackageName().equals("kakehashi." + room);
        return flat ? Stream.empty() : Stream.of("is in no room: one room is one flat package kakehashi.<room>");
    }

    private static Stream<String> impurities(JavaClass type) {
        if (!Set.of("x509", "path").contains(room(type))) {
            return Stream.empty();
        }
        Stream<String> types = named(type)
                .map(JavaClass::getName)
                .filter(name -> INPUT_OUTPUT.matcher(name).matches()
                        && !HARMLESS.matcher(name).matches())
                .map(name -> "is pure and may not use " + name);
        Stream<String> calls = accesses(type)
                .filter(access -> access.matches("System\\.(nanoTime|getLogger|out|err|in|exit)|Thread\\.sleep"))
                .map(access -> "is pure and may not use " + access);
        return Stream.concat(types, calls);
    }

    /// Fields and methods a class reaches, as `System.nanoTime`.
    private static Stream<String> accesses(JavaClass type) {
        return type.getAccessesFromSelf().stream().map(HouseRules::shortName);
    }

    private static String shortName(JavaAccess<?> access) {
        return access.getTargetOwner().getSimpleName() + "."
                + access.getTarget().getName();
    }

    private static Stream<String> usesOutside(JavaClass type, String library, Set<String> rooms) {
        if (rooms.contains(room(type))) {
            return Stream.empty();
        }
        return named(type)
                .map(JavaClass::getName)
                .filter(name -> name.matches(library))
                .map(name -> "may not use " + name);
    }

    private static Stream<String> wallClock(JavaClass type) {
        // What measures a vault starts it, and so stands in the place of `Main`.
        if (type.getName().equals("kakehashi.platform.Main")
                || type.getPackageName().equals("kakehashi.bench")) {
            return Stream.empty();
        }
        Stream<String> now = type.getAccessesFromSelf().stream()
                .filter(access -> access.getTargetOwner().getPackageName().startsWith("java.time")
                        && access.getTarget().getName().equals("now"))
                .map(HouseRules::shortName);
        Stream<String> clocks = accesses(type)
                .filter(
                        access -> access.matches(
                                "System\\.currentTimeMillis|(Clock|InstantSource)\\.(system|tick).*|Calendar\\.getInstance|Date\\.<init>"));
        return Stream.concat(now, clocks).map(access -> "may not read the wall clock: " + access);
    }

    private static Stream<String> staticState(JavaClass type) {
        return type.getFields().stream()
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC)
                        && !field.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(HouseRules::isMutable)
                .map(field -> "has mutable static state: " + field.getName());
    }

    private static boolean isMutable(JavaField field) {
        return !field.getModifiers().contains(JavaModifier.FINAL)
                || MUTABLE_HOLDER.matcher(field.getRawType().getName()).matches();
    }

    private static Stream<String> badNames(JavaClass type) {
        String name = type.getSimpleName();
        Stream<String> ofClass = BAD_NAME.matcher(name).matches() && !STANDARD_NAMES.contains(name)
                ? Stream.of("has a name that says nothing")
                : Stream.empty();
        Stream<String> ofPackage = BAD_PACKAGE.matcher(type.getPackageName()).matches()
                ? Stream.of("is in a package that says nothing")
                : Stream.empty();
        return Stream.concat(ofClass, ofPackage);
    }
}
