package dev.spillway;

/** Tells nobody, of what is not overridden. */
class SilentReporter implements Reporter {
    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {}

    @Override
    public void error(String message) {}
}
