package kakehashi.keys;

import java.util.Arrays;
import kakehashi.x509.DerReader;
import kakehashi.x509.DerWriter;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// What one try of a passphrase costs: Argon2id (RFC 9106) with these parameters.
///
/// @param iterations passes over the memory, 1 to 64
/// @param memoryKiB memory in KiB, 8,192 to 1,048,576
/// @param lanes the degree of parallelism, 1 to 16
public record PassphraseCost(int iterations, int memoryKiB, int lanes) {
    private static final int MAX_ITERATIONS = 64;
    private static final int MIN_MEMORY = 8 * 1024;
    private static final int MAX_MEMORY = 1024 * 1024;
    private static final int MAX_LANES = 16;

    /// @throws IllegalArgumentException outside the bounds, which keep a foreign file from eating the machine
    public PassphraseCost {
        if (iterations < 1
                || iterations > MAX_ITERATIONS
                || memoryKiB < MIN_MEMORY
                || memoryKiB > MAX_MEMORY
                || lanes < 1
                || lanes > MAX_LANES) {
            throw new IllegalArgumentException("no such cost of a passphrase");
        }
    }

    /// "If much less memory is available, a uniformly safe option is Argon2id with t=3 iterations, p=4 lanes,
    /// m=2^(16) (64 MiB of RAM)" (RFC 9106 §4).
    public static PassphraseCost recommended() {
        return new PassphraseCost(3, 64 * 1024, 4);
    }

    /// The key of 32 octets that a passphrase and a salt give.
    Secret keyOf(Secret passphrase, byte[] salt) {
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withIterations(iterations)
                .withMemoryAsKB(memoryKiB)
                .withParallelism(lanes)
                .withSalt(salt)
                .build();
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] key = new byte[Aead.KEY_OCTETS];
        passphrase.use(octets -> {
            byte[] copy = octets.clone();
            try {
                return generator.generateBytes(copy, key);
            } finally {
                Arrays.fill(copy, (byte) 0);
            }
        });
        return Secret.wrap(key);
    }

    void write(DerWriter writer) {
        writer.sequence(s -> s.integer(iterations).integer(memoryKiB).integer(lanes));
    }

    static PassphraseCost read(DerReader reader) {
        int outer = reader.enterSequence();
        int iterations = reader.smallInteger(MAX_ITERATIONS);
        int memory = reader.smallInteger(MAX_MEMORY);
        int lanes = reader.smallInteger(MAX_LANES);
        reader.leave(outer);
        if (iterations < 1 || memory < MIN_MEMORY || lanes < 1) {
            throw reader.malformed("cost of a passphrase out of bounds");
        }
        return new PassphraseCost(iterations, memory, lanes);
    }
}
