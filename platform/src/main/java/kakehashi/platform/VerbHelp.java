package kakehashi.platform;

import java.util.List;
import java.util.Map;

/// What the verbs of this room are for. The terminal explains its own.
final class VerbHelp {
    /// In the order of the help.
    private static final List<String> VERBS = List.of("serve", "config", "jobs", "public", "database");

    private static final Map<String, String> USAGES = Map.of(
            "serve", Serve.USAGE,
            "config", ConfigVerb.USAGE,
            "jobs", JobsVerb.USAGE,
            "public", PublicVerb.USAGE,
            "database", DatabaseVerb.USAGE);

    private final Operator operator;

    VerbHelp(Operator operator) {
        this.operator = operator;
    }

    static boolean knows(String verb) {
        return VERBS.contains(verb);
    }

    private String purpose(String verb) {
        return switch (verb) {
            case "serve" ->
                operator.words(
                        "設備を動かす。区画ごとのプロセス、または --all で一つの親の下に全部",
                        "run an installation: a process for each zone, or --all under one parent");
            case "config" -> operator.words("設定を確かめる、見本を出す", "check a configuration, or print one to begin with");
            case "jobs" ->
                operator.words(
                        "毎日の仕事（点検、照合、バックアップ）の予定と結果を見る、今すぐ実行する",
                        "see when nightly jobs (review, reconciliation, backup) run and what came of them; run one now");
            case "public" ->
                operator.words("公開ノードのトークンに鍵と証明書要求を作る", "make a key and a request in a public node's token");
            case "database" ->
                operator.words("既存の PostgreSQL にロールとデータベースを作る", "make roles and database on a PostgreSQL of your own");
            default -> throw new IllegalArgumentException(verb);
        };
    }

    /// All of them, a line each.
    int list() {
        operator.out().println();
        VERBS.forEach(verb -> operator.out().printf("  %-10s  %s%n", verb, purpose(verb)));
        operator.out().println();
        return 0;
    }

    /// One of them.
    int explain(String verb) {
        operator.out().println(purpose(verb));
        operator.out().println();
        USAGES.get(verb).lines().forEach(line -> operator.out().println("  kakehashi " + line.strip()));
        operator.out().println();
        operator.say("手順は docs/operations/install.md にあります。", "docs/operations/install.md shows them at work.");
        return 0;
    }
}
