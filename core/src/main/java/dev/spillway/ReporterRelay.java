package dev.spillway;

/** Passes on to the reporter of whoever owns the engine now. */
final class ReporterRelay implements Reporter {
    private volatile Reporter target;

    ReporterRelay(Reporter target) {
        this.target = target;
    }

    void redirect(Reporter newTarget) {
        target = newTarget;
    }

    @Override
    public void info(String message) {
        target.info(message);
    }

    @Override
    public void warn(String message) {
        target.warn(message);
    }

    @Override
    public void error(String message) {
        target.error(message);
    }
}
