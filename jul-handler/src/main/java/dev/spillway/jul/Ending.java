package dev.spillway.jul;

import java.util.logging.LogManager;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a close of a handler means, which {@link java.util.logging.Handler#close} is not told. */
enum Ending {
    /** Its owner, or the application that its classes belong to, is done with it. */
    OWNERS,
    /** The configuration is reset, and the same handler may be made again. */
    RECONFIGURATION,
    /** The JVM ends, and whoever has not ended yet may log until it does. */
    JVMS;

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** What the close means that is running on the calling thread. */
    static Ending ofThisCall() {
        if (!STACK.walk(Ending::isBelowLogManager)) {
            return OWNERS;
        }
        // The thread in which the JDK's own log manager closes all handlers; others have names of their own for it.
        if (Thread.currentThread().getClass().getName().startsWith("java.util.logging.LogManager$")) {
            return JVMS;
        }
        return outlivesReset() ? RECONFIGURATION : OWNERS;
    }

    private static boolean isBelowLogManager(Stream<StackWalker.StackFrame> frames) {
        return frames.anyMatch(frame -> LogManager.class.isAssignableFrom(frame.getDeclaringClass()));
    }

    /**
     * Whether a successor can find what a reset leaves behind. Tomcat's log manager, for one, resets the handlers of a web
     * application when that ends, and its classes, ours perhaps among them, with it.
     */
    private static boolean outlivesReset() {
        return LogManager.getLogManager().getClass() == LogManager.class
                || isAtOrAbove(ClassLoader.getSystemClassLoader(), Ending.class.getClassLoader());
    }

    private static boolean isAtOrAbove(ClassLoader lowest, @Nullable ClassLoader wanted) {
        for (ClassLoader loader = lowest; loader != null; loader = loader.getParent()) {
            if (loader == wanted) {
                return true;
            }
        }
        return wanted == null;
    }
}
