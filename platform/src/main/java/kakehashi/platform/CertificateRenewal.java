package kakehashi.platform;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Outcome;
import kakehashi.contract.PublicationFeed;
import kakehashi.contract.SignedOutcome;
import kakehashi.files.WholeFile;
import kakehashi.keys.Signer;
import kakehashi.validation.CredentialSupplier;
import kakehashi.validation.OcspIssuer;
import kakehashi.validation.ResponderCredential;
import kakehashi.validation.ServerCredential;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;

/// Has the certificate of one key of this node renewed under a standing authorisation (docs/adr/0026), that of a
/// responder or of the validation server: orders it when half of its life is over, fetches what the vault made, and
/// keeps that on the disk. What it is given it uses only when the CA signed it for its own key.
final class CertificateRenewal {
    private static final Logger LOG = System.getLogger(CertificateRenewal.class.getName());
    private static final Optional<String> AWAY = Optional.of("the order book cannot be reached");
    private static final Duration AFTER_REFUSAL = Duration.ofHours(1);

    private final RenewalPlan plan;
    private final Holder holder;
    private final PublicationFeed feed;
    private final Path kept;
    private final SecureRandom chance = new SecureRandom();
    private volatile Certificate newest;
    private volatile Optional<String> fault = Optional.empty();
    private Optional<Asked> asked = Optional.empty();
    private Instant notBefore = Instant.MIN;

    /// An order that is under way.
    private record Asked(Id order, Digest digest, Instant until) {}

    /// Whose certificate it is.
    ///
    /// @param signer the key
    /// @param first its first certificate
    /// @param ca the CA's certificate
    /// @param refusal why a certificate, at the beginning of its validity, would not do for what it is used for
    record Holder(Signer signer, Certificate first, Certificate ca, Function<Certificate, Optional<String>> refusal) {
        /// A responder for a CA.
        static Holder of(PublicParts.Responder responder) {
            Signer signer = responder.credential().signer();
            OcspIssuer issuer = OcspIssuer.of(responder.ca());
            return new Holder(
                    signer,
                    responder.credential().certificate(),
                    responder.ca(),
                    next -> new ResponderCredential(signer, next).refusalFor(issuer, next.notBefore()));
        }

