package kakehashi.terminal;

import kakehashi.console.Console;
import kakehashi.contract.StatementText;

/// In which language statements are shown.
final class StatementLanguage {
    private StatementLanguage() {}

    static StatementText of(Console console) {
        return switch (console.language()) {
            case JAPANESE -> StatementText.JAPANESE;
            case ENGLISH -> StatementText.ENGLISH;
        };
    }
}
