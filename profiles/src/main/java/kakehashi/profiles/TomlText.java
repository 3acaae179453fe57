package kakehashi.profiles;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kakehashi.profiles.ProfileFault.Detail;
import kakehashi.x509.Bytes;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlVersion;

/// A text that officers review – a profile, the settings of a CA – as a table of TOML 1.0, within limits of size
/// and depth. It is the only door to the library that parses TOML.
public final class TomlText {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_SYNTAX_FAULTS = 20;

    private TomlText() {}

    /// Reads the text. Refused are more than [CertificateProfile#MAX_OCTETS] octets, what is not UTF-8, brackets
    /// nested more than 16 deep, and what is not TOML 1.0; that is noted, and nothing answered.
    ///
    /// @param faults where faults are noted, here and by the section that is answered
    public static Optional<TomlSection> read(Bytes octets, List<ProfileFault> faults) {
        if (octets.length() > CertificateProfile.MAX_OCTETS) {
            return faulty(faults, ProfileProblem.TOO_LARGE, CertificateProfile.MAX_OCTETS);
        }
        Optional<String> text = decode(octets);
        if (text.isEmpty()) {
            return faulty(faults, ProfileProblem.NOT_UTF8);
        }
        // The library's parser descends once for each bracket; this bounds its stack.
        if (depth(text.get()) > MAX_DEPTH) {
            return faulty(faults, ProfileProblem.TOO_DEEP, MAX_DEPTH);
        }
        TomlParseResult toml = Toml.parse(text.get(), TomlVersion.V1_0_0);
        toml.errors().stream().limit(MAX_SYNTAX_FAULTS).map(TomlText::syntax).forEach(faults::add);
        return toml.hasErrors() ? Optional.empty() : Optional.of(new TomlSection(toml, "", 1, faults));
    }

    private static Optional<TomlSection> faulty(List<ProfileFault> faults, ProfileProblem problem, Object... details) {
        List<Detail> words = Arrays.stream(details).map(Detail::same).toList();
        faults.add(new ProfileFault(1, problem, words));
        return Optional.empty();
    }

    private static ProfileFault syntax(TomlParseError error) {
        return new ProfileFault(
                error.position().line(), ProfileProblem.NOT_TOML, List.of(Detail.same(error.getMessage())));
    }

    private static Optional<String> decode(Bytes octets) {
        try {
            ByteBuffer input = octets.asByteBuffer();
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(input).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /// The deepest that brackets nest, those in strings counted too.
    private static int depth(String text) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth = Math.max(0, depth + (c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0));
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }
}
