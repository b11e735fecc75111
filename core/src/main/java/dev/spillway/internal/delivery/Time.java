package dev.spillway.internal.delivery;

/** The clocks of an engine. Everything that waits or expires goes by {@link #nanos}; the other is for messages only. */
public interface Time {
    /** The clocks of the machine. */
    Time SYSTEM = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long epochMillis() {
            return System.currentTimeMillis();
        }
    };

    /** Nanoseconds from an arbitrary origin, never going back. */
    long nanos();

    /** The time of day, in milliseconds since 1970-01-01T00:00:00Z. */
    long epochMillis();
}
