package kakehashi.testkit;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import kakehashi.x509.BasicConstraints;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.KeyUsage;
import kakehashi.x509.Name;
import kakehashi.x509.SerialNumber;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SubjectPublicKeyInfo;

/// Makes large and hostile graphs of certificates fast: P-256 signatures by the fastest provider, some ten thousand
/// a second on one core. Every certificate is really signed.
public final class HostileGraphs {
    /// The moment at which everything here is valid.
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private HostileGraphs() {}

    /// A name with a key that can sign.
    ///
    /// @param name the name
    /// @param pair the key pair
    /// @param publicKey the public key as it stands in certificates
    public record Party(Name name, KeyPair pair, SubjectPublicKeyInfo publicKey) {
        /// A party with a fresh key.
        public static Party of(String name) {
            return of(Name.of(name));
        }

        /// A party with a fresh key.
        public static Party of(Name name) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", FastProvider.PROVIDER);
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                KeyPair pair = generator.generateKeyPair();
                Bytes der = Bytes.wrap(pair.getPublic().getEncoded());
                return new Party(name, pair, SubjectPublicKeyInfo.parse(der).orElseThrow());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("no P-256 key", e);
            }
        }

        /// The same key under another name.
        public Party named(String other) {
            return new Party(Name.of(other), pair, publicKey);
        }

        /// The DER of a signature over a message.
        public Bytes sign(Bytes message) {
            try {
                Signature signer = Signature.getInstance("SHA256withECDSA", FastProvider.PROVIDER);
                signer.initSign(pair.getPrivate());
                signer.update(message.toArray());
                return Bytes.wrap(signer.sign());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("no P-256 signature", e);
            }
        }
    }

    /// So many parties, named by number.
    public static List<Party> parties(int count, String prefix) {
        return IntStream.range(0, count)
                .mapToObj(i -> Party.of("CN=" + prefix + " " + i + ",O=Hostile,C=JP"))
                .toList();
    }

    /// A CA certificate.
    public static Certificate ca(Party issuer, Party subject) {
        return ca(issuer, subject, c -> {});
    }

    /// A CA certificate whose fields the function bends.
    public static Certificate ca(Party issuer, Party subject, Consumer<CertificateBuilder> bend) {
        return issue(issuer, subject, builder -> {
            builder.basicConstraints(new BasicConstraints(true, OptionalInt.empty()))
                    .keyUsage(KeyUsage.of(KeyUsage.Bit.KEY_CERT_SIGN, KeyUsage.Bit.CRL_SIGN));
            bend.accept(builder);
        });
    }

    /// Any certificate whose extensions the function adds.
    public static Certificate issue(Party issuer, Party subject, Consumer<CertificateBuilder> bend) {
        CertificateBuilder builder = new CertificateBuilder()
                .serialNumber(SerialNumber.of(new BigInteger(63, ThreadLocalRandom.current()).add(BigInteger.ONE)))
                .issuer(issuer.name())
                .subject(subject.name())
                .validity(NOW.minusSeconds(86_400 * 365), NOW.plusSeconds(86_400 * 365))
                .publicKey(subject.publicKey());
        bend.accept(builder);
        return sign(issuer, builder);
    }

    private static Certificate sign(Party issuer, CertificateBuilder builder) {
        var toBeSigned = builder.toBeSigned(SignatureAlgorithm.ECDSA_SHA256);
        return Certificate.parse(toBeSigned.signed(issuer.sign(toBeSigned.content())))
                .orElseThrow();
    }

    /// A complete mesh: each party certifies each other one.
    public static List<Certificate> mesh(List<Party> parties) {
        return IntStream.range(0, parties.size())
                .parallel()
                .boxed()
                .flatMap(i -> parties.stream()
                        .filter(subject -> subject != parties.get(i))
                        .map(subject -> ca(parties.get(i), subject)))
                .toList();
    }

    /// A chain: each party certifies the next.
    public static List<Certificate> chain(List<Party> parties) {
        List<Certificate> chain = new ArrayList<>(parties.size());
        for (int i = 1; i < parties.size(); i++) {
            chain.add(ca(parties.get(i - 1), parties.get(i)));
        }
        return List.copyOf(chain);
    }
}
