package kakehashi.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideDemoServerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://127.0.0.1/x",
                "jdbc:mysql://127.0.0.1/x",
                "jdbc:postgresql:x",
                "jdbc:postgresql://db.example/x?user=dba&password=secret"
            })
    void refusesWhatIsNoAddressOfPostgresqlOrLeavesThisMachineWithoutTls(String address, @TempDir Path folder) {
        assertThatThrownBy(() -> OutsideDemoServer.of(address, folder)).isInstanceOf(DemoRefusal.class);
    }
}
