package dev.spillway.testkit;

import java.util.List;

/**
 * What a {@link SequenceOracle} found.
 *
 * <pre>{@code
 * SequenceReport report = oracle.report(threads, 250_000).assertComplete();
 * assertThat(report.longestDuplicateRunBytes()).isLessThanOrEqualTo(1 << 20);
 * }</pre>
 *
 * @param issued events that were logged
 * @param received messages, of any kind
 * @param missing issued events that never arrived
 * @param spurious messages that hold no payload of the oracle's seed, or one that was never issued
 * @param altered messages whose payload isn't what its seed, thread and number make
 * @param duplicates arrivals of an event that had arrived before
 * @param orderViolations first arrivals after a first arrival of a later event of the same thread
 * @param longestDuplicateSpan how far back a duplicate lay at most: 1 for a repetition of its thread's newest
 * @param longestDuplicateRunBytes the bytes of the longest uninterrupted run of duplicates: of one replay at most
 * @param examples some of what is wrong, for people
 */
public record SequenceReport(
        long issued,
        long received,
        long missing,
        long spurious,
        long altered,
        long duplicates,
        long orderViolations,
        long longestDuplicateSpan,
        long longestDuplicateRunBytes,
        List<String> examples) {

    public SequenceReport {
        examples = List.copyOf(examples);
    }

    /**
     * Demands that every event arrived unaltered and in order, and nothing else did. Duplicates are allowed.
     *
     * @return this
     * @throws AssertionError if it isn't so
     */
    public SequenceReport assertComplete() {
        if (missing + spurious + altered + orderViolations > 0) {
            throw new AssertionError(this);
        }
        return this;
    }

    @Override
    public String toString() {
        String text = issued + " issued, " + received + " received, " + missing + " missing, " + spurious
                + " spurious, " + altered + " altered, " + duplicates + " duplicates (up to " + longestDuplicateSpan
                + " back, " + longestDuplicateRunBytes + " bytes in a run), " + orderViolations + " out of order";
        return examples.isEmpty() ? text : text + "\n  " + String.join("\n  ", examples);
    }
}
