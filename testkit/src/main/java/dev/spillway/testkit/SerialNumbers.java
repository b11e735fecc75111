package dev.spillway.testkit;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Serial numbers that do not repeat between runs: TLS libraries cache certificates by issuer and serial number. */
final class SerialNumbers {
    private static final int BITS = 63;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SerialNumbers() {}

    static BigInteger next() {
        return new BigInteger(BITS, RANDOM).add(BigInteger.ONE);
    }
}
