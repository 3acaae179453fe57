package kakehashi.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import kakehashi.x509.Pem.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
    private static final Bytes DER = Bytes.wrap(new byte[100]);
    private static final String BLOCK = Pem.encode("CERTIFICATE", DER);

    private static List<Block> blocks(String text) {
        return Pem.decode(text).orElseThrow();
    }

    @Test
    void rfc7468_2_writesLinesOf64Characters() {
        assertThat(BLOCK.lines()).hasSize(5).allMatch(line -> line.length() <= 64);
        assertThat(BLOCK).startsWith("-----BEGIN CERTIFICATE-----\nAAAA").endsWith("==\n-----END CERTIFICATE-----\n");
        assertThat(Pem.encode("CMS", Bytes.EMPTY)).isEqualTo("-----BEGIN CMS-----\n-----END CMS-----\n");
    }

    @Test
    void rfc7468_2_passesOverTextAroundBlocks() {
        String file = "Subject: CN=a\n" + BLOCK + "explanation - with -- dashes\n"
                + Pem.encode("X509 CRL", Bytes.ofHex("3000"));
        assertThat(blocks(file))
                .containsExactly(new Block("CERTIFICATE", DER), new Block("X509 CRL", Bytes.ofHex("3000")));
    }

    @Test
    void readsOtherLineEndsAndIndentation() {
        assertThat(blocks(BLOCK.replace("\n", "\r\n"))).containsExactly(new Block("CERTIFICATE", DER));
        assertThat(blocks(BLOCK.replace("\n", "\n  \t"))).containsExactly(new Block("CERTIFICATE", DER));
    }

    @Test
    void readsBareBase64AndDer() {
        Bytes der = Bytes.ofHex("300430020500");
        assertThat(blocks(" MAQw\r\nAgUA\n")).containsExactly(new Block("", der));
        assertThat(Pem.decode(der).orElseThrow()).containsExactly(new Block("", der));
    }

    @Test
    void readsDerThatContainsArmourAsDer() {
        Bytes der = DerWriter.write(
                w -> w.sequence(s -> s.octetString(Bytes.wrap(BLOCK.getBytes(StandardCharsets.US_ASCII)))));
        assertThat(Pem.decode(der).orElseThrow()).containsExactly(new Block("", der));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN CERTIFICATE-----\nMAA=\n",
                "-----BEGIN CERTIFICATE",
                "-----BEGIN CERTIFICATE-----\nMAA=\n-----END X509 CRL-----",
                "-----BEGIN CERTIFICATE-----\nMAA\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nM=AA\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nProc-Type: 4,ENCRYPTED\n\nMAA=\n-----END CERTIFICATE-----",
                "-----BEGIN A-----\nMAA=\n-----BEGIN B-----\nMAA=\n-----END B-----"
            })
    void refusesBrokenBlocks(String file) {
        assertThat(Pem.decode(file)).isInstanceOf(Parsed.Malformed.class);
    }
}
