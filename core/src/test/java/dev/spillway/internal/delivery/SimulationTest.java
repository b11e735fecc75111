package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.delivery.SimulationRuns.Case;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The real pump, buffer and books, life after life, in a simulated world in which a seed decides all that happens. What
 * fails is told in one line that replays it, and kept in {@code simulation-seeds.txt} once it is mended.
 *
 * <p>{@code -Dspillway.seed=} runs one case; {@code -Dspillway.simulationTime=1h} goes on for so long;
 * {@code -Dspillway.firstSeed=} begins with another seed than 1 and takes those after it.
 */
@Timeout(value = 2, unit = TimeUnit.DAYS)
final class SimulationTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("spillway.scale", "0.1"));
    /** The same in each build, so that a change that breaks nothing fails nothing; longer runs choose their own. */
    private static final long FIRST_SEED = 1;

    private static final String ONE = System.getProperty("spillway.seed", "");
    private static final int FEWEST = 100;
    /** From the first seed on, each thing happens well before. */
    private static final int MOST_UNTIL_ALL_HAPPENED = 20_000;
    /** Of so many runs one is a large one, which takes about a third of the time. */
    private static final int LARGE_OF = 32;

    private final SimulationRuns runs = new SimulationRuns();

    @Test
    void whatFailedOnceHolds() throws IOException {
        try (InputStream file = SimulationTest.class.getResourceAsStream("simulation-seeds.txt")) {
            assertThat(file).isNotNull();
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            assertThat(lines).isNotEmpty();
            lines.forEach(line -> check(Case.of(line.split(" ", 2)[0])));
        }
    }

    @Test
    void everyPromiseHoldsWhateverHappens() {
        if (!ONE.isEmpty()) {
            check(Case.of(ONE));
            return;
        }
        long base = Long.getLong("spillway.firstSeed", FIRST_SEED);
        long begin = System.nanoTime();
        long nanos = time().toNanos();
        // Goes on until each thing has happened, as a busy machine runs few in that time.
        while (elapsed(begin) < nanos || (hasMissed() && runs.runs() < MOST_UNTIL_ALL_HAPPENED)) {
            check(nth(base, runs.runs()));
        }
        System.out.printf(
                Locale.ROOT,
                "simulation: %d runs, %.0f a second: %s%n",
                runs.runs(),
                runs.runs() * 1e9 / elapsed(begin),
                runs.tally);
        assertThat(runs.tally.missing()).as("what never happened").isEmpty();
    }

    @Test
    void aRunIsDecidedByItsSeed() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + 20; seed++) {
            SimulationRuns one = new SimulationRuns();
            SimulationRuns other = new SimulationRuns();
            Case each = new Case(seed, seed % 2 == 0, null);
            assertThat(String.valueOf(one.run(each))).isEqualTo(String.valueOf(other.run(each)));
            assertThat(one.tally).as("seed " + seed).hasToString(other.tally.toString());
        }
    }

    private static Case nth(long firstSeed, int run) {
        return run % LARGE_OF == 0
                ? new Case(firstSeed + run / LARGE_OF, false, null)
                : new Case(firstSeed + run, true, null);
    }

    private boolean hasMissed() {
        return runs.runs() < FEWEST || !runs.tally.missing().isEmpty();
    }

    private static long elapsed(long since) {
        return System.nanoTime() - since;
    }

    private static Duration time() {
        String given = System.getProperty("spillway.simulationTime", "");
        return given.isEmpty()
                ? Duration.ofMillis((long) (300_000 * SCALE))
                : Duration.parse("PT" + given.toUpperCase(Locale.ROOT));
    }

    private void check(Case each) {
        Throwable broken = runs.run(each);
        if (broken != null) {
            int run = runs.runs();
            Case small = each.acts() == null ? runs.shrink(each) : each;
            throw new AssertionError(
                    "broken in run " + run + ": " + broken.getMessage()
                            + "\nmvn verify -pl core -am -Dtest=SimulationTest"
                            + " -Dsurefire.failIfNoSpecifiedTests=false -Dspillway.seed=" + small + "\n"
                            + small.plan().acts,
                    broken);
        }
    }
}
