package kakehashi.demo;

import static org.assertj.core.api.Assertions.assertThat;

import kakehashi.demo.Telling.Held;
import org.junit.jupiter.api.Test;

class PromptnessTest {
    @Test
    void allowsASecondOnAMachineThatHasAProcessorForEveryTask() {
        for (Promptness calm : new Promptness[] {new Promptness(0.3, 2), new Promptness(2, 2), new Promptness(-1, 2)}) {
            assertThat(calm.limit()).isEqualTo(1_000);
            assertThat(calm.held(1_000)).isEqualTo(Held.yes("1,000 ミリ秒、上限 1,000 ミリ秒", "1,000 ms of 1,000 ms allowed"));
            assertThat(calm.held(1_001)).isInstanceOf(Held.No.class);
        }
    }

    @Test
    void allowsMoreByTheShareOfAProcessorThatATaskGetsAndTellsIt() {
        Promptness busy = new Promptness(9, 2);
        assertThat(busy.limit()).isEqualTo(4_500);
        assertThat(busy.held(4_501))
                .isEqualTo(Held.no(
                        "遅すぎます。4,501 ミリ秒、上限 4,500 ミリ秒、負荷 9.0、プロセッサ 2 個",
                        "too late: 4,501 ms of 4,500 ms allowed, load 9.0 on 2 processors"));
    }

    @Test
    void doesNotHoldWhenItNeverCame() {
        assertThat(new Promptness(100, 1).held(-1)).isInstanceOf(Held.No.class);
    }
}
