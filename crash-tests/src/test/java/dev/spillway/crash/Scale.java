package dev.spillway.crash;

/** How large the tests are: {@code spillway.scale} is 1 in a campaign and smaller in daily builds. */
final class Scale {
    private static final double FACTOR = Double.parseDouble(System.getProperty("spillway.scale", "0.1"));

    private Scale() {}

    /** A share of the full count, but not less than the least that makes sense. */
    static int of(int full, int least) {
        return Math.max(least, (int) Math.round(full * FACTOR));
    }

    /** Whether this is a campaign. */
    static boolean isFull() {
        return FACTOR >= 1;
    }

    /** How often a process is killed: 1,000 times in a campaign, 10 times at the usual scale. */
    static int rounds() {
        return isFull() ? 1_000 : of(100, 3);
    }
}
