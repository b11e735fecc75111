package dev.spillway.jul;

import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes objects of classes that a configuration names. */
final class ClassNames {
    private ClassNames() {}

    /**
     * An instance of a class, which the application's class loader is asked for, then the thread's, then the handler's.
     *
     * @throws ReflectiveOperationException if there is no such class, or it has no such constructor, or that failed
     * @throws ClassCastException if the class is not of the type
     */
    static <T> T instantiate(String className, Class<T> type) throws ReflectiveOperationException {
        return find(className).asSubclass(type).getConstructor().newInstance();
    }

    private static Class<?> find(String className) throws ClassNotFoundException {
        Set<@Nullable ClassLoader> loaders = new LinkedHashSet<>();
        loaders.add(ClassLoader.getSystemClassLoader());
        loaders.add(Thread.currentThread().getContextClassLoader());
        loaders.add(ClassNames.class.getClassLoader());
        for (ClassLoader loader : loaders) {
            try {
                return Class.forName(className, true, loader);
            } catch (ClassNotFoundException e) {
                // The next one may have it.
            }
        }
        throw new ClassNotFoundException(className);
    }

    /** Why {@link #instantiate} failed, as a clause. */
    static String why(Throwable failure) {
        if (failure instanceof ClassNotFoundException) {
            return "is not on the class path";
        }
        if (failure instanceof ClassCastException) {
            return "is of another type";
        }
        if (failure instanceof InvocationTargetException target) {
            return "could not be made: " + target.getCause();
        }
        return "could not be made: " + failure;
    }
}
