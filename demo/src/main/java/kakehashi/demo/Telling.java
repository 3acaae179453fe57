package kakehashi.demo;

import java.io.PrintStream;
import kakehashi.path.Language;

/// Tells the story on the terminal, one line a step, in the reader's language.
final class Telling {
    private final PrintStream out;
    private final Language language;
    private int steps;
    private int failed;

    Telling(PrintStream out, Language language) {
        this.out = out;
        this.language = language;
    }

    /// A new chapter.
    void chapter(String japanese, String english) {
        out.println();
        out.println(words(japanese, english));
    }

    /// Something that was done.
    void step(String japanese, String english) {
        steps++;
        out.println("  ✓ " + words(japanese, english));
    }

    /// Something that must hold.
    void check(boolean holds, String japanese, String english) {
        if (holds) {
            step(japanese, english);
        } else {
            failed++;
            out.println("  ✗ " + words(japanese, english));
        }
    }

    /// Something beside the story.
    void note(String japanese, String english) {
        out.println("    " + words(japanese, english));
    }

    String words(String japanese, String english) {
        return switch (language) {
            case JAPANESE -> japanese;
            case ENGLISH -> english;
        };
    }

    int steps() {
        return steps;
    }

    int failed() {
        return failed;
    }
}
