package dev.spillway.internal.format;

import java.util.function.Supplier;

/** An exception whose methods all do what a test wants. */
final class HostileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Supplier<Object> behaviour;

    HostileException(Supplier<Object> behaviour) {
        this.behaviour = behaviour;
    }

    @Override
    public String getMessage() {
        return (String) behaviour.get();
    }

    @Override
    public String toString() {
        return (String) behaviour.get();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
        return (StackTraceElement[]) behaviour.get();
    }

    @Override
    public Throwable getCause() {
        return (Throwable) behaviour.get();
    }
}
