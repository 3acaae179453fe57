package kakehashi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import kakehashi.x509.Bytes;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;
import kakehashi.x509.Parsed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripTest {
    @ParameterizedTest
    @EnumSource
    void readsWhatItWroteAndWritesWhatItRead(Statements statement) {
        for (int seed = 0; seed < 200; seed++) {
            DerValue value = new Samples(seed).of(statement.type);
            Bytes der = value.der();
            DerValue read = statement.parse(der).orElseThrow();
            assertThat((Object) read).isEqualTo(value).hasSameHashCodeAs(value);
            assertThat(read.der()).isEqualTo(der);
            assertThat(read.digest()).isEqualTo(Digest.of(der));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsTheBodyOfEveryKind(OrderKind kind) {
        for (int seed = 0; seed < 200; seed++) {
            OrderBody body = new Samples(seed).body(kind);
            assertThat((Object) OrderBody.parse(kind, body.der()).orElseThrow()).isEqualTo(body);
            Order order = new Samples(seed).order(kind);
            assertThat(Order.parse(order.der())
                            .orElseThrow()
                            .parseBody()
                            .orElseThrow()
                            .der())
                    .isEqualTo(order.body());
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsNothingInTwoWays(Statements statement) {
        Random random = new Random(statement.ordinal());
        for (int seed = 0; seed < 300; seed++) {
            byte[] octets = new Samples(seed).of(statement.type).der().toArray();
            octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
            Bytes bent = Bytes.wrap(octets);
            if (statement.parse(bent) instanceof Parsed.Value<? extends DerValue>(var value)) {
                assertThat(value.der()).isEqualTo(bent);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesATrailingOctetAndEveryShorterInput(Statements statement) {
        Bytes der = new Samples(7).of(statement.type).der();
        assertThat(statement.parse(Bytes.ofHex(der + "00"))).isInstanceOf(Parsed.Malformed.class);
        for (int length = 0; length < der.length(); length++) {
            assertThat(statement.parse(der.slice(0, length))).isInstanceOf(Parsed.Malformed.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAFieldThatItDoesNotKnow(Statements statement) {
        int seed = 7;
        while ((new Samples(seed).of(statement.type).der().at(0) & 0x20) == 0) {
            seed++; // an alternative without fields
        }
        Bytes der = new Samples(seed).of(statement.type).der();
        DerReader reader = new DerReader(der);
        int tag = reader.peek();
        Bytes contents = reader.contents(tag);
        Bytes longer = new DerWriter()
                .constructed(tag, w -> w.raw(contents).raw(Bytes.ofHex("8f00")))
                .toBytes();
        assertThat(statement.parse(longer)).isInstanceOf(Parsed.Malformed.class);
    }
}
