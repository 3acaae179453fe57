package kakehashi.platform;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import kakehashi.console.Console;
import kakehashi.console.HelpWords;
import kakehashi.console.Phrase;
import kakehashi.console.Verb;
import kakehashi.console.Verbs;

/// The verbs of this room: those that a machine needs on which one zone's folder is all that there is.
final class PlatformVerbs {
    private PlatformVerbs() {}

    /// Those of every folder, and those of the public zone where its jars are.
    static Verbs of(Console console, List<Verb> ofThePublicZone) {
        List<Verb> all = new ArrayList<>(List.of(
                Verb.of(new Serve(console)),
                Verb.noun(
                        "config",
                        entry("check", new ConfigCheck(console)),
                        entry("example", new ConfigExample(console))),
                Verb.noun("database", entry("prepare", new DatabasePrepare(console)))));
        all.addAll(ofThePublicZone);
        all.add(Verb.noun("jobs", entry("list", new JobsList(console)), entry("run", new JobsRun(console))));
        return new Verbs(
                HelpWords.beside(PlatformVerbs.class),
                List.of(new Verbs.Group(new Phrase("設備を動かす", "Run an installation"), all)));
    }

    /// The vault's folder lacks what these are made of: picocli looks at their methods, and at the types in them.
    static List<Verb> ofThePublicZone(Console console) {
        return List.of(Verb.noun(
                "public",
                entry("request", new PublicRequest(console)),
                entry("api-key", new ApiKeyMake(console)),
                entry("api-keys", new ApiKeyList(console)),
                entry("revoke-api-key", new ApiKeyRevoke(console))));
    }
}
