package kakehashi.issuing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import kakehashi.authority.AuthoritySettings;
import kakehashi.authority.Grounds;
import kakehashi.authority.Halt;
import kakehashi.authority.ItemPlan;
import kakehashi.authority.View;
import kakehashi.authority.Vote;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Position;
import kakehashi.keys.KeyEntry;
import kakehashi.keys.Signer;
import kakehashi.keys.TokenUnavailable;
import kakehashi.ledger.AuditEvent;
import kakehashi.ledger.AuditKind;
import kakehashi.profiles.PreparedCertificate;
import kakehashi.revocation.CrlIssuer;
import kakehashi.revocation.CrlMaker;
import kakehashi.revocation.CrlPlan;
import kakehashi.revocation.PreparedCrl;
import kakehashi.revocation.RevocationRegister;
import kakehashi.revocation.SignedCrl;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequestBuilder;
import kakehashi.x509.DerWriter;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.ToBeSigned;
import kakehashi.x509.VerificationKey;

/// Where the token is asked: after the intent is durable, once, and by other threads than the one that writes the
/// chain. What comes back goes to that one as a task.
final class SigningRoom {
    private final CaKeys keys;
    private final Executor threads;
    private final Consumer<VaultTask> tasks;

    SigningRoom(CaKeys keys, Executor threads, Consumer<VaultTask> tasks) {
        this.keys = keys;
        this.threads = threads;
        this.tasks = tasks;
    }

    /// Has a certificate signed whose intent is committed.
    void sign(OrderWork work, int item, Position intent) {
        threads.execute(() -> tasks.accept(signed(work, item, intent)));
    }

    private VaultTask signed(OrderWork work, int item, Position intent) {
        ItemPlan.Ready ready = work.item(item);
        PreparedCertificate prepared = ready.prepared();
        Optional<Signer> signer = keys.signer(ready.signingKey(), prepared.algorithm());
        if (signer.isEmpty()) {
            return new VaultTask.Lost(work, item, intent);
        }
        try {
            Bytes signature = signer.get().sign(prepared.toBeSigned());
            Certificate certificate = prepared.signed(signature);
            // Record 7: "The signature must verify under the CA's public key over exactly the intended bytes".
            boolean right = certificate.tbsCertificate().equals(prepared.toBeSigned())
                    && VerificationKey.of(signer.get().publicKey())
                            .map(certificate::isSignedBy)
                            .orElse(false);
            return right
                    ? new VaultTask.Signed(work, item, intent, certificate)
                    : new VaultTask.Stop(new Halt("the token's signature does not verify over what was intended"));
        } catch (TokenUnavailable e) {
            return new VaultTask.Lost(work, item, intent);
        } catch (RuntimeException e) {
            return new VaultTask.Stop(
                    new Halt("a signature broke off: " + e.getClass().getName(), e));
        }
    }

    /// Has a key made for a CA, and a request signed by it: a signature that no relying party takes for a
    /// certificate.
    void makeKey(Grounds.Planned planned, List<Vote> votes, Ticket ticket, AuthoritySettings settings) {
        threads.execute(() -> tasks.accept(made(planned, votes, ticket, settings)));
    }

    private VaultTask made(Grounds.Planned planned, List<Vote> votes, Ticket ticket, AuthoritySettings settings) {
        Id authority = planned.grounds().order().authority().orElseThrow();
        try {
            Optional<KeyEntry> made = keys.make(authority, settings.token(), settings.key());
            if (made.isEmpty()) {
                return new VaultTask.KeyRefused(planned, votes, ticket);
            }
            KeyEntry entry = made.get();
            Digest key = Digest.of(entry.publicKey().der());
            Signer signer = keys.signer(key, settings.algorithm()).orElseThrow();
            ToBeSigned request = new CertificationRequestBuilder(
                            settings.called().subject(), entry.publicKey())
                    .toBeSigned(settings.algorithm());
            return new VaultTask.KeyMade(planned, votes, ticket, entry, request.signed(signer.sign(request.content())));
        } catch (TokenUnavailable e) {
            return new VaultTask.KeyRefused(planned, votes, ticket);
        } catch (RuntimeException e) {
            return new VaultTask.Stop(
                    new Halt("a key could not be made: " + e.getClass().getName(), e));
        }
    }

    /// Whether an open token has a key of this CA that lists are signed with.
    boolean isReady(View.Ca ca) {
        return !signing(ca).isEmpty();
    }

    /// Has the lists of a CRL number signed, one for each part and key.
    ///
    /// @param state the revocations at the intent, a copy
    void signLists(CrlWork work, Position intent, View.Ca ca, RevocationRegister state, Instant now) {
        threads.execute(() -> tasks.accept(lists(work, intent, ca, state, now)));
    }

    private VaultTask lists(CrlWork work, Position intent, View.Ca ca, RevocationRegister state, Instant now) {
        List<SignedCrl> lists = new ArrayList<>();
        SignatureAlgorithm algorithm = ca.settings().algorithm();
        try {
            for (Certificate own : signing(ca)) {
                Optional<CrlIssuer> issuer = CrlIssuer.of(own, algorithm);
                Optional<Signer> signer =
                        keys.signer(Digest.of(own.subjectPublicKeyInfo().der()), algorithm);
                if (issuer.isEmpty() || signer.isEmpty()) {
                    return new VaultTask.CrlsLost(work);
                }
                CrlMaker maker = new CrlMaker(issuer.get());
                for (CrlPlan plan : work.planner().plans(ca, own, state, now)) {
                    PreparedCrl prepared = maker.prepare(plan, state).orElseThrow();
                    lists.add(maker.sign(prepared, signer.get()).orElseThrow());
                }
            }
            return new VaultTask.CrlsSigned(work, intent, lists);
        } catch (TokenUnavailable e) {
            return new VaultTask.CrlsLost(work);
        } catch (RuntimeException e) {
            return new VaultTask.Stop(new Halt("a CRL could not be signed: " + e.getMessage(), e));
        }
    }

    /// The newest certificate of each of the CA's keys that the token has: after a re-key, CRLs come under both
    /// keys.
    private List<Certificate> signing(View.Ca ca) {
        List<Certificate> newest = new ArrayList<>();
        for (Certificate own : ca.certificates().reversed()) {
            boolean known = newest.stream()
                    .anyMatch(other -> other.subjectPublicKeyInfo().equals(own.subjectPublicKeyInfo()));
            if (!known
                    && keys.holds(ca.id(), Digest.of(own.subjectPublicKeyInfo().der()))) {
                newest.add(own);
            }
        }
        return newest;
    }

    /// What the audit log says of a key's use, before it and after it: the key, and what it was to sign.
    static AuditEvent event(AuditKind kind, Digest key, Bytes content) {
        Bytes payload =
                DerWriter.write(w -> w.sequence(s -> s.octetString(key.octets()).octetString(content)));
        return new AuditEvent.Salted(kind, payload);
    }
}
