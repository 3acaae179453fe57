package kakehashi.fuzz;

import static kakehashi.fuzz.Properties.expect;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.Queue;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/// Hostile octets on a connection of LDAP: whatever comes, the connection ends when the client has said all, what
/// comes back is whole messages, no thread ends by an exception, and the next client is answered.
class LdapFuzzTest {
    private static final Logger QUIET = Logger.getLogger("");
    private static final Queue<Throwable> UNCAUGHT = Wire.uncaught();

    @TempDir
    static Path folder;

    private static LdapScene scene;

    @BeforeAll
    static void open() {
        QUIET.setLevel(Level.OFF);
        scene = new LdapScene(folder);
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    @MethodSource("messages")
    @FuzzTest(maxDuration = "60s")
    void ldapConnection(byte[] input) {
        byte[] back = Wire.exchange(scene.port(), input);
        expect(isWhole(back), "what came back is no LDAP");
        byte[] next = Wire.exchange(scene.port(), LdapScene.read());
        expect(next.length > 0 && isWhole(next), "the next client is not answered");
        Wire.expectNone(UNCAUGHT);
    }

    /// Whether octets are whole `SEQUENCE`s, each a message (RFC 4511 §4.1.1); the last may be cut off.
    private static boolean isWhole(byte[] octets) {
        int at = 0;
        while (at + 6 <= octets.length) {
            if (octets[at] != 0x30) {
                return false;
            }
            int first = octets[at + 1] & 0xff;
            int more = first < 0x80 ? 0 : first & 0x7f;
            int length = first < 0x80 ? first : 0;
            for (int i = 0; i < more; i++) {
                length = length << 8 | octets[at + 2 + i] & 0xff;
            }
            at += 2 + more + length;
        }
        return true;
    }

    static Stream<byte[]> messages() {
        return LdapScene.messages();
    }
}
