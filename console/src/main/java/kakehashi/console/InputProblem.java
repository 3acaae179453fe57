package kakehashi.console;

import kakehashi.path.Language;

/// An input that cannot be worked with: which, what is wrong with it, what to do. It ends the command, or the part
/// of it that is about this input.
public final class InputProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ExitCode code;
    private final transient Phrase wrong;
    private final transient Phrase remedy;
    private final String input;

    /// @param code what the command ends with
    /// @param input the file or option, as the user wrote it
    /// @param wrong what is wrong
    /// @param remedy what to do
    public InputProblem(ExitCode code, String input, Phrase wrong, Phrase remedy) {
        super(input + ": " + wrong.english(), null, false, false);
        this.code = code;
        this.input = input;
        this.wrong = wrong;
        this.remedy = remedy;
    }

    /// What is wrong and, on a second line, what to do.
    public String text(Language language) {
        return input + ": " + wrong.in(language) + "\n  " + remedy.in(language);
    }

    /// The exit code of a command that it ends.
    public int exitCode() {
        return code.number();
    }

    /// What a command that it ends answers.
    public ExitCode code() {
        return code;
    }

    /// The file or option.
    public String input() {
        return input;
    }

    /// What is wrong.
    public Phrase wrong() {
        return wrong;
    }

    /// What to do.
    public Phrase remedy() {
        return remedy;
    }
}
