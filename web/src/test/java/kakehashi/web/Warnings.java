package kakehashi.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Hears all warnings of this process, whoever logs them, until it is closed.
final class Warnings extends Handler implements AutoCloseable {
    private static final Logger ROOT = Logger.getLogger("");

    private final List<String> told = new CopyOnWriteArrayList<>();

    Warnings() {
        ROOT.addHandler(this);
    }

    List<String> told() {
        return told;
    }

    @Override
    public void publish(LogRecord one) {
        if (one.getLevel().intValue() >= Level.WARNING.intValue()) {
            told.add(one.getLoggerName() + ": " + one.getMessage() + ": " + one.getThrown());
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        ROOT.removeHandler(this);
    }
}
