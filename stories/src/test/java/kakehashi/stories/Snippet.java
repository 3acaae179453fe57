package kakehashi.stories;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// A piece of Java source in memory, with which a rule is shown to be able to fail.
final class Snippet extends SimpleJavaFileObject {
    private static final Pattern PACKAGE = Pattern.compile("\\bpackage ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|enum|interface) (\\w+)");

    private final String source;

    private Snippet(String name, String source) {
        super(URI.create("snippet:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
        this.source = source;
    }

    /// One compilation unit; its name is that of the first type in it.
    static Snippet of(String source) {
        return new Snippet(first(PACKAGE, source) + "." + first(TYPE, source), source);
    }

    /// Compiles the sources into `folder` and reads the classes back.
    static JavaClasses compile(Path folder, String... sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<? extends JavaFileObject> units =
                Stream.of(sources).map(Snippet::of).toList();
        StringWriter messages = new StringWriter();
        List<String> options = List.of("-d", folder.toString(), "-proc:none");
        if (!compiler.getTask(messages, null, null, options, null, units).call()) {
            throw new IllegalArgumentException("the snippet does not compile: " + messages);
        }
        return new ClassFileImporter().importPath(folder);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
    }

    private static String first(Pattern pattern, String source) {
        Matcher matcher = pattern.matcher(source);
        if (!matcher.find()) {
            throw new IllegalArgumentException("a snippet has a package and a type: " + source);
        }
        return matcher.group(1);
    }
}
