package kakehashi.ledger;

import java.nio.file.Files;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/// Says in one sentence why TLS to a server did not come about. The driver says it in the language of the process,
/// so where the exception comes from is looked at, and not its words.
final class TlsRefusal {
    private TlsRefusal() {}

    /// @return the exception itself when TLS had no part in it
    /// @throws DatabaseFailure when it had
    static SQLException of(SQLException thrown, DatabaseAccess access, Transport.VerifiedTls tls) {
        String server = "the PostgreSQL server at " + access.host() + " port " + access.port();
        if (!Files.isReadable(tls.rootCertificates())) {
            throw DatabaseFailure.notUsable("cannot read the trust anchors in " + tls.rootCertificates());
        }
        if (comesFrom(thrown, "verifyPeerName")) {
            throw DatabaseFailure.notUsable(server + " proves another name than " + access.host());
        }
        if (comesFrom(thrown, "enableSSL") && causes(thrown).anyMatch(SSLException.class::isInstance)) {
            throw DatabaseFailure.notUsable(
                    server + " proves its name under none of the certificates in " + tls.rootCertificates());
        }
        if (comesFrom(thrown, "enableSSL")) {
            throw DatabaseFailure.notUsable(server + " offers no TLS");
        }
        return thrown;
    }

    private static boolean comesFrom(SQLException thrown, String method) {
        return Stream.of(thrown.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals(method)
                        && frame.getClassName().startsWith("org.postgresql."));
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause);
    }
}