        /// The validation server, under the CA that is sent along with its answers.
        ///
        /// @throws IllegalArgumentException when that is not there
        static Holder of(ServerCredential server) {
            Certificate ca = server.issuers().stream()
                    .filter(one -> one.subject().equals(server.certificate().issuer()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the certificate of " + server.certificate().issuer() + " is not among the issuers"));
            return new Holder(server.signer(), server.certificate(), ca, next -> server.refusalFor(next, ca));
        }
    }

    /// @param plan the authorisation
    /// @param holder the CA, and the key with its first certificate
    /// @param feed where the CA's id is found
    /// @param folder where certificates are kept
    CertificateRenewal(RenewalPlan plan, Holder holder, PublicationFeed feed, Path folder) {
        this.plan = plan;
        this.holder = holder;
        this.feed = feed;
        this.newest = holder.first;
        this.kept = folder.resolve(
                Digest.of(holder.signer.publicKey().der()).toString().substring(0, 32) + ".cer");
        read().ifPresent(this::take);
    }

    /// Whether an order waits for its outcome, or the feed is still being read. For the thread that ticks.
    boolean isUnderWay() {
        return asked.isPresent() || feed.authorities().isEmpty();
    }

    /// The newest certificate that it has.
    Certificate newest() {
        return newest;
    }

    /// The same for OCSP.
    CredentialSupplier forOcsp() {
        return (current, now) ->
                Optional.of(new ResponderCredential(holder.signer, newest)).filter(one -> !one.equals(current));
    }

    /// What keeps it from being renewed; empty when nothing does.
    Optional<String> fault() {
        return fault;
    }

    /// Does what is to be done at this moment. Called by one thread.
    void tick(RenewalDesk desk, Instant now) {
        try {
            if (asked.isPresent()) {
                look(desk, asked.get(), now);
            } else if (isDue(now) && !now.isBefore(notBefore)) {
                ask(desk, now);
            }
        } catch (RuntimeException e) {
            if (!fault.equals(AWAY)) {
                LOG.log(Level.WARNING, AWAY.get(), e);
            }
            fault = AWAY;
        }
    }

    private boolean isDue(Instant now) {
        Certificate own = newest;
        Duration life = Duration.between(own.notBefore(), own.notAfter());
        return !now.isBefore(own.notBefore().plus(life.dividedBy(2)));
    }

    private void ask(RenewalDesk desk, Instant now) {
        Optional<PublicationFeed.PublishedCa> ca = feed.authorities().stream()
                .filter(one -> one.certificates().stream()
                        .anyMatch(own -> own.subject().equals(holder.ca.subject())
                                && own.subjectPublicKeyInfo().equals(holder.ca.subjectPublicKeyInfo())))
                .findFirst();
        if (feed.authorities().isEmpty()) {
            // Nothing was read yet.
            return;
        }
        if (ca.isEmpty()) {
            fault = Optional.of("the feed does not name the CA");
            return;
        }
        RenewalOrder made = RenewalOrder.of(
                plan,
                ca.get().authority(),
                new RenewalOrder.Own(holder.signer, newest.subject()),
                now.truncatedTo(ChronoUnit.SECONDS),
                chance);
        desk.submit(made.order().order(), made.folder());
        asked = Optional.of(new Asked(
                made.order().order(),
                Digest.of(made.order().der()),
                made.order().expiresAt()));
        fault = Optional.empty();
        LOG.log(Level.INFO, "ordered the next certificate of {0}", newest.subject());
    }

    private void look(RenewalDesk desk, Asked order, Instant now) {
        Optional<Outcome> outcome = desk.outcome(order.order)
                .flatMap(der -> SignedOutcome.parse(der).toOptional())
                .flatMap(signed -> Outcome.parse(signed.outcome()).toOptional())
                .filter(one -> one.order().equals(order.digest));
        if (outcome.isEmpty()) {
            if (now.isAfter(order.until)) {
                refused("the order was not answered", now);
            }
            return;
        }
        switch (outcome.get().result()) {
            case Outcome.Result.Refused refused ->
                refused(
                        "the vault refuses: "
                                + refused.refusals().stream()
                                        .map(Outcome.Refusal::rule)
                                        .findFirst()
                                        .orElse(""),
                        now);
            case Outcome.Result.Done done -> fetch(desk, done, now);
        }
    }

    private void refused(String why, Instant now) {
        fault = Optional.of(why);
        asked = Optional.empty();
        notBefore = now.plus(AFTER_REFUSAL);
        LOG.log(Level.ERROR, "{0}: {1}", newest.subject(), why);
    }

    private void fetch(RenewalDesk desk, Outcome.Result.Done done, Instant now) {
        Optional<Certificate> made = done.digests().stream()
                .findFirst()
                .flatMap(desk::file)
                .flatMap(der -> Certificate.parse(der).toOptional());
        if (made.filter(this::isNext).isEmpty()) {
            refused("what was made is no certificate for this key", now);
            return;
        }
        take(made.get());
        keep(made.get());
        asked = Optional.empty();
        fault = Optional.empty();
    }

    /// One that the CA signed for this key, and that lasts longer.
    private boolean isNext(Certificate certificate) {
        return certificate.notAfter().isAfter(newest.notAfter())
                && holder.refusal.apply(certificate).isEmpty();
    }

    private void take(Certificate certificate) {
        if (isNext(certificate)) {
            newest = certificate;
        }
    }

    private Optional<Certificate> read() {
        try {
            return Files.exists(kept)
                    ? Certificate.parse(Bytes.wrap(Files.readAllBytes(kept))).toOptional()
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// One that cannot be kept is used all the same, and ordered again after the next start.
    private void keep(Certificate certificate) {
        try {
            Files.createDirectories(kept.getParent());
            WholeFile.replace(kept, certificate.der());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a renewed certificate cannot be kept", e);
        }
    }
}
