package kakehashi.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.SignatureAlgorithm.Family;
import kakehashi.x509.SubjectPublicKeyInfo;
import kakehashi.x509.VerificationKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// Three opinions on a signature: our own, Bouncy Castle's, and OpenSSL's where it knows the algorithm.
final class OutsideVerifiers {
    static final Bytes MESSAGE = Bytes.of("to be signed 署名対象".getBytes(StandardCharsets.UTF_8));

    private OutsideVerifiers() {}

    /// Signs and has the signature judged by all; a changed message by none.
    static void assertSignsFor(Signer signer, Path folder) throws IOException, InterruptedException {
        Bytes signature = signer.sign(MESSAGE);
        VerificationKey ours = VerificationKey.of(signer.publicKey()).orElseThrow();
        assertThat(ours.verifies(signer.algorithm().identifier(), MESSAGE, signature))
                .isTrue();
        assertThat(ours.verifies(signer.algorithm().identifier(), MESSAGE.slice(1, MESSAGE.length()), signature))
                .isFalse();
        assertThat(bouncyCastle(signer, signature)).as("Bouncy Castle").isTrue();
        if (signer.algorithm().family() != Family.ML_DSA) {
            assertThat(openssl(signer, signature, folder)).as("OpenSSL").isTrue();
        }
    }

    private static boolean bouncyCastle(Signer signer, Bytes signature) {
        SignatureAlgorithm algorithm = signer.algorithm();
        BouncyCastleProvider provider = new BouncyCastleProvider();
        try {
            PublicKey key = KeyFactory.getInstance(
                            signer.publicKey().algorithm().algorithm().toString(), provider)
                    .generatePublic(
                            new X509EncodedKeySpec(signer.publicKey().der().toArray()));
            Signature verifier = Signature.getInstance(jcaName(algorithm), provider);
            if (algorithm.family() == Family.RSA_PSS) {
                String bits = algorithm.digest().substring(3);
                MGF1ParameterSpec mask = new MGF1ParameterSpec("SHA-" + bits);
                verifier.setParameter(new PSSParameterSpec("SHA-" + bits, "MGF1", mask, Integer.parseInt(bits) / 8, 1));
            }
            verifier.initVerify(key);
            verifier.update(MESSAGE.toArray());
            return verifier.verify(signature.toArray());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String jcaName(SignatureAlgorithm algorithm) {
        return switch (algorithm.family()) {
            case RSA -> algorithm.digest() + "withRSA";
            case RSA_PSS -> "RSASSA-PSS";
            case ECDSA -> algorithm.digest() + "withECDSA";
            case ED25519 -> "Ed25519";
            case ML_DSA -> algorithm.label();
            case DSA -> throw new AssertionError("nobody signs with DSA here");
        };
    }

    private static boolean openssl(Signer signer, Bytes signature, Path folder)
            throws IOException, InterruptedException {
        Path key = Files.write(folder.resolve("public.der"), pem(signer.publicKey()));
        Path message = Files.write(folder.resolve("message"), MESSAGE.toArray());
        Path sig = Files.write(folder.resolve("signature"), signature.toArray());
        List<String> command = new ArrayList<>(List.of("openssl"));
        if (signer.algorithm().family() == Family.ED25519) {
            command.addAll(List.of("pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", key.toString()));
            command.addAll(List.of("-in", message.toString(), "-sigfile", sig.toString()));
        } else {
            String digest = signer.algorithm().digest().toLowerCase(java.util.Locale.ROOT);
            command.addAll(List.of("dgst", "-" + digest, "-verify", key.toString(), "-signature", sig.toString()));
            if (signer.algorithm().family() == Family.RSA_PSS) {
                command.addAll(List.of("-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"));
            }
            command.add(message.toString());
        }
        return run(command) == 0;
    }

    private static byte[] pem(SubjectPublicKeyInfo key) {
        String base64 = java.util.Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(key.der().toArray());
        return ("-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static int run(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
