package kakehashi.stories;

import com.sun.source.tree.LiteralTree;
import java.util.List;
import java.util.regex.Pattern;
import kakehashi.stories.SourceFinding.Rule;
import kakehashi.stories.SourceFinding.Weight;

/// Finds string literals that are SQL in classes that are no `*Store`.
final class SqlScanner extends NamingScanner {
    private static final Pattern SQL = Pattern.compile(
            "(?is)\\s*(select\\s.+\\sfrom\\s.+|insert\\s+into\\s.+|update\\s+[\\w.]+\\s+set\\s.+|delete\\s+from\\s.+|"
                    + "with\\s+\\w+\\s+as\\s*\\(.+|(create|alter|drop)\\s+(table|index|schema|role|function)\\s.+)");

    private final List<SourceFinding> findings;

    SqlScanner(List<SourceFinding> findings) {
        this.findings = findings;
    }

    @Override
    public Void visitLiteral(LiteralTree literal, Void none) {
        if (literal.getValue() instanceof String text && SQL.matcher(text).matches() && !inStore()) {
            findings.add(new SourceFinding(Rule.SQL, where(), "SQL belongs into a *Store", Weight.HARD));
        }
        return null;
    }

    private boolean inStore() {
        String file = getCurrentPath().getCompilationUnit().getSourceFile().getName();
        // `bench` reads and writes rows as a limit to measure ourselves by; no room of the product sees it.
        return file.endsWith("Store.java") || file.contains("/kakehashi/bench/");
    }
}
