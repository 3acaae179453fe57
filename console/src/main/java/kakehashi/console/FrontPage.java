package kakehashi.console;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.UsageMessageSpec;

/// The first page of the help: the verbs in their groups, a line each, and what the exit codes mean.
final class FrontPage {
    /// Picocli draws nothing narrower.
    private static final int LEAST_COLUMNS = 55;

    private static final int MOST_COLUMNS = 100;

    private final Console console;
    private final List<Verbs> rooms;

    FrontPage(Console console, List<Verbs> rooms) {
        this.console = console;
        this.rooms = rooms;
    }

    /// How wide pages of help are: as the terminal within limits, and the usual where there is none.
    int columns() {
        int columns = console.style().columns();
        return columns == Console.Style.ENDLESS
                ? Console.USUAL_COLUMNS
                : Math.clamp(columns, LEAST_COLUMNS, MOST_COLUMNS);
    }

    void putInto(picocli.CommandLine root) {
        int name = root.getSubcommands().keySet().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        root.getHelpSectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
                        ignored -> rooms.stream()
                                .flatMap(room -> room.groups().stream())
                                .map(group -> group(group, root.getSubcommands(), name))
                                .collect(Collectors.joining()));
        root.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
        root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, ignored -> exitCodes());
        fitSynopsis(root);
    }

    /// Picocli takes the heading before a synopsis for as many columns as it has characters.
    private static void fitSynopsis(picocli.CommandLine command) {
        command.getHelpSectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                        help -> help.synopsis(Screen.width(help.synopsisHeading())));
        command.getSubcommands().values().forEach(FrontPage::fitSynopsis);
    }

    private String group(Verbs.Group group, Map<String, picocli.CommandLine> all, int name) {
        Stream<String> verbs = group.verbs().stream()
                .map(Verb::name)
                .map(all::get)
                .flatMap(verb -> {
                    String header = String.join(
                            " ", verb.getCommandSpec().usageMessage().header());
                    return folded("  " + Screen.padded(verb.getCommandName(), name) + "  " + header);
                });
        return text(Stream.concat(Stream.of("", console.say(group.heading()) + ":"), verbs));
    }

    private String exitCodes() {
        Stream<String> codes = Stream.of(ExitCode.values())
                .flatMap(code -> folded("  " + Screen.paddedLeft(String.valueOf(code.number()), 2) + "  "
                        + console.say(code.meaning())));
        return text(Stream.concat(Stream.of("", console.say(new Phrase("終了コード:", "Exit codes:"))), codes));
    }

    private Stream<String> folded(String line) {
        return Screen.folded(line, columns()).stream();
    }

    private static String text(Stream<String> lines) {
        return lines.map(line -> line + System.lineSeparator()).collect(Collectors.joining());
    }
}
