package dev.spillway.examples.collector.intake;

/** Where the intake tells a person about senders that it had to refuse or cut off. Called by many threads. */
@FunctionalInterface
public interface Notices {

    /** Tells one thing in one sentence. */
    void tell(String sentence);
}
