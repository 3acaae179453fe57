package kakehashi.demo;

import kakehashi.web.Words;

/// The demonstration cannot be given as it was asked for; a person can mend that.
final class DemoRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Words words;

    DemoRefusal(String japanese, String english) {
        super(english);
        this.words = new Words(japanese, english);
    }

    /// What is wrong, and what to do.
    Words words() {
        return words;
    }
}
