package kakehashi.platform;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kakehashi.keys.TlsIdentity;
import kakehashi.web.ServerTls;
import kakehashi.web.Words;

/// Certificate and key of the HTTPS listener, which follow their files: when they have changed and fit each other,
/// new connections use them. Nothing is restarted.
final class TlsFiles implements AutoCloseable {
    private static final long SECONDS = 10;
    private static final System.Logger LOG = System.getLogger(TlsFiles.class.getName());

    private final Configuration.Tls settings;
    private final ServerTls tls;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread watch;
    private List<FileTime> seen;

    private TlsFiles(Configuration.Tls settings, TlsIdentity first, List<FileTime> seen) {
        this.settings = settings;
        this.tls = new ServerTls(first.context());
        this.seen = seen;
        this.watch = Thread.ofVirtual().name("kakehashi-tls-files").unstarted(this::follow);
    }

    /// Reads the files, and follows them until it is closed.
    ///
    /// @throws IllegalStateException when they cannot be used; the configuration's check would have said so
    static TlsFiles open(Configuration.Tls settings) {
        List<FileTime> times = times(settings);
        return switch (TlsIdentity.read(settings.certificates(), settings.key())) {
            case TlsIdentity.Read.Usable(TlsIdentity identity) -> {
                TlsFiles files = new TlsFiles(settings, identity, times);
                files.watch.start();
                yield files;
            }
            case TlsIdentity.Read.Refused(TlsIdentity.Refusal reason) ->
                throw new IllegalStateException(words(reason).english());
        };
    }

    /// A refusal in words.
    static Words words(TlsIdentity.Refusal reason) {
        return switch (reason) {
            case KEY_UNREADABLE -> new Words("鍵のファイルを読めません。", "the file of the key cannot be read.");
            case KEY_OPEN_TO_OTHERS ->
                new Words(
                        "鍵のファイルが所有者以外に開かれています。chmod 600 としてください。",
                        "the file of the key is open to others than its owner. Use chmod 600.");
            case KEY_NOT_PKCS8 ->
                new Words(
                        "鍵は PKCS#8 の PEM（PRIVATE KEY）で書いてください: openssl pkcs8 -topk8 -nocrypt。",
                        "write the key as PKCS#8 in PEM (PRIVATE KEY): openssl pkcs8 -topk8 -nocrypt.");
            case CERTIFICATE_UNREADABLE -> new Words("PEM の証明書がありません。", "there is no certificate in PEM.");
            case NOT_THE_CERTIFICATES_KEY ->
                new Words(
                        "鍵が最初の証明書のものではありません。サーバの証明書を先頭に置いてください。",
                        "the key is not that of the first certificate. The server's certificate comes first.");
        };
    }

    private static List<FileTime> times(Configuration.Tls settings) {
        try {
            return List.of(
                    Files.getLastModifiedTime(settings.certificates()), Files.getLastModifiedTime(settings.key()));
        } catch (IOException e) {
            return List.of();
        }
    }

    ServerTls tls() {
        return tls;
    }

    private void follow() {
        try {
            while (!closed.await(SECONDS, TimeUnit.SECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Reads the files again if they have changed. What does not fit yet is looked at again when it changes
    /// further.
    void look() {
        List<FileTime> now = times(settings);
        if (now.isEmpty() || now.equals(seen)) {
            return;
        }
        switch (TlsIdentity.read(settings.certificates(), settings.key())) {
            case TlsIdentity.Read.Usable(TlsIdentity identity) -> {
                tls.exchange(identity.context());
                LOG.log(
                        Level.INFO,
                        "new TLS certificate {0}",
                        identity.chain().getFirst().serialNumber());
            }
            case TlsIdentity.Read.Refused(TlsIdentity.Refusal reason) ->
                LOG.log(
                        Level.WARNING,
                        "the new TLS certificate is not used: {0}",
                        words(reason).english());
        }
        seen = now;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
