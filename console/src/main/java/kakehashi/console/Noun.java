package kakehashi.console;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A noun such as `order`, below which its verbs stand.
@Command(synopsisSubcommandLabel = "VERB")
public final class Noun implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--help", usageHelp = true, descriptionKey = "noun.help")
    private boolean help;

    private Noun() {}

    /// A noun with its verbs.
    @SafeVarargs
    public static picocli.CommandLine of(String name, Map.Entry<String, Callable<Integer>>... verbs) {
        picocli.CommandLine noun = new picocli.CommandLine(new Noun());
        noun.setCommandName(name);
        for (Map.Entry<String, Callable<Integer>> verb : verbs) {
            noun.addSubcommand(verb.getKey(), verb.getValue());
        }
        return noun;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "");
    }
}
