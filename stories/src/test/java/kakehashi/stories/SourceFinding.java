package kakehashi.stories;

/// One breach of a source rule, at a room, type or method written with dots (`kakehashi.path.PathBuilder.build`).
record SourceFinding(Rule rule, String where, String what, Weight weight) {
    /// The source rules, by the name that the list of exceptions uses.
    enum Rule {
        FILE_LINES("file-lines"),
        METHOD_LINES("method-lines"),
        PARAMETERS("parameters"),
        NESTING("nesting"),
        ROOM_LINES("room-lines"),
        DOCSTRING("docstring"),
        DEFAULT_CASE("default-case"),
        SQL("sql");

        private final String label;

        Rule(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /// Whether a line with a reason in the list of exceptions can excuse it.
    enum Weight {
        SOFT,
        HARD
    }

    @Override
    public String toString() {
        return rule.label() + " | " + where + " | " + what;
    }
}
