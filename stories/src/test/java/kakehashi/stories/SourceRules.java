package kakehashi.stories;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import kakehashi.stories.SourceFinding.Rule;
import kakehashi.stories.SourceFinding.Weight;

/// Reads sources with the compiler's own parser and reports what breaks the limits and source rules of the house.
final class SourceRules {
    static final Limit FILE_LINES = new Limit(Rule.FILE_LINES, 400, 600);
    static final Limit METHOD_LINES = new Limit(Rule.METHOD_LINES, 40, 60);
    static final Limit PARAMETERS = new Limit(Rule.PARAMETERS, 5, 7);
    static final Limit NESTING = new Limit(Rule.NESTING, 3, Integer.MAX_VALUE);
    static final Limit ROOM_LINES = new Limit(Rule.ROOM_LINES, 8_000, Integer.MAX_VALUE);

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /// More than `soft` needs a line with a reason; more than `hard` is never excused.
    record Limit(Rule rule, int soft, int hard) {
        List<SourceFinding> check(String where, int actual) {
            if (actual <= soft) {
                return List.of();
            }
            Weight weight = actual > hard ? Weight.HARD : Weight.SOFT;
            return List.of(new SourceFinding(rule, where, actual + " is more than " + soft, weight));
        }
    }

    private SourceRules() {}

    /// The rules for all code: sizes of files, methods, parameter lists and nesting.
    static List<SourceFinding> sizes(Iterable<? extends JavaFileObject> sources) {
        List<SourceFinding> findings = new ArrayList<>();
        JavacTask task = task(sources, null);
        for (CompilationUnitTree unit : parse(task)) {
            scan(new SizeScanner(task, findings), unit);
        }
        return findings;
    }

    /// The rules for main code that its text alone can show: docstrings, and SQL in stores only.
    static List<SourceFinding> texts(Iterable<? extends JavaFileObject> sources) {
        List<SourceFinding> findings = new ArrayList<>();
        JavacTask task = task(sources, null);
        for (CompilationUnitTree unit : parse(task)) {
            scan(new DocstringScanner(task, findings), unit);
            scan(new SqlScanner(findings), unit);
        }
        return findings;
    }

    /// The rules that need types: no `default` over a sealed type or enum of ours. `sources` must compile together.
    static List<SourceFinding> types(Iterable<? extends JavaFileObject> sources) {
        List<SourceFinding> findings = new ArrayList<>();
        if (!sources.iterator().hasNext()) {
            return findings;
        }
        DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
        JavacTask task = task(sources, messages);
        List<CompilationUnitTree> units = parse(task);
        try {
            task.analyze();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        messages.getDiagnostics().stream()
                .filter(message -> message.getKind() == Diagnostic.Kind.ERROR)
                .findFirst()
                .ifPresent(message -> {
                    throw new IllegalStateException("sources do not compile together: " + message);
                });
        units.forEach(unit -> scan(new DefaultCaseScanner(task, findings), unit));
        return findings;
    }

    /// Files of the project as the compiler wants them.
    static Iterable<? extends JavaFileObject> files(List<Path> files) {
        StandardJavaFileManager manager = COMPILER.getStandardFileManager(null, null, null);
        return manager.getJavaFileObjectsFromPaths(files);
    }

    private static JavacTask task(
            Iterable<? extends JavaFileObject> sources, DiagnosticCollector<JavaFileObject> messages) {
        List<String> options = List.of("-proc:none", "-classpath", System.getProperty("java.class.path"));
        return (JavacTask) COMPILER.getTask(null, null, messages, options, null, sources);
    }

    private static List<CompilationUnitTree> parse(JavacTask task) {
        List<CompilationUnitTree> units = new ArrayList<>();
        try {
            task.parse().forEach(units::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return units;
    }

    private static void scan(TreePathScanner<Void, Void> scanner, CompilationUnitTree unit) {
        scanner.scan(unit, null);
    }
}
