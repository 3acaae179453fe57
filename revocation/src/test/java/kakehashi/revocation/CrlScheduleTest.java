package kakehashi.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import kakehashi.profiles.CrlShard;
import kakehashi.x509.Bytes;
import kakehashi.x509.SerialNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrlScheduleTest {
    private static final CrlSchedule DAILY =
            new CrlSchedule(Instant.parse("2026-01-01T03:00:00Z"), Duration.ofDays(1), Duration.ofHours(12));

    @ParameterizedTest
    @CsvSource({
        // In turn, some seconds late: the next is due at the fixed time again.
        "2026-05-01T03:00:07Z, 2026-05-02T03:00:00Z",
        "2026-05-01T03:00:00Z, 2026-05-02T03:00:00Z",
        // An emergency shortly before its turn shifts nothing.
        "2026-05-01T02:59:59Z, 2026-05-01T03:00:00Z",
        // Before the anchor.
        "2025-12-30T04:00:00Z, 2025-12-31T03:00:00Z"
    })
    void isDueAtFixedTimes(Instant last, Instant due) {
        assertThat(DAILY.due(Optional.of(last), last)).isEqualTo(due);
        assertThat(DAILY.isDue(Optional.of(last), due.minusSeconds(1))).isFalse();
        assertThat(DAILY.isDue(Optional.of(last), due)).isTrue();
        assertThat(DAILY.isDue(Optional.of(last), due.plus(Duration.ofDays(9)))).isTrue();
        assertThat(DAILY.nextUpdate(last)).isEqualTo(due.plus(Duration.ofHours(12)));
    }

    @Test
    void theFirstIsDueAtOnce() {
        Instant now = Instant.parse("2026-05-01T09:00:00Z");
        assertThat(DAILY.due(Optional.empty(), now)).isEqualTo(now);
        assertThat(DAILY.isDue(Optional.empty(), now)).isTrue();
    }

    @Test
    void rfc5280_5_1_2_5_nextUpdateNeverGoesBackAndAlwaysOverlaps() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            CrlSchedule schedule = new CrlSchedule(
                    Instant.ofEpochSecond(random.nextInt()),
                    Duration.ofSeconds(1 + random.nextInt(100_000)),
                    Duration.ofSeconds(random.nextInt(10_000)));
            Instant one = Instant.ofEpochSecond(random.nextInt());
            Instant other = one.plusSeconds(random.nextInt(200_000));
            assertThat(schedule.nextUpdate(other)).isAfterOrEqualTo(schedule.nextUpdate(one));
            assertThat(schedule.nextUpdate(one))
                    .isEqualTo(schedule.due(Optional.of(one), one).plus(schedule.overlap()));
            assertThat(schedule.due(Optional.of(one), one)).isAfter(one).isBeforeOrEqualTo(one.plus(schedule.period()));
        }
    }

    @Test
    void refusesSchedulesWithoutAPeriod() {
        assertThatThrownBy(() -> new CrlSchedule(Instant.EPOCH, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CrlSchedule(Instant.EPOCH, Duration.ofDays(1), Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "00, 16, 0",
        "11, 16, 1",
        "7fffffffff, 10, 7",
        "01ffffffff, 4096, 4095",
        "05ffffffffffffffff, 10, 5",
        "050000000000000003, 7, 3"
    })
    void theShardIsTheLastEightOctetsModuloTheNumberOfShards(String serial, int shards, int index) {
        assertThat(CrlShard.of(new SerialNumber(Bytes.ofHex(serial)), shards)).isEqualTo(new CrlShard(index, shards));
    }

    @Test
    void shardsGrowAlike() {
        Random random = new Random(2);
        int[] counts = new int[16];
        for (int i = 0; i < 16_000; i++) {
            counts[CrlShard.of(SerialNumber.of(new BigInteger(158, random)), 16).index()]++;
        }
        assertThat(IntStream.of(counts)).allSatisfy(count -> assertThat(count).isBetween(850, 1150));
        assertThat(new CrlShard(3, 16).label()).isEqualTo("3-of-16");
        assertThatThrownBy(() -> new CrlShard(16, 16)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CrlShard(0, 4097)).isInstanceOf(IllegalArgumentException.class);
    }
}
