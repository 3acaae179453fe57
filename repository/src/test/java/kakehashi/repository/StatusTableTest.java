package kakehashi.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import kakehashi.x509.CrlReason;
import kakehashi.x509.SerialNumber;
import org.junit.jupiter.api.Test;

class StatusTableTest {
    private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");
    private final Random random = new Random(7);

    private StatusRecord any() {
        StatusRecord.State state = StatusRecord.State.values()[random.nextInt(4)];
        Instant at = Instant.ofEpochSecond(random.nextInt(2_000_000_000));
        Optional<Instant> invalidity = random.nextInt(5) == 0 ? Optional.of(at) : Optional.empty();
        return new StatusRecord(state, CrlReason.values()[random.nextInt(7)], END, at, invalidity);
    }

    @Test
    void holdsWhatWasPutLast() {
        StatusTable table = new StatusTable();
        Map<SerialNumber, StatusRecord> model = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            SerialNumber serial = SerialNumber.of(new BigInteger(1 + random.nextInt(158), random));
            StatusRecord status = any();
            model.put(serial, status);
            table.put(serial, status);
        }
        assertThat(table.size()).isEqualTo(model.size());
        model.forEach((serial, status) -> assertThat(table.get(serial)).contains(status));
        assertThat(table.get(SerialNumber.of(new BigInteger(158, random)))).isEmpty();
        List<BigInteger> told = new ArrayList<>();
        table.forEachInOrder((serial, status) -> told.add(serial.value()));
        assertThat(told).isSorted().hasSize(model.size());
    }

    @Test
    void takesAtMost64OctetsACertificate() {
        StatusTable table = new StatusTable();
        StatusRecord status = any();
        for (int i = 0; i < 1_000_000; i++) {
            table.put(SerialNumber.of(new BigInteger(127, random)), status);
            boolean small = i < 100_000 || i % 50_000 != 0;
            assertThat(small || table.octets() <= 64 * table.size()).isTrue();
        }
        assertThat((double) table.octets() / table.size()).isBetween(32.0, 64.0);
    }
}
