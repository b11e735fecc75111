package dev.spillway;

import java.util.SplittableRandom;

/**
 * What decides a test's random choices: the same in each build, so that a change that breaks nothing fails nothing, and
 * another one in each campaign ({@code -Dspillway.scale=1}).
 */
public final class Seed {
    private static final boolean CAMPAIGN = Double.parseDouble(System.getProperty("spillway.scale", "0.1")) >= 1;
    private static final long OF_BUILDS = 20_261_122;

    private Seed() {}

    /** Chooses a seed, and prints that of a campaign. */
    public static long choose() {
        if (!CAMPAIGN) {
            return OF_BUILDS;
        }
        long seed = new SplittableRandom().nextLong();
        System.out.println("seed " + seed);
        return seed;
    }
}
