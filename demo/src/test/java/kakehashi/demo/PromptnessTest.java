package kakehashi.demo;

import static org.assertj.core.api.Assertions.assertThat;

import kakehashi.demo.Telling.Held;
import org.junit.jupiter.api.Test;

class PromptnessTest {
    @Test
    void allowsASecondOnAMachineThatHasAProcessorForEveryTask() {
        for (Promptness calm : new Promptness[] {new Promptness(0.3, 2), new Promptness(2, 2), new Promptness(-1, 2)}) {
            assertThat(calm.limit()).isEqualTo(1_000);
            assertThat(calm.held(1_000)).isEqualTo(Held.yes("1,000 ミリ秒。1 秒以内", "1,000 ms, within a second"));
            assertThat(calm.held(1_001))
                    .isEqualTo(Held.no("遅すぎます。1,001 ミリ秒。1 秒を超えました", "too late: 1,001 ms, more than the second"));
        }
    }

    @Test
    void allowsMoreByTheShareOfAProcessorThatATaskGetsAndTellsIt() {
        Promptness busy = new Promptness(9, 2);
        assertThat(busy.limit()).isEqualTo(4_500);
        assertThat(busy.held(1_000)).isEqualTo(Held.yes("1,000 ミリ秒。1 秒以内", "1,000 ms, within a second"));
        String japanese = " ミリ秒。1 秒を超えましたが、2 個のプロセッサに仕事が 9.0 あるこの計算機では、4,500 ミリ秒までよいものとします";
        String english = " ms, more than the second; with 9.0 tasks on 2 processors, as now, 4,500 ms would do";
        assertThat(busy.held(4_500)).isEqualTo(Held.yes("4,500" + japanese, "4,500" + english));
        assertThat(busy.held(4_501)).isEqualTo(Held.no("遅すぎます。4,501" + japanese, "too late: 4,501" + english));
    }

    @Test
    void doesNotHoldWhenItNeverCame() {
        assertThat(new Promptness(100, 1).held(-1)).isInstanceOf(Held.No.class);
    }
}
