package kakehashi.platform;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import kakehashi.validation.ServerCredential;
import kakehashi.x509.Certificate;

/// The credential of the validation server, with the newest certificate that is valid. Safe for many threads.
final class ServerDuty implements Supplier<ServerCredential> {
    private final Optional<CertificateRenewal> renewal;
    private final InstantSource clock;
    private volatile ServerCredential current;

    /// @param first the credential to begin with
    /// @param renewal who has its certificate renewed; empty when nobody does
    ServerDuty(ServerCredential first, Optional<CertificateRenewal> renewal, InstantSource clock) {
        this.current = first;
        this.renewal = renewal;
        this.clock = clock;
    }

    @Override
    public ServerCredential get() {
        return renewal.map(this::with).orElse(current);
    }

    private ServerCredential with(CertificateRenewal own) {
        Certificate newest = own.newest();
        ServerCredential used = current;
        if (newest != used.certificate() && newest.isValidAt(clock.instant())) {
            used = used.renewed(newest);
            current = used;
        }
        return used;
    }
}
