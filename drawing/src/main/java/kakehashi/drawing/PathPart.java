package kakehashi.drawing;

/// What a certificate has to do with the question that was asked.
public enum PathPart {
    /// No question was asked, or the certificate was not tried.
    NONE("none"),
    /// It is of the path that holds.
    HOLDS("holds"),
    /// It was tried in a path that failed, and nothing was found against it.
    TRIED("tried"),
    /// Something was found against it.
    REFUSED("refused");

    private final String code;

    PathPart(String code) {
        this.code = code;
    }

    /// The word of JSON and of class names, stable.
    public String code() {
        return code;
    }
}
