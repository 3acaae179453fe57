package kakehashi.console;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `kakehashi help [VERB]`: all verbs and what the exit codes mean, or how one verb is used.
@Command(name = "help")
final class Help implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "VERB", descriptionKey = "help.verb")
    private List<String> verbs = List.of();

    Help(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        picocli.CommandLine subject = spec.parent().commandLine();
        for (String verb : verbs) {
            picocli.CommandLine below = subject.getSubcommands().get(verb);
            if (below == null && takesWords(subject)) {
                if (subject.getCommand() instanceof Operand operand) {
                    operand.require(verb);
                }
                break;
            }
            if (below == null) {
                throw unknown(verb, subject);
            }
            subject = below;
        }
        subject.usage(console.out());
        return ExitCode.YES.number();
    }

    /// No further verb is wanted, or a word that the verb itself explains, such as `preview` of `profile`.
    private static boolean takesWords(picocli.CommandLine verb) {
        return verb.getSubcommands().isEmpty()
                || !verb.getCommandSpec().positionalParameters().isEmpty();
    }

    private static InputProblem unknown(String verb, picocli.CommandLine above) {
        return new InputProblem(
                ExitCode.USAGE,
                verb,
                new Phrase("そのようなコマンドはありません。", "there is no such verb."),
                new Phrase("コマンド: %s", "Verbs: %s")
                        .with(String.join(" ", above.getSubcommands().keySet())));
    }
}
