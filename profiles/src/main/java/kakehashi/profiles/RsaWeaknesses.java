package kakehashi.profiles;

import java.math.BigInteger;
import java.util.stream.IntStream;

/// What betrays the factors of an RSA modulus. Every question takes bounded time.
final class RsaWeaknesses {
    /// "verify that there are no factors smaller than 752".
    private static final int SMALL = 752;

    /// The primes by which keys of the flawed library are told (Nemec and others, "The Return of Coppersmith's
    /// Attack", 2017): the first 39, as the shortest keys use.
    private static final int ROCA_SMALL = 168;

    private static final int FERMAT_ROUNDS = 100;
    private static final BigInteger SMALL_PRIMES = product(3, SMALL);
    private static final BigInteger ROCA_PRIMES = product(3, ROCA_SMALL);
    private static final int[] ROCA_PRIME_LIST = primes(3, ROCA_SMALL);

    private RsaWeaknesses() {}

    private static int[] primes(int from, int to) {
        return IntStream.range(from, to)
                .filter(n -> BigInteger.valueOf(n).isProbablePrime(30))
                .toArray();
    }

    private static BigInteger product(int from, int to) {
        return IntStream.of(primes(from, to))
                .mapToObj(BigInteger::valueOf)
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }

    static boolean hasSmallFactor(BigInteger modulus) {
        return !modulus.gcd(SMALL_PRIMES).equals(BigInteger.ONE);
    }

    /// Whether the modulus is a power of 65537 by each of the primes: primes of the form k·M + (65537^a mod M) make
    /// such moduli, others do once in 10^8.
    static boolean isOfRoca(BigInteger modulus) {
        BigInteger rest = modulus.mod(ROCA_PRIMES);
        for (int prime : ROCA_PRIME_LIST) {
            if (!isPowerOf65537(rest.mod(BigInteger.valueOf(prime)).intValue(), prime)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPowerOf65537(int residue, int prime) {
        int power = 1;
        do {
            if (power == residue) {
                return true;
            }
            power = (int) ((long) power * 65_537 % prime);
        } while (power != 1);
        return false;
    }

    /// Fermat's method: n = a² − b² with a just above the root of n, when the primes differ in their lower half
    /// only.
    static boolean hasClosePrimes(BigInteger modulus) {
        BigInteger a = modulus.sqrt();
        if (a.multiply(a).equals(modulus)) {
            return true;
        }
        for (int round = 0; round < FERMAT_ROUNDS; round++) {
            a = a.add(BigInteger.ONE);
            BigInteger square = a.multiply(a).subtract(modulus);
            if (mayBeSquare(square) && square.sqrtAndRemainder()[1].signum() == 0) {
                return true;
            }
        }
        return false;
    }

    /// Squares end in few ways; five of six others are told by that.
    private static boolean mayBeSquare(BigInteger number) {
        int low = number.intValue() & 63;
        return (0x0202021202030213L >>> low & 1) != 0;
    }
}
