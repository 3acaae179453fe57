package kakehashi.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The packed product, made by `./kakehashi dist` of what this build has packaged.
record Distribution(Path folder, Path archive) {
    private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();

    /// Packs it into a folder.
    static Distribution packed(Path into) throws IOException, InterruptedException {
        assumeTrue(
                Files.isDirectory(HOUSE.resolve("platform/target/lib")),
                "nothing was packaged: run ./kakehashi test, or mvn package before");
        Result result =
                run(into, Map.of(), HOUSE.resolve("kakehashi").toString(), "dist", "--built", "--out", into + "");
        assertThat(result.code()).as(result.output()).isZero();
        try (Stream<Path> files = Files.list(into)) {
            List<Path> all = files.toList();
            return new Distribution(
                    all.stream().filter(Files::isDirectory).findFirst().orElseThrow(),
                    all.stream().filter(Files::isRegularFile).findFirst().orElseThrow());
        }
    }

    /// The jars of a zone's folder, by name.
    Set<String> jars(String zone) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("lib").resolve(zone))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    /// The rooms of a zone's folder.
    Set<String> rooms(String zone) throws IOException {
        return jars(zone).stream()
                .filter(name -> name.startsWith("kakehashi-"))
                .map(name -> name.replaceFirst("kakehashi-([a-z0-9]+)-.*", "$1"))
                .collect(Collectors.toSet());
    }

    /// What a command said, on both streams.
    record Result(int code, String output) {}

    static Result run(Path where, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile(where, "run", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.redirectOutput(log.toFile()).start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroy();
        }
        String output = Files.readString(log, StandardCharsets.UTF_8);
        Files.delete(log);
        return new Result(process.waitFor(), output);
    }
}
