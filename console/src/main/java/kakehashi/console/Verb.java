package kakehashi.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// A verb of the command line, or a noun with verbs below it.
///
/// Picocli reads the annotations of a command when it is given one, and that of all commands takes longer than most
/// of them run. So it is given the one that is wanted.
public final class Verb {
    private final String name;
    private final Object command;
    private final Map<String, Callable<Integer>> below;

    private Verb(String name, Object command, Map<String, Callable<Integer>> below) {
        this.name = name;
        this.command = command;
        this.below = below;
    }

    /// A verb that does something by itself.
    public static Verb of(Callable<Integer> command) {
        return of(command, Map.of());
    }

    /// A verb that does something by itself.
    ///
    /// @param below what may stand behind it in place of its words
    public static Verb of(Callable<Integer> command, Map<String, Callable<Integer>> below) {
        return new Verb(command.getClass().getAnnotation(Command.class).name(), command, below);
    }

    /// A noun such as `order`, below which its verbs stand.
    @SafeVarargs
    public static Verb noun(String name, Map.Entry<String, Callable<Integer>>... verbs) {
        Map<String, Callable<Integer>> all = new LinkedHashMap<>();
        for (Map.Entry<String, Callable<Integer>> verb : verbs) {
            all.put(verb.getKey(), verb.getValue());
        }
        return new Verb(name, new Noun(), all);
    }

    String name() {
        return name;
    }

    /// With all that stands below it.
    picocli.CommandLine whole() {
        return with(below);
    }

    /// With what these arguments ask for; with all where they ask for nothing that is there.
    ///
    /// @param args those of the command line; this verb is the first
    picocli.CommandLine forArguments(List<String> args) {
        boolean isOne = args.size() > 1 && below.containsKey(args.get(1));
        return with(isOne ? Map.of(args.get(1), below.get(args.get(1))) : below);
    }

    private picocli.CommandLine with(Map<String, Callable<Integer>> verbs) {
        picocli.CommandLine made = new picocli.CommandLine(command);
        made.setCommandName(name);
        verbs.forEach(made::addSubcommand);
        return made;
    }
}
