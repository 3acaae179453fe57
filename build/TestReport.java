import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Adds up the test reports of all modules: `java build/TestReport.java [--strict] <project folder>`.
///
/// Prints every failed test, every skipped test with its reason, and as the very last line
/// `N passed, N failed, N skipped`, alone. An error counts as a failure. The exit code is 1 when a test failed,
/// when no test ran at all, or, with `--strict`, when a test was skipped.
class TestReport {
    private static final Pattern STACK_TRACE = Pattern.compile("\\R\\s+at ");

    private int passed;
    private final List<String> failed = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        boolean strict = List.of(arguments).contains("--strict");
        TestReport report = new TestReport();
        report.read(Path.of(arguments[arguments.length - 1]));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        report.print(out);
        boolean fine = report.failed.isEmpty() && report.passed > 0 && (!strict || report.skipped.isEmpty());
        System.exit(fine ? 0 : 1);
    }

    private void read(Path project) throws Exception {
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        for (Path module : sorted(project, "*")) {
            Path reports = module.resolve("target/surefire-reports");
            if (Files.isDirectory(reports)) {
                for (Path report : sorted(reports, "TEST-*.xml")) {
                    readSuite(parser.parse(report.toFile()).getDocumentElement());
                }
            }
        }
    }

    private static List<Path> sorted(Path folder, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
            entries.forEach(found::add);
        }
        found.sort(null);
        return found;
    }

    private void readSuite(Element suite) {
        NodeList cases = suite.getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            String name = test.getAttribute("classname") + "." + test.getAttribute("name");
            NodeList skips = test.getElementsByTagName("skipped");
            if (skips.getLength() > 0) {
                skipped.add(name + ": " + reason((Element) skips.item(0)));
            } else if (has(test, "failure") || has(test, "error")) {
                failed.add(name);
            } else {
                passed++;
            }
        }
    }

    private static boolean has(Element test, String child) {
        return test.getElementsByTagName(child).getLength() > 0;
    }

    /// The message of `@Disabled`, or of a failed assumption without its stack trace.
    private static String reason(Element skip) {
        String text = skip.getAttribute("message").isBlank() ? skip.getTextContent() : skip.getAttribute("message");
        String message = STACK_TRACE.split(text, 2)[0].strip().replaceAll("\\s+", " ");
        message = message.replaceFirst("^\\S+TestAbortedException(: Assumption failed)?(: )?", "");
        return message.isBlank() ? "(no reason given)" : message;
    }

    private void print(PrintStream out) {
        out.println(); // what ran before may have left its last line open
        failed.forEach(test -> out.println("failed: " + test));
        skipped.forEach(test -> out.println("skipped: " + test));
        out.println(passed + " passed, " + failed.size() + " failed, " + skipped.size() + " skipped");
    }
}
