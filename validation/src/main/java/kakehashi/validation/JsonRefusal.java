package kakehashi.validation;

import java.util.List;

/// How reading a JSON request ends when it cannot be worked on. It never leaves the room.
final class JsonRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient JsonProblem problem;

    JsonRefusal(JsonProblem.Kind kind, List<String> details) {
        super(kind.word(), null, false, false);
        this.problem = new JsonProblem(kind, details);
    }

    JsonProblem problem() {
        return problem;
    }
}
