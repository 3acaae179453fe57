package kakehashi.terminal;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kakehashi help [VERB]`: the usage, and what the exit codes mean.
@Command(name = "help")
final class Help implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Spec
    CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "VERB", descriptionKey = "help.verb")
    String verb = "";

    Help(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        picocli.CommandLine root = spec.parent().commandLine();
        picocli.CommandLine subject =
                verb.isEmpty() ? root : root.getSubcommands().get(verb);
        if (subject == null) {
            throw new InputProblem(
                    ExitCode.USAGE,
                    verb,
                    new Phrase("そのようなコマンドはありません。", "there is no such verb."),
                    new Phrase("コマンド: %s", "Verbs: %s")
                            .with(String.join(" ", root.getSubcommands().keySet())));
        }
        subject.usage(console.out());
        if (verb.isEmpty()) {
            console.line("");
            console.line(console.say(new Phrase("終了コード:", "Exit codes:")));
            for (ExitCode code : ExitCode.values()) {
                console.line("  " + Screen.paddedLeft(String.valueOf(code.number()), 2) + "  "
                        + console.say(code.meaning()));
            }
        }
        return ExitCode.YES.number();
    }
}
