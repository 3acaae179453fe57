package kakehashi.platform;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Outcome;
import kakehashi.contract.PublicationFeed;
import kakehashi.contract.SignedOutcome;
import kakehashi.validation.CredentialSupplier;
import kakehashi.validation.OcspIssuer;
import kakehashi.validation.ResponderCredential;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;

/// Has the certificate of one responder's key renewed under a standing authorisation (docs/adr/0026): orders it
/// when half of its life is over, fetches what the vault made, and keeps that on the disk. What it is given it uses
/// only when the CA signed it for its own key.
final class ResponderRenewal implements CredentialSupplier {
    private static final Logger LOG = System.getLogger(ResponderRenewal.class.getName());
    private static final Duration AFTER_REFUSAL = Duration.ofHours(1);

    private final RenewalPlan plan;
    private final OcspIssuer issuer;
    private final PublicationFeed feed;
    private final Path kept;
    private final SecureRandom chance = new SecureRandom();
    private volatile ResponderCredential newest;
    private volatile Optional<String> fault = Optional.empty();
    private Optional<Asked> asked = Optional.empty();
    private Instant notBefore = Instant.MIN;

    /// An order that is under way.
    private record Asked(Id order, Digest digest, Instant until) {}

    /// @param plan the authorisation
    /// @param responder the CA, and the key with its first certificate
    /// @param feed where the CA's id is found
    /// @param folder where certificates are kept
    ResponderRenewal(RenewalPlan plan, PublicParts.Responder responder, PublicationFeed feed, Path folder) {
        this.plan = plan;
        this.issuer = OcspIssuer.of(responder.ca());
        this.feed = feed;
        this.newest = responder.credential();
        this.kept = folder.resolve(
                Digest.of(newest.signer().publicKey().der()).toString().substring(0, 32) + ".cer");
        read().ifPresent(this::take);
    }

    @Override
    public Optional<ResponderCredential> next(ResponderCredential current, Instant now) {
        return Optional.of(newest).filter(one -> !one.equals(current));
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
            fault = Optional.of("the order book cannot be reached");
            LOG.log(Level.DEBUG, "the order book cannot be reached", e);
        }
    }

    private boolean isDue(Instant now) {
        Certificate own = newest.certificate();
        Duration life = Duration.between(own.notBefore(), own.notAfter());
        return !now.isBefore(own.notBefore().plus(life.dividedBy(2)));
    }

    private void ask(RenewalDesk desk, Instant now) {
        Optional<PublicationFeed.PublishedCa> ca = feed.authorities().stream()
                .filter(one -> one.certificates().stream()
                        .anyMatch(own -> own.subject().equals(issuer.name())
                                && own.subjectPublicKeyInfo().equals(issuer.key())))
                .findFirst();
        if (ca.isEmpty()) {
            fault = Optional.of("the feed does not name the CA");
            return;
        }
        RenewalOrder made = RenewalOrder.of(plan, ca.get().authority(), newest, now, chance);
        desk.submit(made.order().order(), made.folder());
        asked = Optional.of(new Asked(
                made.order().order(),
                Digest.of(made.order().der()),
                made.order().expiresAt()));
        fault = Optional.empty();
        LOG.log(
                Level.INFO,
                "ordered the next certificate of {0}",
                newest.certificate().subject());
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
        LOG.log(Level.ERROR, "{0}: {1}", newest.certificate().subject(), why);
    }

    private void fetch(RenewalDesk desk, Outcome.Result.Done done, Instant now) {
        Optional<Certificate> made = done.digests().stream()
                .findFirst()
                .flatMap(desk::file)
                .flatMap(der -> Certificate.parse(der).toOptional());
        if (made.filter(this::isNext).isEmpty()) {
            refused("what was made is no certificate for this responder", now);
            return;
        }
        take(made.get());
        keep(made.get());
        asked = Optional.empty();
        fault = Optional.empty();
    }

    /// One that the CA signed for this key, and that lasts longer.
    private boolean isNext(Certificate certificate) {
        return certificate.notAfter().isAfter(newest.certificate().notAfter())
                && new ResponderCredential(newest.signer(), certificate)
                        .refusalFor(issuer, certificate.notBefore())
                        .isEmpty();
    }

    private void take(Certificate certificate) {
        if (isNext(certificate)) {
            newest = new ResponderCredential(newest.signer(), certificate);
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
            Path beside = kept.resolveSibling(kept.getFileName() + ".new");
            Files.write(beside, certificate.der().toArray());
            Files.move(beside, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a renewed certificate cannot be kept", e);
        }
    }
}
