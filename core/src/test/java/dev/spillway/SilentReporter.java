package dev.spillway;

/** Tells nobody. */
final class SilentReporter implements Reporter {
    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {}

    @Override
    public void error(String message) {}
}
