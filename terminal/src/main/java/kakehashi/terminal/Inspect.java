package kakehashi.terminal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.x509.Bytes;
import kakehashi.x509.Pem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `kakehashi inspect FILE…`: what is in a certificate, CRL or message, for a person or a program.
///
/// JSON: `{"files": [{"file", "items": [{"kind", …facts}]} or {"file", "problem"}]}`, the facts under the keys of
/// [Label]; with `--tree` the items are those of [TreePage#json].
@Command(name = "inspect")
final class Inspect implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Option(names = "--tree", descriptionKey = "inspect.tree")
    boolean tree;

    @Parameters(arity = "1..*", paramLabel = "FILE", descriptionKey = "inspect.file")
    List<String> files;

    Inspect(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ExitCode worst = ExitCode.YES;
        ArrayNode answers = common.json() ? JsonNodeFactory.instance.arrayNode() : null;
        for (String file : files) {
            Optional<ArrayNode> answer = Optional.ofNullable(answers);
            try {
                worst = worst.or(inspect(file, answer));
            } catch (InputProblem problem) {
                console.problem(problem);
                answer.ifPresent(a -> a.addObject()
                        .put("file", file)
                        .put("problem", problem.wrong().english()));
                worst = worst.or(problem.code());
            }
        }
        if (common.json()) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            document.set("files", answers);
            console.out().println(JsonPage.text(document));
        }
        return worst.number();
    }

    private ExitCode inspect(String file, Optional<ArrayNode> answers) {
        Bytes octets = InputFile.octets(file, console.in());
        List<Pem.Block> items = InputFile.items(file, octets);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("file", file);
        ArrayNode found = answer.putArray("items");
        ExitCode worst = ExitCode.YES;
        for (int i = 0; i < items.size(); i++) {
            String place = items.size() == 1 ? file : file + " [" + (i + 1) + "]";
            worst = worst.or(tree ? tree(place, items.get(i), found) : item(place, items.get(i), found));
        }
        answers.ifPresent(a -> a.add(answer));
        return worst;
    }

    private ExitCode tree(String place, Pem.Block item, ArrayNode found) {
        Asn1Tree.Reading reading = Asn1Tree.read(item.content());
        if (common.json()) {
            found.add(TreePage.json(reading));
        } else {
            console.line(place);
            TreePage.lines(reading, console.language()).forEach(console::line);
        }
        return reading.problem().isEmpty() ? ExitCode.YES : ExitCode.MALFORMED;
    }

    private ExitCode item(String place, Pem.Block item, ArrayNode found) {
        Description description = Description.of(item.content());
        if (common.json()) {
            found.add(description.json());
        } else if (description.problem().isEmpty()) {
            console.line(console.say(description.words()) + "  " + place);
            TextPage.lines(description.facts(), console.language(), 2).forEach(console::line);
            console.line("");
        }
        description.problem().ifPresent(problem -> console.problem(problem.at(place)));
        return description.problem().isEmpty() ? ExitCode.YES : ExitCode.MALFORMED;
    }
}
