package kakehashi.keys;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Shamir's secret sharing over GF(256): any `threshold` shares give the secret, fewer say nothing about it.
///
/// Each octet is the constant term of a polynomial of its own, whose other coefficients are chance; share `x` holds
/// its values at `x`. Arithmetic takes the same time whatever the octets are.
final class SecretSharing {
    static final int MOST_SHARES = 255;

    private SecretSharing() {}

    /// One share.
    ///
    /// @param index the point of the polynomial, 1 to 255
    /// @param values one octet for each of the secret's
    record Share(int index, Secret values) implements AutoCloseable {
        @Override
        public void close() {
            values.close();
        }
    }

    /// Splits the secret. The caller closes the shares.
    static List<Share> split(Secret secret, int threshold, int count) {
        if (threshold < 1 || count < threshold || count > MOST_SHARES) {
            throw new IllegalArgumentException("no quorum of " + threshold + " among " + count);
        }
        byte[][] polynomials = new byte[secret.length()][threshold];
        SecureRandom chance = new SecureRandom();
        for (byte[] polynomial : polynomials) {
            chance.nextBytes(polynomial);
        }
        secret.use(octets -> setConstants(polynomials, octets));
        List<Share> shares = new ArrayList<>();
        for (int x = 1; x <= count; x++) {
            byte[] values = new byte[polynomials.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) valueAt(polynomials[i], x);
            }
            shares.add(new Share(x, Secret.wrap(values)));
        }
        for (byte[] polynomial : polynomials) {
            Arrays.fill(polynomial, (byte) 0);
        }
        return List.copyOf(shares);
    }

    private static int setConstants(byte[][] polynomials, byte[] octets) {
        for (int i = 0; i < octets.length; i++) {
            polynomials[i][0] = octets[i];
        }
        return octets.length;
    }

    /// The secret that these shares give; with fewer than the threshold, or of different secrets, some other
    /// octets.
    static Secret combine(List<Share> shares) {
        int[] points = shares.stream().mapToInt(Share::index).toArray();
        if (points.length == 0 || Arrays.stream(points).distinct().count() < points.length) {
            throw new IllegalArgumentException("shares must be of different points");
        }
        byte[] secret = new byte[shares.getFirst().values().length()];
        for (Share share : shares) {
            int weight = weightAtZero(points, share.index());
            share.values().use(values -> addWeighted(secret, values, weight));
        }
        return Secret.wrap(secret);
    }

    private static int addWeighted(byte[] sum, byte[] values, int weight) {
        if (values.length != sum.length) {
            throw new IllegalArgumentException("shares of different lengths");
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] ^= (byte) multiply(values[i] & 0xff, weight);
        }
        return sum.length;
    }

    /// The Lagrange coefficient of a point for the value at 0: the product of `x / (x - point)` over the others.
    private static int weightAtZero(int[] points, int point) {
        int weight = 1;
        for (int x : points) {
            if (x != point) {
                weight = multiply(weight, multiply(x, inverse(x ^ point)));
            }
        }
        return weight;
    }

    private static int valueAt(byte[] polynomial, int x) {
        int value = 0;
        for (int i = polynomial.length - 1; i >= 0; i--) {
            value = multiply(value, x) ^ (polynomial[i] & 0xff);
        }
        return value;
    }

    /// The product modulo `x^8 + x^4 + x^3 + x + 1`, without a branch or a table.
    static int multiply(int a, int b) {
        int product = 0;
        int power = a;
        for (int bit = 0; bit < 8; bit++) {
            product ^= power & -(b >>> bit & 1);
            power = power << 1 ^ (0x11b & -(power >>> 7));
        }
        return product;
    }

    /// The inverse, `a^254`; 0 for 0.
    static int inverse(int a) {
        int power = 1;
        int square = a;
        for (int bit = 1; bit < 8; bit++) {
            square = multiply(square, square);
            power = multiply(power, square);
        }
        return power;
    }
}
