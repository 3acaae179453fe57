package kakehashi.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kakehashi.contract.Digest;
import kakehashi.contract.Position;
import kakehashi.keys.Signer;
import kakehashi.repository.InstallationPin;
import kakehashi.testkit.TestKey;
import kakehashi.testkit.TestPki;
import kakehashi.x509.Bytes;
import kakehashi.x509.Certificate;
import kakehashi.x509.Crl;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SignatureAtRest;
import kakehashi.x509.SubjectPublicKeyInfo;

/// All that a public node of the bench is given, as it lies in a folder for the node's process.
///
/// @param folder where the node keeps its state
/// @param began when the home was made, by the clock of the machine, in milliseconds; then it is [TestPki#NOW]
/// @param pin names the installation
/// @param last the last batch in the node's snapshot
/// @param certificates the root, the CA below it, the CA that issues, the responder, the validation server
/// @param crls of root and CA below it
/// @param keys PKCS#8 of the feed, the responder and the validation server
record PublicHome(
        Path folder,
        long began,
        InstallationPin pin,
        Position last,
        List<Certificate> certificates,
        List<Crl> crls,
        List<Bytes> keys) {
    /// A P-256 key in the fast provider, as the software token signs with it.
    ///
    /// @param ready a signer at rest, or none
    record FastSigner(PrivateKey key, SubjectPublicKeyInfo publicKey, SignatureAtRest ready) implements Signer {
        FastSigner(PrivateKey key, SubjectPublicKeyInfo publicKey) {
            this(key, publicKey, new SignatureAtRest());
        }

        @Override
        public Bytes sign(Bytes message) {
            try {
                Optional<Signature> rested = ready.take(algorithm());
                Signature signature =
                        rested.isPresent() ? rested.get() : Signature.getInstance("SHA256withECDSA", Corretto.PROVIDER);
                if (rested.isEmpty()) {
                    signature.initSign(key);
                }
                message.putInto(signature);
                Bytes signed = Bytes.wrap(signature.sign());
                ready.keep(algorithm(), signature);
                return signed;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public SignatureAlgorithm algorithm() {
            return SignatureAlgorithm.ECDSA_SHA256;
        }
    }

    Certificate root() {
        return certificates.get(0);
    }

    Certificate middle() {
        return certificates.get(1);
    }

    Certificate issuer() {
        return certificates.get(2);
    }

    Certificate responder() {
        return certificates.get(3);
    }

    Certificate server() {
        return certificates.get(4);
    }

    /// The time in the home: it goes on from [TestPki#NOW].
    InstantSource clock() {
        return () -> TestPki.NOW.plusMillis(System.currentTimeMillis() - began);
    }

    TestKey feedKey() {
        Bytes publicKey = pinnedFeedKey();
        try {
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            return TestKey.of(
                    SignatureAlgorithm.ED25519,
                    new java.security.KeyPair(
                            factory.generatePublic(new java.security.spec.X509EncodedKeySpec(publicKey.toArray())),
                            factory.generatePrivate(
                                    new PKCS8EncodedKeySpec(keys.get(0).toArray()))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Bytes pinnedFeedKey() {
        return kakehashi.contract.Genesis.parse(pin.genesis())
                .orElseThrow()
                .keys()
                .feed()
                .der();
    }

    Signer responderKey() {
        return signer(keys.get(1), responder());
    }

    Signer serverKey() {
        return signer(keys.get(2), server());
    }

    private static Signer signer(Bytes pkcs8, Certificate certificate) {
        try {
            PrivateKey key = KeyFactory.getInstance("EC", Corretto.PROVIDER)
                    .generatePrivate(new PKCS8EncodedKeySpec(pkcs8.toArray()));
            return new FastSigner(key, certificate.subjectPublicKeyInfo());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The relying-party policy of the node.
    Bytes policy() {
        String text = """
                kakehashi-relying-party-policy = 1
                oid = 1.2.392.200999.5.1
                version = 1
                name.ja = 計測
                name.en = Bench
                revocation = required
                %s""".formatted(kakehashi.x509.Pem.encode(root()));
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path file() {
        return folder.resolve("home");
    }

    void write() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(octets);
        try {
            out.writeLong(began);
            out.writeLong(last.index());
            List<Bytes> all = new ArrayList<>(
                    List.of(pin.entry(), pin.genesis(), last.digest().octets()));
            certificates.forEach(one -> all.add(one.der()));
            crls.forEach(one -> all.add(one.der()));
            all.addAll(keys);
            for (Bytes one : all) {
                out.writeInt(one.length());
                out.write(one.toArray());
            }
            Files.write(file(), octets.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PublicHome read(Path folder) {
        try (DataInputStream in =
                new DataInputStream(new java.io.ByteArrayInputStream(Files.readAllBytes(folder.resolve("home"))))) {
            long began = in.readLong();
            long number = in.readLong();
            Bytes entry = next(in);
            Bytes genesis = next(in);
            Position last = new Position(number, new Digest(next(in)));
            List<Certificate> certificates = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                certificates.add(Certificate.parse(next(in)).orElseThrow());
            }
            List<Crl> crls = List.of(
                    Crl.parse(next(in)).orElseThrow(), Crl.parse(next(in)).orElseThrow());
            List<Bytes> keys = List.of(next(in), next(in), next(in));
            InstallationPin pin = new InstallationPin(Digest.of(entry), entry, genesis);
            return new PublicHome(folder, began, pin, last, certificates, crls, keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Bytes next(DataInputStream in) throws IOException {
        return Bytes.wrap(in.readNBytes(in.readInt()));
    }
}
