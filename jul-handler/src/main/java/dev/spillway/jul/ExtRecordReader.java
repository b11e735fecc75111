package dev.spillway.jul;

import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.function.BiConsumer;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of JBoss LogManager too, which know more: the thread's name, a diagnostic context, the line, and how
 * the message is to be formatted.
 */
final class ExtRecordReader extends RecordReader {
    ExtRecordReader(RecordText text) {
        super(text);
    }

    /** Whether JBoss LogManager is there. */
    static boolean isPossible() {
        try {
            Class.forName("org.jboss.logmanager.ExtLogRecord", false, ExtRecordReader.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    @Override
    public String threadName(LogRecord record) {
        String name = record instanceof ExtLogRecord ext ? ext.getThreadName() : null;
        return name == null ? super.threadName(record) : name;
    }

    @Override
    @Nullable String plainText(LogRecord record) {
        if (!(record instanceof ExtLogRecord ext) || ext.getFormatStyle() == FormatStyle.MESSAGE_FORMAT) {
            return super.plainText(record);
        }
        String text = localized(record);
        Object[] parameters = record.getParameters();
        boolean isFormat = ext.getFormatStyle() == FormatStyle.PRINTF && parameters != null && parameters.length > 0;
        return isFormat ? formatted(text, parameters) : text;
    }

    private static String localized(LogRecord record) {
        String text = record.getMessage();
        ResourceBundle bundle = record.getResourceBundle();
        if (bundle == null) {
            return text;
        }
        try {
            return bundle.getString(text);
        } catch (MissingResourceException | ClassCastException e) {
            return text;
        }
    }

    /** A format that does not fit its parameters stands for itself, as the JDK has it for its own formats. */
    private static String formatted(String format, Object[] parameters) {
        try {
            return String.format(format, parameters);
        } catch (RuntimeException e) {
            return format;
        }
    }

    @Override
    public void mdc(LogRecord record, BiConsumer<? super String, ? super @Nullable Object> sink) {
        if (record instanceof ExtLogRecord ext) {
            Map<String, String> context = ext.getMdcCopy();
            if (!context.isEmpty()) {
                context.forEach(sink);
            }
        }
    }

    @Override
    public @Nullable StackTraceElement caller(LogRecord record) {
        String className = record.getSourceClassName();
        if (className == null || !(record instanceof ExtLogRecord ext)) {
            return super.caller(record);
        }
        String method = ext.getSourceMethodName();
        return new StackTraceElement(
                className, method == null ? "" : method, ext.getSourceFileName(), ext.getSourceLineNumber());
    }
}
