package kakehashi.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import kakehashi.platform.LogLine;

/// The log of a demonstration goes into a file of its folder and not between the lines of the story: the intruder
/// makes vaults say what they would say to an operator. Nothing is lost; later runs append.
final class DemoLog implements AutoCloseable {
    private static final String NAME = "demo.log";

    private final Logger root = Logger.getLogger("");
    private final List<Handler> before = new ArrayList<>();
    private final FileHandler file;

    private DemoLog(FileHandler file) {
        this.file = file;
    }

    /// Opens it.
    static DemoLog in(Path folder) throws IOException {
        FileHandler file = new FileHandler(folder.resolve(NAME).toString().replace("%", "%%"), true);
        file.setEncoding("UTF-8");
        file.setFormatter(new LogLine());
        file.setLevel(Level.WARNING);
        DemoLog log = new DemoLog(file);
        for (Handler handler : log.root.getHandlers()) {
            if (handler instanceof ConsoleHandler) {
                log.root.removeHandler(handler);
                log.before.add(handler);
            }
        }
        log.root.addHandler(file);
        return log;
    }

    /// Where it lies.
    static Path of(Path folder) {
        return folder.resolve(NAME);
    }

    @Override
    public void close() {
        root.removeHandler(file);
        file.close();
        before.forEach(root::addHandler);
    }
}
