package kakehashi.terminal;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A noun such as `order`, below which its verbs stand.
@Command(synopsisSubcommandLabel = "VERB")
final class Noun implements Runnable {
    @Spec
    CommandSpec spec;

    @Option(names = "--help", usageHelp = true, descriptionKey = "noun.help")
    boolean help;

    /// A noun with its verbs.
    @SafeVarargs
    static picocli.CommandLine of(String name, Map.Entry<String, Callable<Integer>>... verbs) {
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
