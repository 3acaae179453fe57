package kakehashi.terminal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.console.Screen;
import kakehashi.path.Language;
import kakehashi.profiles.ProfileFault;
import kakehashi.profiles.TomlSection;
import kakehashi.profiles.TomlText;
import kakehashi.x509.Bytes;

/// The text (TOML) that an order or a filing is made of: small, and reviewed by people before anything is signed.
final class OrderText {
    private OrderText() {}

    /// What a function makes of a text in which nothing is wrong.
    ///
    /// @throws InputProblem when the file cannot be read or has faults, each of which was told with its line
    static <T> T read(String file, Console console, Function<OrderTable, Optional<T>> make) {
        Bytes octets = file.isEmpty() ? Bytes.EMPTY : InputFile.octets(file, console.in());
        Path folder = Optional.ofNullable(Path.of(file).toAbsolutePath().getParent())
                .orElse(Path.of("").toAbsolutePath());
        return read(octets, folder, file, console, make);
    }

    /// The same of a text that names a filing and nothing else.
    static <T> T ofFiling(Path filing, Console console, Function<OrderTable, Optional<T>> make) {
        String name = filing.toAbsolutePath().toString().replace("\\", "\\\\").replace("\"", "\\\"");
        Bytes text = utf8("filing = \"" + name + "\"\n");
        return read(text, Path.of("").toAbsolutePath(), filing.toString(), console, make);
    }

    private static <T> T read(
            Bytes octets, Path folder, String file, Console console, Function<OrderTable, Optional<T>> make) {
        List<ProfileFault> faults = new ArrayList<>();
        Optional<TomlSection> section = TomlText.read(octets, faults);
        Optional<T> made = section.flatMap(root -> made(new OrderTable(root, folder), faults, file, make));
        section.ifPresent(TomlSection::refuseUnknownKeys);
        if (faults.isEmpty() && made.isPresent()) {
            return made.get();
        }
        faults.stream()
                .sorted(Comparator.comparingInt(ProfileFault::line))
                .forEach(fault -> console.err()
                        .println(Screen.safe(file + ":" + fault.line() + ": " + fault.text(console.language()))));
        throw new InputProblem(
                ExitCode.MALFORMED,
                file,
                new Phrase("誤りが %s 件あります。何も作りませんでした。", "has %s faults; nothing was made.").with(faults.size()),
                new Phrase(
                        "上の行を直してください。書き方は docs/stories/order.ja.md にあります。",
                        "Mend the lines above; docs/stories/order.md shows how such files are written."));
    }

    /// What was made. Stand-ins of faults may make no order at all, which is no news; without faults it is one.
    private static <T> Optional<T> made(
            OrderTable table, List<ProfileFault> faults, String file, Function<OrderTable, Optional<T>> make) {
        try {
            return make.apply(table);
        } catch (IllegalArgumentException e) {
            if (!faults.isEmpty()) {
                return Optional.empty();
            }
            throw new InputProblem(
                    ExitCode.MALFORMED,
                    file,
                    new Phrase("指図にできません (%s)。", "cannot be made an order (%s).").with(e.getMessage()),
                    new Phrase("大きすぎるものは、いくつかに分けてください。", "Split what is too large."));
        }
    }

    /// Faults of a text that an order carries, such as a profile, as details of one fault of the file.
    static String told(List<ProfileFault> faults, Language language) {
        return String.join(
                "; ",
                faults.stream().map(f -> f.line() + ": " + f.text(language)).toList());
    }

    /// The octets of a text.
    static Bytes utf8(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
