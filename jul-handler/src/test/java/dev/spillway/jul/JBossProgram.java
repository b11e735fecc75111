package dev.spillway.jul;

import java.util.ListResourceBundle;
import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.MDC;

/** Logs as applications on Quarkus and WildFly do, through JBoss LogManager; tests run it in a JVM of its own. */
final class JBossProgram {
    /** Whose caller is the one that logged. */
    private static final String NAME = Logger.class.getName();

    private JBossProgram() {}

    /** @param args the destination */
    public static void main(String[] args) {
        SpillwayHandler handler = new SpillwayHandler(
                Map.of("destination", args[0], "includeCallerData", "true", "shutdownTimeout", "30s"));
        java.util.logging.Logger.getLogger("").addHandler(handler);
        Logger logger = Logger.getLogger("shop.Checkout");
        MDC.put("requestId", "r-17");

        logger.log(NAME, Level.INFO, "%s of %d sold", FormatStyle.PRINTF, new Object[] {"book", 3}, null);
        MDC.clear();
        logger.log(NAME, Level.WARN, "{0} left", FormatStyle.MESSAGE_FORMAT, new Object[] {3}, null);
        logger.log(NAME, Level.FATAL, "100% {0}", FormatStyle.NO_FORMAT, new Object[] {3}, null);
        handler.publish(record("%d left", "three"));
        ExtLogRecord record = record("sold", "book");
        record.setResourceBundle(new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return new Object[][] {{"sold", "verkauft: %s"}};
            }
        });
        record.setThreadName("clerk");
        handler.publish(record);
        System.getLogger("shop.Platform").log(System.Logger.Level.ERROR, "{0} failed", "payment");
        java.util.logging.Logger.getLogger("shop.Plain").severe("last line");
    }

    private static ExtLogRecord record(String format, Object parameter) {
        ExtLogRecord record = new ExtLogRecord(Level.INFO, format, FormatStyle.PRINTF, NAME);
        record.setLoggerName("shop.Checkout");
        record.setParameters(new Object[] {parameter});
        return record;
    }
}
