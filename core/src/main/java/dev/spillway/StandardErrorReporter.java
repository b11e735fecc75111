package dev.spillway;

/** Reports warnings and errors on {@code System.err}, for code without a logging framework. */
final class StandardErrorReporter implements Reporter {
    private final String prefix;

    /**
     * A reporter.
     *
     * @param name the engine's name, which begins each line
     */
    StandardErrorReporter(String name) {
        this.prefix = "spillway " + name + ": ";
    }

    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {
        System.err.println(prefix + message);
    }

    @Override
    public void error(String message) {
        System.err.println(prefix + message);
    }
}
