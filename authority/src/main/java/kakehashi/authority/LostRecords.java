package kakehashi.authority;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kakehashi.contract.Batch;
import kakehashi.contract.Digest;
import kakehashi.contract.Id;
import kakehashi.contract.Position;
import kakehashi.contract.SealedState;
import kakehashi.contract.SignedBatch;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.VerificationKey;

/// What others still have of a vault's lost days: batches of the feed, CRLs, certificates, each with our own
/// signature, so that any courier will do (docs/adr/0005, Seen elsewhere). Whatever does not verify or does not
/// link stops the ceremony; nothing is left out in silence.
///
/// @param batches behind the chain's last one, in their order and without a gap
/// @param crls of our CAs
/// @param certificates of our CAs
public record LostRecords(List<Lost> batches, List<FoundCrl> crls, List<FoundCertificate> certificates) {
    /// A batch that the chain does not have.
    public record Lost(Batch batch, Digest digest, Bytes signed) {
        /// The number and digest by which the feed knows it.
        public Position position() {
            return new Position(batch.number(), digest);
        }
    }

    /// A CRL of one of our CAs.
    public record FoundCrl(Id authority, Crl crl) {}

    /// A certificate that one of our CAs issued.
    public record FoundCertificate(Id authority, Certificate certificate) {}

    public LostRecords {
        batches = List.copyOf(batches);
        crls = List.copyOf(crls);
        certificates = List.copyOf(certificates);
    }

    /// Judges what was brought.
    ///
    /// @param files batches, CRLs and certificates, in any order
    /// @param state the chain as it was found
    /// @param last the last batch of the chain
    /// @throws Halt when something is not ours, contradicts what is known, or leaves a gap
    public static LostRecords of(List<Bytes> files, AuthorityState state, Position last, Optional<SealedState> sealed) {
        Map<Long, Lost> batches = new TreeMap<>();
        List<FoundCrl> crls = new ArrayList<>();
        List<FoundCertificate> certificates = new ArrayList<>();
        for (Bytes file : files) {
            Optional<SignedBatch> signed = SignedBatch.parse(file).toOptional();
            Optional<Crl> crl = Crl.parse(file).toOptional();
            Optional<Certificate> certificate = Certificate.parse(file).toOptional();
            if (signed.isPresent()
                    && Batch.parse(signed.get().batch()).toOptional().isPresent()) {
                Lost lost = lost(signed.get(), file);
                Lost other = batches.putIfAbsent(lost.batch().number(), lost);
                if (other != null && !other.digest().equals(lost.digest())) {
                    throw new Halt("two batches have the number " + lost.batch().number() + ": there are two feeds");
                }
            } else if (crl.isPresent()) {
                crls.add(found(crl.get(), state));
            } else if (certificate.isPresent()) {
                certificates.add(found(certificate.get(), state));
            } else {
                throw new Halt("a file is neither a batch nor a CRL nor a certificate: SHA-256 " + Digest.of(file));
            }
        }
        return new LostRecords(linked(batches, state, last, sealed), crls, certificates);
    }

    private static Lost lost(SignedBatch signed, Bytes file) {
        return new Lost(Batch.parse(signed.batch()).orElseThrow(), Digest.of(signed.batch()), file);
    }

    /// "A batch with `keys` is signed by the new key" (record 6).
    private static void requireOurs(Lost lost, AuthorityState state, KeyChanges keys) {
        if (!lost.batch().installation().equals(state.installation())) {
            throw new Halt("a batch is of another installation");
        }
        lost.batch().items().forEach(item -> {
            if (item instanceof Batch.Item.Keys(Bytes body)) {
                keys.take(body);
            }
        });
        SignedBatch signed = SignedBatch.parse(lost.signed()).orElseThrow();
        boolean ours = VerificationKey.of(keys.now().feed())
                .map(key -> key.verifies(SignatureAlgorithm.ED25519.identifier(), signed.batch(), signed.signature()))
                .orElse(false);
        if (!ours) {
            throw new Halt("batch " + lost.batch().number() + " is not signed by the feed key");
        }
    }

    private static FoundCrl found(Crl crl, AuthorityState state) {
        return state.issuers().stream()
                .filter(issuer -> issuer.certificates().stream()
                        .anyMatch(own -> own.subject().equals(crl.issuer())
                                && VerificationKey.of(own.subjectPublicKeyInfo())
                                        .map(crl::isSignedBy)
                                        .orElse(false)))
                .findFirst()
                .map(issuer -> new FoundCrl(issuer.id(), crl))
                .orElseThrow(() -> new Halt("a CRL is of no CA of ours: SHA-256 " + Digest.of(crl.der())));
    }

    private static FoundCertificate found(Certificate certificate, AuthorityState state) {
        return state.issuers().stream()
                .filter(issuer -> issuer.certificates().stream()
                        .anyMatch(own -> VerificationKey.of(own.subjectPublicKeyInfo())
                                .map(certificate::isSignedBy)
                                .orElse(false)))
                .findFirst()
                .map(issuer -> new FoundCertificate(issuer.id(), certificate))
                .orElseThrow(
                        () -> new Halt("a certificate is of no CA of ours: SHA-256 " + Digest.of(certificate.der())));
    }

    /// The batches behind the chain's last one. "A node applies a batch only if the number is the next, `previous`
    /// is the digest of the last one it applied, and the chain's index rises" (record 6); so do we.
    private static List<Lost> linked(
            Map<Long, Lost> batches, AuthorityState state, Position last, Optional<SealedState> sealed) {
        List<Lost> lost = new ArrayList<>();
        Position before = last;
        long chain = state.head().index();
        KeyChanges keys = new KeyChanges(state);
        for (Lost next : batches.values()) {
            Batch batch = next.batch();
            if (batch.number() < last.index()) {
                continue;
            }
            if (batch.number() == last.index()) {
                requireSame(next.position(), last);
                continue;
            }
            requireOurs(next, state, keys);
            if (batch.number() != before.index() + 1) {
                throw new Halt("batch " + (before.index() + 1) + " is missing");
            }
            if (!batch.previous().equals(before.digest()) || batch.chain().index() <= chain) {
                throw new Halt("batch " + batch.number() + " does not follow the one before");
            }
            sealed.map(SealedState::batch)
                    .filter(known -> known.index() == batch.number())
                    .ifPresent(known -> requireSame(next.position(), known));
            before = next.position();
            chain = batch.chain().index();
            lost.add(next);
        }
        return lost;
    }

    private static void requireSame(Position found, Position known) {
        if (!found.equals(known)) {
            throw new Halt("batch " + found.index() + " is another than the one that is known: there are two feeds");
        }
    }
}
