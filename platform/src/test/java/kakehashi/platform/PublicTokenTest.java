package kakehashi.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import kakehashi.console.ExitCode;
import kakehashi.console.InputProblem;
import kakehashi.keys.KeyKind;
import kakehashi.path.Language;
import kakehashi.testkit.TestCa;
import kakehashi.x509.Certificate;
import kakehashi.x509.CertificateBuilder;
import kakehashi.x509.CertificationRequest;
import kakehashi.x509.Name;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicTokenTest {
    @TempDir
    private Path folder;

    private final TestCa ca = TestCa.root("CN=Root,C=JP");
    private Configuration.KeyPlace place;

    @BeforeEach
    void chooseAPassphrase() throws IOException {
        Path passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse battery\n");
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
        place = new Configuration.KeyPlace.SealedFile(folder.resolve("token"), passphrase);
    }

    private Certificate certificate(CertificationRequest request, CaOrNot kind) {
        CertificateBuilder fields = new CertificateBuilder()
                .subject(request.subject())
                .publicKey(request.subjectPublicKeyInfo())
                .validity(kakehashi.testkit.TestPki.NOW, kakehashi.testkit.TestPki.NOW.plusSeconds(86_400));
        return ca.issue(fields, one -> {
            if (kind == CaOrNot.CA) {
                one.basicConstraints(new kakehashi.x509.BasicConstraints(true, java.util.OptionalInt.empty()));
            }
        });
    }

    private enum CaOrNot {
        CA,
        NOT
    }

    @Test
    void makesAKeyOnceAndFindsItByItsCertificate() {
        Name subject = Name.of("CN=OCSP,C=JP");
        try (PublicToken token = PublicToken.open(place, PublicToken.Missing.MADE)) {
            CertificationRequest request = token.request("ocsp", KeyKind.P256, subject);
            CertificationRequest again = token.request("ocsp", KeyKind.P256, subject);

            assertThat(request.verifiesItself()).isTrue();
            assertThat(again.subjectPublicKeyInfo()).isEqualTo(request.subjectPublicKeyInfo());
            Certificate made = certificate(request, CaOrNot.NOT);
            assertThat(token.signer(made).publicKey()).isEqualTo(made.subjectPublicKeyInfo());
            token.refuseKeysOf(List.of(made, ca.certificate()));
            assertThatThrownBy(() -> token.signer(ca.certificate()))
                    .isInstanceOfSatisfying(
                            InputProblem.class,
                            refusal ->
                                    assertThat(refusal.text(Language.ENGLISH)).contains("does not have the key"));
        }
    }

    @Test
    void refusesATokenThatHoldsTheKeyOfACa() {
        try (PublicToken token = PublicToken.open(place, PublicToken.Missing.MADE)) {
            Certificate hidden =
                    certificate(token.request("ca", KeyKind.P256, Name.of("CN=Hidden CA,C=JP")), CaOrNot.CA);

            assertThatThrownBy(() -> token.refuseKeysOf(List.of(hidden)))
                    .isInstanceOfSatisfying(InputProblem.class, refusal -> {
                        assertThat(refusal.text(Language.ENGLISH)).contains("holds the key of a CA", "Hidden CA");
                        assertThat(refusal.exitCode()).isEqualTo(ExitCode.MALFORMED.number());
                    });
        }
    }

    @Test
    void saysWhichTokenIsMissing() {
        assertThatThrownBy(() -> PublicToken.open(place, PublicToken.Missing.REFUSED))
                .isInstanceOfSatisfying(
                        InputProblem.class,
                        refusal -> assertThat(refusal.text(Language.JAPANESE)).contains("[public.token]"));
    }
}
