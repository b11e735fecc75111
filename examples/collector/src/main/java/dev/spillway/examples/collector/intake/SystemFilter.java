package dev.spillway.examples.collector.intake;

/** Decides which systems are let in. Called by many threads. */
@FunctionalInterface
public interface SystemFilter {

    /**
     * Whether events of a system are kept.
     *
     * @param host its name
     * @param sender address that the event came from
     */
    boolean admits(String host, String sender);
}
