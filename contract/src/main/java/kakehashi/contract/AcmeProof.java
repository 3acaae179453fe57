package kakehashi.contract;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.CrlReason;
import kakehashi.x509.DerWriter;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;

/// The request of an ACME client, a JWS (RFC 7515) as RFC 8555 §6.2 has it: its signature, and what it asks for.
public final class AcmeProof {
    private final SubscriberProof.Acme proof;
    private final Map<String, Object> header;
    private final Map<String, Object> payload;

    private AcmeProof(SubscriberProof.Acme proof, Map<String, Object> header, Map<String, Object> payload) {
        this.proof = proof;
        this.header = header;
        this.payload = payload;
    }

    /// Reads header and payload; empty when either is not the JSON that clients send.
    public static Optional<AcmeProof> read(SubscriberProof.Acme proof) {
        Optional<Map<String, Object>> header = JsonMembers.read(proof.protectedHeader());
        Optional<Map<String, Object>> payload = JsonMembers.read(proof.payload());
        return header.isEmpty() || payload.isEmpty()
                ? Optional.empty()
                : Optional.of(new AcmeProof(proof, header.get(), payload.get()));
    }

    /// What was signed: "ASCII(BASE64URL(UTF8(JWS Protected Header)) || '.' || BASE64URL(JWS Payload))".
    private static Bytes signingInput(SubscriberProof.Acme proof) {
        String text = base64(proof.protectedHeader()) + "." + base64(proof.payload());
        return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// By which the request is known; the nonce in the header makes it the client's one.
    public Digest signed() {
        return Digest.of(signingInput(proof));
    }

    /// Whether this key signed it, in the algorithm that the header names.
    public boolean isSignedBy(SubjectPublicKeyInfo key) {
        return JsonMembers.string(header, "alg")
                .filter(alg -> isSigned(proof, alg, key))
                .isPresent();
    }

    /// Whether a key signed it. The key has one algorithm, and the header has to name that one.
    static boolean isSigned(SubscriberProof.Acme proof, String alg, SubjectPublicKeyInfo key) {
        Optional<SignatureAlgorithm> algorithm =
                algorithm(key).filter(own -> name(own).equals(alg));
        return algorithm
                .flatMap(own -> signature(proof, own))
                .flatMap(signature -> VerificationKey.of(key)
                        .filter(k -> k.verifies(algorithm.get().identifier(), signingInput(proof), signature)))
                .isPresent();
    }

    /// RFC 8555 §6.2: ES256 must be there; these are what account keys are made of.
    private static Optional<SignatureAlgorithm> algorithm(SubjectPublicKeyInfo key) {
        return switch (key.kind()) {
            case P256 -> Optional.of(SignatureAlgorithm.ECDSA_SHA256);
            case P384 -> Optional.of(SignatureAlgorithm.ECDSA_SHA384);
            case RSA -> Optional.of(SignatureAlgorithm.RSA_SHA256);
            case ED25519 -> Optional.of(SignatureAlgorithm.ED25519);
            case P521, OTHER_CURVE, RSA_PSS, ED448, ML_DSA_44, ML_DSA_65, ML_DSA_87, DSA, OTHER -> Optional.empty();
        };
    }

    /// The names of RFC 7518 §3.1 and RFC 8037 §3.1.
    private static String name(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case ECDSA_SHA256 -> "ES256";
            case ECDSA_SHA384 -> "ES384";
            case RSA_SHA256 -> "RS256";
            case ED25519 -> "EdDSA";
            case SignatureAlgorithm other -> "";
        };
    }

    /// RFC 7518 §3.4: r and s, "with each value represented as octet sequences", of the curve's length.
    private static Optional<Bytes> signature(SubscriberProof.Acme proof, SignatureAlgorithm algorithm) {
        int half = switch (algorithm) {
            case ECDSA_SHA256 -> 32;
            case ECDSA_SHA384 -> 48;
            case SignatureAlgorithm other -> 0;
        };
        if (half == 0) {
            return Optional.of(proof.signature());
        }
        if (proof.signature().length() != 2 * half) {
            return Optional.empty();
        }
        byte[] both = proof.signature().toArray();
        BigInteger r = new BigInteger(1, Arrays.copyOf(both, half));
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(both, half, 2 * half));
        return Optional.of(DerWriter.write(w -> w.sequence(q -> q.integer(r).integer(s))));
    }

    /// RFC 8555 §6.2: the header has `alg`, `nonce`, `url`, "and either jwk or kid".
    ///
    /// @param address what `url` begins with
    public boolean isOfAnAccount(String address) {
        return hasHeader("kid")
                && !address.isEmpty()
                && JsonMembers.string(header, "url")
                        .filter(url -> url.startsWith(address))
                        .isPresent();
    }

    private boolean hasHeader(String key) {
        boolean other = header.containsKey(key.equals("kid") ? "jwk" : "kid");
        return header.keySet().equals(Set.of("alg", "nonce", "url", key)) && !other;
    }

    /// RFC 8555 §7.4: the payload of a finalize request has the one member `csr`.
    public Optional<CertificationRequest> request() {
        return payload.keySet().equals(Set.of("csr"))
                ? JsonMembers.string(payload, "csr")
                        .flatMap(AcmeProof::octets)
                        .flatMap(der -> CertificationRequest.parse(der).toOptional())
                : Optional.empty();
    }

    /// RFC 8555 §7.6: whether it asks to revoke this certificate for this reason, signed by the certificate's own
    /// key, which then stands in the header.
    public boolean revokes(Certificate certificate, CrlReason reason) {
        boolean known = Set.of("certificate", "reason").containsAll(payload.keySet());
        Object code = payload.getOrDefault("reason", 0L);
        return known
                && hasHeader("jwk")
                && code.equals((long) reason.code())
                && JsonMembers.string(payload, "certificate")
                        .flatMap(AcmeProof::octets)
                        .filter(certificate.der()::equals)
                        .isPresent()
                && isSignedBy(certificate.subjectPublicKeyInfo());
    }

    /// Base64url without padding; one text for some octets only.
    private static Optional<Bytes> octets(String base64) {
        try {
            Bytes octets = Bytes.wrap(Base64.getUrlDecoder().decode(base64));
            return base64(octets).equals(base64) ? Optional.of(octets) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String base64(Bytes octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets.toArray());
    }
}
