package kakehashi.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kakehashi.path.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoOptionsTest {
    private static DemoOptions.Reading read(String... args) {
        return DemoOptions.read(List.of(args), Map.of(), Locale.ENGLISH);
    }

    @Test
    void takesWhatTheCommandLineSays() {
        assertThat(read("--once", "--fresh", "--data", "d", "--port", "9000", "--import=i", "--lang", "ja"))
                .isEqualTo(new DemoOptions.Reading.Read(new DemoOptions(
                        Path.of("d"),
                        new DemoOptions.Manner(DemoOptions.Start.FRESH, DemoOptions.End.ONCE, Language.JAPANESE),
                        new DemoOptions.Outside(9000, Optional.of(Path.of("i")), Optional.empty()))));
    }

    @Test
    void takesTheDatabaseOfTheEnvironmentUnlessAnotherIsNamed() {
        Map<String, String> environment = Map.of("KAKEHASHI_DATABASE", "jdbc:postgresql://127.0.0.1/a");
        assertThat(DemoOptions.read(List.of(), environment, Locale.ENGLISH))
                .isInstanceOfSatisfying(
                        DemoOptions.Reading.Read.class,
                        read -> assertThat(read.options().outside().database())
                                .contains("jdbc:postgresql://127.0.0.1/a"));
        assertThat(DemoOptions.read(
                        List.of("--database", "jdbc:postgresql://127.0.0.1/b"), environment, Locale.ENGLISH))
                .isInstanceOfSatisfying(
                        DemoOptions.Reading.Read.class,
                        read -> assertThat(read.options().outside().database())
                                .contains("jdbc:postgresql://127.0.0.1/b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--twice", "--data", "--port", "--import", "--lang"})
    void saysWhatItDoesNotUnderstand(String word) {
        assertThat(read(word)).isEqualTo(new DemoOptions.Reading.Unknown(word, Language.ENGLISH));
    }

    @Test
    void refusesAPortThatIsNone() {
        assertThat(read("--port", "80")).isInstanceOf(DemoOptions.Reading.Unknown.class);
    }
}
