package kakehashi.ledger;

import java.nio.file.Path;

/// How a connection to PostgreSQL is protected.
public sealed interface Transport {
    /// No TLS, for a server on the same machine that listens on a loopback address only.
    record Loopback() implements Transport {}

    /// TLS 1.3 to a server that proves its host name under one of the certificates in the file (`verify-full`).
    ///
    /// @param rootCertificates a PEM file with the trust anchors; no other one is believed
    record VerifiedTls(Path rootCertificates) implements Transport {}
}
