package kakehashi.fuzz;

import static kakehashi.fuzz.Properties.expect;
import static kakehashi.fuzz.Properties.parsesAndWrites;

import com.code_intelligence.jazzer.junit.FuzzTest;
import kakehashi.contract.Batch;
import kakehashi.contract.DerValue;
import kakehashi.contract.Entry;
import kakehashi.contract.Genesis;
import kakehashi.contract.Order;
import kakehashi.contract.OrderBody;
import kakehashi.contract.Signed;
import kakehashi.contract.StatementText;
import org.junit.jupiter.params.provider.MethodSource;

/// The parsers of contract under hostile octets: what crosses a zone.
class StatementFuzzTest {
    @MethodSource("kakehashi.fuzz.StatementSeeds#orders")
    @FuzzTest(maxDuration = "60s")
    void order(byte[] input) {
        parsesAndWrites(Order::parse, Order::der, input).ifPresent(order -> {
            parsesAndWrites(
                    body -> OrderBody.parse(order.kind(), body),
                    DerValue::der,
                    order.body().toArray());
            for (StatementText language : StatementText.values()) {
                expect(
                        language.of(order).stream()
                                .noneMatch(line -> line.chars().anyMatch(Character::isISOControl)),
                        "a control character on the screen");
            }
        });
    }

    @MethodSource("kakehashi.fuzz.StatementSeeds#signed")
    @FuzzTest(maxDuration = "60s")
    void signed(byte[] input) {
        parsesAndWrites(Signed::parse, Signed::der, input);
    }

    @MethodSource("kakehashi.fuzz.StatementSeeds#entries")
    @FuzzTest(maxDuration = "60s")
    void entry(byte[] input) {
        parsesAndWrites(Entry::parse, Entry::der, input);
    }

    @MethodSource("kakehashi.fuzz.StatementSeeds#batches")
    @FuzzTest(maxDuration = "60s")
    void batch(byte[] input) {
        parsesAndWrites(Batch::parse, Batch::der, input);
    }

    @MethodSource("kakehashi.fuzz.StatementSeeds#geneses")
    @FuzzTest(maxDuration = "60s")
    void genesis(byte[] input) {
        parsesAndWrites(Genesis::parse, Genesis::der, input);
    }
}
