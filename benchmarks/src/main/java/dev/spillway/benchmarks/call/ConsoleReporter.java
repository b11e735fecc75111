package dev.spillway.benchmarks.call;

import dev.spillway.Reporter;

/** Prints what an engine's part has to say between JMH's own lines. */
final class ConsoleReporter implements Reporter {
    @Override
    public void info(String message) {
        System.out.println(message);
    }

    @Override
    public void warn(String message) {
        System.out.println("warning: " + message);
    }

    @Override
    public void error(String message) {
        System.out.println("error: " + message);
    }
}
