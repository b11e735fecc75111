package dev.spillway.crash;

import dev.spillway.testkit.SequenceOracle;

/**
 * What a program logs and its parent expects.
 *
 * @param filler characters besides the numbers, at least; up to 16 more
 */
record Payloads(long seed, int filler) {
    private static final int SPREAD = 16;

    SequenceOracle oracle() {
        return SequenceOracle.seeded(seed).sized(filler, filler + SPREAD);
    }
}
