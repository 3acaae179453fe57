package kakehashi.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kakehashi.x509.Bytes;
import kakehashi.x509.CvRequest;
import kakehashi.x509.CvResponse;
import kakehashi.x509.Pem;
import kakehashi.x509.SignatureAlgorithm;
import kakehashi.x509.WantBack;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Bouncy Castle and OpenSSL read and verify the signed messages.
class ScvpOutsideTest {
    @TempDir
    Path folder;

    private static Bytes answer(ScvpScene scene) {
        CvRequest request = CvRequest.of(ScvpScene.statusOf(scene.alice.certificate())
                .wantBack(WantBack.PKC_BEST_CERT_PATH, WantBack.PKC_REVOCATION_INFO)
                .build());
        return scene.server.cv(ScvpClient.send(request).message());
    }

    @ParameterizedTest
    @EnumSource(names = {"RSA_SHA256", "RSA_PSS_SHA256", "ECDSA_SHA256", "ECDSA_SHA384", "ED25519", "ML_DSA_65"})
    void bouncyCastleVerifiesTheSignature(SignatureAlgorithm algorithm) throws Exception {
        ScvpScene scene = new ScvpScene(algorithm);
        CMSSignedData signed = new CMSSignedData(answer(scene).toArray());
        assertThat(signed.getSignedContentTypeOID()).isEqualTo("1.2.840.113549.1.9.16.1.11");
        byte[] content = (byte[]) signed.getSignedContent().getContent();
        assertThat(CvResponse.parse(Bytes.wrap(content)).toOptional()).isPresent();
        assertThat(ASN1Primitive.fromByteArray(content).getEncoded("DER")).isEqualTo(content);
        SignerInformation signer = signed.getSignerInfos().iterator().next();
        X509CertificateHolder server =
                new X509CertificateHolder(scene.credential.certificate().der().toArray());
        assertThat(signer.getSID().match(server)).isTrue();
        assertThat(signer.verify(new JcaSimpleSignerInfoVerifierBuilder()
                        .setProvider(new BouncyCastleProvider())
                        .build(server)))
                .isTrue();
    }

    @Test
    void opensslVerifiesTheSignatureAndParsesTheContent() throws IOException, InterruptedException {
        ScvpScene scene = new ScvpScene();
        Files.write(folder.resolve("answer.der"), answer(scene).toArray());
        Files.writeString(
                folder.resolve("va.pem"), Pem.encode(scene.credential.issuers().getFirst()));
        assertThat(openssl(
                        "cms",
                        "-verify",
                        "-inform",
                        "DER",
                        "-in",
                        "answer.der",
                        "-CAfile",
                        "va.pem",
                        "-purpose",
                        "any",
                        "-attime",
                        "1767225600",
                        "-out",
                        "content.der"))
                .containsIgnoringCase("verification successful");
        assertThat(openssl("asn1parse", "-inform", "DER", "-in", "content.der"))
                .contains("d=0")
                .doesNotContainIgnoringCase("error");
        Bytes content = Bytes.wrap(Files.readAllBytes(folder.resolve("content.der")));
        assertThat(CvResponse.parse(content).toOptional()).isPresent();
    }

    @Test
    void readsARequestThatOpensslSigned() throws IOException, InterruptedException {
        ScvpScene scene = new ScvpScene();
        CvRequest request =
                CvRequest.of(ScvpScene.statusOf(scene.alice.certificate()).build());
        Files.write(folder.resolve("request.der"), request.der().toArray());
        Files.writeString(folder.resolve("bob.pem"), Pem.encode(scene.bob.certificate()));
        Bytes key = Bytes.wrap(scene.bob.key().privateKey().getEncoded());
        Files.writeString(folder.resolve("bob.key"), Pem.encode("PRIVATE KEY", key));
        openssl(
                "cms",
                "-sign",
                "-binary",
                "-nodetach",
                "-econtent_type",
                "1.2.840.113549.1.9.16.1.10",
                "-in",
                "request.der",
                "-signer",
                "bob.pem",
                "-inkey",
                "bob.key",
                "-outform",
                "DER",
                "-out",
                "signed.der");
        Bytes message = Bytes.wrap(Files.readAllBytes(folder.resolve("signed.der")));
        ScvpClient.Sent sent = new ScvpClient.Sent(request, request.der(), message);
        assertThat(scene.client.receive(sent, scene.server.cv(message)))
                .isInstanceOf(ScvpClient.Received.Believed.class);
    }

    private String openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said;
        } catch (IOException e) {
            assumeTrue(false, "no openssl on this machine");
            return "";
        }
    }
}
