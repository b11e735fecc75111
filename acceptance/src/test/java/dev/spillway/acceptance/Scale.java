package dev.spillway.acceptance;

/** How large the tests are: {@code spillway.scale} is 1 in a campaign and smaller in daily builds. */
final class Scale {
    private static final double FACTOR = Double.parseDouble(System.getProperty("spillway.scale", "0.1"));

    private Scale() {}

    static int of(int full) {
        return of(full, 1);
    }

    /** A share of the full count, but not less than the least that makes sense. */
    static int of(int full, int least) {
        return Math.max(least, (int) Math.round(full * FACTOR));
    }

    static boolean isCampaign() {
        return FACTOR >= 1;
    }
}
