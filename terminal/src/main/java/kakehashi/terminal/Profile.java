package kakehashi.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import kakehashi.console.CommonOptions;
import kakehashi.console.Console;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.console.Phrase;
import kakehashi.console.Screen;
import kakehashi.path.Language;
import kakehashi.profiles.CertificateProfile;
import kakehashi.profiles.ProfileFault;
import kakehashi.profiles.ProfileKind;
import kakehashi.profiles.ProfileReading;
import kakehashi.profiles.ShippedProfiles;
import kakehashi.x509.Bytes;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `kakehashi profile show|check|preview PROFILE…`: certificate profiles, and the exact certificate that one would
/// bring. A profile is a file, or the name of one that is shipped.
///
/// JSON: `{"profiles": [{"file", …facts} or {"file", "faults": [{"line", "problem"}]}]}`; a preview adds
/// `certificate` and `difference`, or `refusals`.
@Command(name = "profile")
final class Profile implements Callable<Integer> {
    private final Console console;

    @Mixin
    CommonOptions common;

    @Parameters(index = "0", arity = "0..1", paramLabel = "show|check|preview", descriptionKey = "profile.action")
    Action action = Action.show;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "PROFILE", descriptionKey = "profile.file")
    List<String> files = List.of();

    @Option(names = "--text", descriptionKey = "profile.text")
    boolean text;

    @ArgGroup(exclusive = false)
    PreviewOptions preview = new PreviewOptions();

    /// What to do, as it is written on the command line.
    enum Action {
        show,
        check,
        preview
    }

    Profile(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (files.isEmpty()) {
            // `profile list` below this verb names none, so picocli cannot ask for one.
            throw new InputProblem(
                    ExitCode.USAGE,
                    "profile",
                    new Phrase("プロファイルの指定がありません。", "names no profile."),
                    new Phrase("例: kakehashi profile show user", "For example: kakehashi profile show user"));
        }
        ExitCode worst = ExitCode.YES;
        ArrayNode answers = JsonNodeFactory.instance.arrayNode();
        for (String file : files) {
            ObjectNode answer = answers.addObject().put("file", file);
            try {
                worst = worst.or(one(file, answer));
            } catch (InputProblem problem) {
                console.problem(problem);
                answer.put("problem", problem.wrong().english());
                worst = worst.or(problem.code());
            }
        }
        if (common.json()) {
            ObjectNode document = JsonNodeFactory.instance.objectNode();
            document.set("profiles", answers);
            console.out().println(JsonPage.text(document));
        }
        return worst.number();
    }

    private ExitCode one(String file, ObjectNode answer) {
        Bytes octets = octets(file, console);
        if (text) {
            console.out().print(new String(octets.toArray(), StandardCharsets.UTF_8));
        }
        return switch (CertificateProfile.read(octets)) {
            case ProfileReading.Faulty(List<ProfileFault> faults) -> faulty(file, faults, answer);
            case ProfileReading.Read(CertificateProfile profile) -> good(file, profile, answer);
        };
    }

    /// The text of the shipped profile of a name.
    static Optional<Bytes> shipped(String name) {
        return Arrays.stream(ProfileKind.values())
                .filter(kind -> kind.key().equals(name))
                .findFirst()
                .map(ShippedProfiles::text);
    }

    /// The file, or the shipped profile of that name where there is no such file.
    static Bytes octets(String file, Console console) {
        Optional<Bytes> shipped = shipped(file);
        try {
            return InputFile.octets(file, console.in());
        } catch (InputProblem missing) {
            if (missing.code() == ExitCode.NOT_FOUND && shipped.isPresent()) {
                return shipped.get();
            }
            throw missing.code() == ExitCode.NOT_FOUND ? unknown(file) : missing;
        }
    }

    private static InputProblem unknown(String file) {
        String names = String.join(
                " ", Arrays.stream(ProfileKind.values()).map(ProfileKind::key).toList());
        return new InputProblem(
                ExitCode.NOT_FOUND,
                file,
                new Phrase("ファイルがなく、製品に含まれるプロファイルの名前でもありません。", "is neither a file nor the name of a shipped profile."),
                new Phrase("製品に含まれるもの: %s", "Shipped are: %s").with(names));
    }

    private ExitCode faulty(String file, List<ProfileFault> faults, ObjectNode answer) {
        ArrayNode list = answer.putArray("faults");
        for (ProfileFault fault : faults) {
            list.addObject().put("line", fault.line()).put("problem", fault.text(Language.ENGLISH));
            if (!common.json()) {
                console.err().println(Screen.safe(file + ":" + fault.line() + ": " + fault.text(console.language())));
            }
        }
        return ExitCode.MALFORMED;
    }

    private ExitCode good(String file, CertificateProfile profile, ObjectNode answer) {
        if (text) {
            return ExitCode.YES;
        }
        return switch (action) {
            case check -> {
                answer.put("profileId", profile.id().toString())
                        .put("sha256", profile.digest().octets().toString());
                line(file + ": " + console.say(new Phrase("正しい", "good")) + "  "
                        + profile.kind().key() + "  " + profile.digest().octets());
                yield ExitCode.YES;
            }
            case show -> {
                List<Fact> facts = ProfileFacts.of(profile);
                answer.setAll(JsonPage.of(facts));
                line(profile.title(console.language()) + "  " + file);
                TextPage.lines(facts, console.language(), 2).forEach(this::line);
                line("");
                yield ExitCode.YES;
            }
            case preview -> {
                PreviewPage page = new PreviewPage(preview.show(profile, console));
                answer.setAll(page.json());
                page.lines(console.language()).forEach(this::line);
                yield page.code();
            }
        };
    }

    private void line(String words) {
        if (!common.json()) {
            console.line(words);
        }
    }
}
