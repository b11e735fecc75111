package dev.spillway.benchmarks.call;

import dev.spillway.benchmarks.SampleEvent;
import dev.spillway.internal.format.EventEncoders;
import dev.spillway.internal.format.FormatSettings;
import dev.spillway.internal.format.Outcome;
import dev.spillway.internal.format.SequenceIds;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading and encoding an event alone, for a buffer that takes it without a look: what a log call costs at least. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgs = "-Xmx256m")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class EncodeBenchmark {
    /** Characters of the text. */
    @Param({"40", "120", "1000"})
    public int length;

    /** Entries of the diagnostic context. */
    @Param({"0", "3", "10"})
    public int mdc;

    /** Whether there is a stack trace, of some thirty frames. */
    @Param({"false", "true"})
    public boolean thrown;

    private @Nullable SampleEvent event;
    private final EventEncoders encoders = new EventEncoders(defaults(), new SequenceIds(1));

    private static FormatSettings defaults() {
        return new FormatSettings(
                FormatSettings.Format.RFC5424,
                1,
                "host.example.com",
                "benchmark",
                "4711",
                null,
                ZoneOffset.UTC,
                8192,
                FormatSettings.Oversize.SPLIT,
                FormatSettings.Multiline.KEEP,
                "app@32473",
                Set.of(FormatSettings.Field.values()),
                null,
                null,
                Set.of(),
                false);
    }

    /** Makes the event. */
    @Setup
    public void make() {
        event = SampleEvent.create(length, mdc, thrown);
    }

    /** One event. */
    @Benchmark
    public Outcome encode() {
        return encoders.encode(
                SampleEvent.READER,
                Objects.requireNonNull(event),
                (bytes, offset, length, structuredDataAt, severity, epochMillis, last) -> length > 0);
    }
}
