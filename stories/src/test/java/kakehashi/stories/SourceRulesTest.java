package kakehashi.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kakehashi.stories.SourceFinding.Rule;
import kakehashi.stories.SourceFinding.Weight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The limits and source rules hold for every file of the project, save for what the list of exceptions excuses.
class SourceRulesTest {
    private static final Path EXCEPTIONS = House.ROOT.resolve("docs/house-exceptions.txt");

    @Test
    void holdsInEveryFile() {
        List<Path> main = House.builtRooms().stream()
                .flatMap(room -> House.mainSources(room).stream())
                .toList();
        Stream<Path> tests = House.builtRooms().stream().flatMap(room -> House.testSources(room).stream());
        List<SourceFinding> findings = new ArrayList<>();
        findings.addAll(SourceRules.sizes(
                SourceRules.files(Stream.concat(main.stream(), tests).toList())));
        findings.addAll(SourceRules.texts(SourceRules.files(main)));
        findings.addAll(SourceRules.types(SourceRules.files(main)));
        House.builtRooms().forEach(room -> findings.addAll(SourceRules.ROOM_LINES.check(room, mainLines(room))));

        assertThat(HouseExceptions.parse(House.read(EXCEPTIONS)).remaining(findings))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"400,", "401,SOFT", "600,SOFT", "601,HARD"})
    void measuresFiles(int lines, Weight expected) {
        String source = "package p;\nclass A {" + "\n".repeat(lines - 2) + "}";
        assertThat(weights(SourceRules.sizes(List.of(Snippet.of(source))), Rule.FILE_LINES))
                .isEqualTo(listOf(expected));
    }

    @ParameterizedTest
    @CsvSource({"40,", "41,SOFT", "60,SOFT", "61,HARD"})
    void measuresMethods(int lines, Weight expected) {
        String source = "package p; class A { void run() {" + "\n".repeat(lines - 1) + "} }";
        assertThat(weights(SourceRules.sizes(List.of(Snippet.of(source))), Rule.METHOD_LINES))
                .isEqualTo(listOf(expected));
    }

    @ParameterizedTest
    @CsvSource({"5,", "6,SOFT", "7,SOFT", "8,HARD"})
    void countsParameters(int count, Weight expected) {
        StringBuilder parameters = new StringBuilder("int p0");
        for (int i = 1; i < count; i++) {
            parameters.append(", int p").append(i);
        }
        String source = "package p; class A { void run(" + parameters + ") {} record R(" + parameters + ") {} }";
        assertThat(weights(SourceRules.sizes(List.of(Snippet.of(source))), Rule.PARAMETERS))
                .isEqualTo(listOf(expected));
    }

    @Test
    void countsNesting() {
        String three = "for (;;) { if (a) { } else if (b) { } else if (c) { try { } finally { } } }";
        String four = "for (;;) { if (a) { switch (b) { case 1 -> { while (c) { } } } } }";
        String source = "package p; class A { void good() { " + three + " } void bad() { " + four + " } }";
        assertThat(SourceRules.sizes(List.of(Snippet.of(source))))
                .extracting(SourceFinding::toString)
                .containsExactly("nesting | p.A.bad | 4 is more than 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package p; public class A {}",
                "package p; /** Old. */ public class A {}",
                "package p; ///Good.\npublic class A { public int b() { return 1; } }",
                "package p; ///Good.\npublic interface A { int b(); }",
                "package p; ///Good.\npublic sealed interface A { record B() implements A {} }"
            })
    void wantsDocstrings(String bad) {
        assertThat(weights(SourceRules.texts(List.of(Snippet.of(bad))), Rule.DOCSTRING))
                .containsExactly(Weight.SOFT);
    }

    @Test
    void wantsNoDocstringWhereNobodyReadsIt() {
        String source = """
                package p;
                /// Good.
                public record A(int x) {
                    public A {}
                    public int x() { return x; }
                    @Override public String toString() { return ""; }
                    static void inside() {}
                    private record B() { public void hidden() {} }
                }
                class C { public void hidden() {} }
                """;
        assertThat(SourceRules.texts(List.of(Snippet.of(source)))).isEmpty();
    }

    @Test
    void findsSqlOutsideAStore() {
        String source = "package p; class %s { String s = \"\"\"\n  select id\n  from orders\n  \"\"\"; }";
        assertThat(weights(SourceRules.texts(List.of(Snippet.of(source.formatted("OrderBook")))), Rule.SQL))
                .containsExactly(Weight.HARD);
        assertThat(SourceRules.texts(List.of(Snippet.of(source.formatted("OrderStore")))))
                .isEmpty();
    }

    @Test
    void findsDefaultOverOurSealedTypesAndEnums() {
        String source = """
                package kakehashi.p;
                class A {
                    enum Colour { RED, BLUE }
                    sealed interface Shape {}
                    record Round() implements Shape {}
                    record Square() implements Shape {}
                    int enums(Colour c) { return switch (c) { case RED -> 1; default -> 2; }; }
                    int types(Shape s) { return switch (s) { case Round r -> 1; default -> 2; }; }
                    void statement(Colour c) { switch (c) { case RED: break; default: break; } }
                    int good(Shape s) { return switch (s) { case Round r -> 1; case Square q -> 2; }; }
                    int open(int i) { return switch (i) { case 1 -> 1; default -> 2; }; }
                    int foreign(Thread.State s) { return switch (s) { case NEW -> 1; default -> 2; }; }
                }
                """;
        assertThat(SourceRules.types(List.of(Snippet.of(source))))
                .extracting(SourceFinding::where)
                .containsExactly("kakehashi.p.A.enums", "kakehashi.p.A.types", "kakehashi.p.A.statement");
    }

    @Test
    void measuresRooms() {
        assertThat(SourceRules.ROOM_LINES.check("path", 8_000)).isEmpty();
        assertThat(SourceRules.ROOM_LINES.check("path", 8_001)).hasSize(1);
    }

    @Test
    void excusesOnlySoftBreachesAndOnlyWhileTheyLast() {
        SourceFinding soft = new SourceFinding(Rule.FILE_LINES, "p.A", "401 is more than 400", Weight.SOFT);
        SourceFinding hard = new SourceFinding(Rule.FILE_LINES, "p.B", "601 is more than 400", Weight.HARD);
        HouseExceptions exceptions = HouseExceptions.parse("""
                # comment
                file-lines | p.A | the table of one standard, whole
                file-lines | p.B | the table of one standard, whole
                file-lines | p.C | too short
                """);
        assertThat(exceptions.remaining(List.of(soft, hard)))
                .satisfiesExactly(
                        unexcused -> assertThat(unexcused).startsWith("file-lines | p.B"),
                        unneeded -> assertThat(unneeded)
                                .startsWith("no longer needed")
                                .contains("p.B"),
                        malformed -> assertThat(malformed).contains("p.C"));
    }

    private static int mainLines(String room) {
        return House.mainSources(room).stream()
                .mapToInt(file -> (int) House.read(file).lines().count())
                .sum();
    }

    private static List<Weight> weights(List<SourceFinding> findings, Rule rule) {
        return findings.stream()
                .filter(finding -> finding.rule() == rule)
                .map(SourceFinding::weight)
                .toList();
    }

    private static List<Weight> listOf(Weight expected) {
        return expected == null ? List.of() : List.of(expected);
    }
}
