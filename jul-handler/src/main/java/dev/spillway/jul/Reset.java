package dev.spillway.jul;

import java.util.logging.LogManager;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells a close that belongs to a reset of the configuration, after which the same handler may be made again, from one by
 * its owner, who is done with it. A handler is not told which it is.
 */
final class Reset {
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private Reset() {}

    /** Whether the calling thread is in a reset from which a successor may come. */
    static boolean isRunning() {
        return STACK.walk(Reset::isBelowLogManager) && canHaveSuccessor();
    }

    private static boolean isBelowLogManager(Stream<StackWalker.StackFrame> frames) {
        return frames.anyMatch(frame -> LogManager.class.isAssignableFrom(frame.getDeclaringClass()));
    }

    /**
     * Whether a successor can find what a reset leaves behind. Tomcat's log manager, for one, resets the handlers of a web
     * application when that ends, and its classes, ours perhaps among them, with it.
     */
    private static boolean canHaveSuccessor() {
        return LogManager.getLogManager().getClass() == LogManager.class
                || isAtOrAbove(ClassLoader.getSystemClassLoader(), Reset.class.getClassLoader());
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
