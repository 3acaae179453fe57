package kakehashi.platform;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/// Tells systemd how the service does, where systemd asks (`Type=notify`, `NotifyAccess=all`). It goes through
/// `systemd-notify`: Java has no datagrams on Unix sockets.
final class ServiceNotice {
    private static final long SECONDS = 5;
    private static final System.Logger LOG = System.getLogger(ServiceNotice.class.getName());

    private ServiceNotice() {}

    static void ready(String status) {
        tell("--ready", "--status=" + status);
    }

    static void status(String status) {
        tell("--status=" + status);
    }

    static void stopping() {
        tell("--stopping");
    }

    private static void tell(String... words) {
        if (System.getenv("NOTIFY_SOCKET") == null) {
            return;
        }
        try {
            String[] command = new String[words.length + 1];
            command[0] = "systemd-notify";
            System.arraycopy(words, 0, command, 1, words.length);
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "systemd cannot be told: {0}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
