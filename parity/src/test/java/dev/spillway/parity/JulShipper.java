package dev.spillway.parity;

import dev.spillway.jul.SpillwayHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** java.util.logging, configured by properties. Its log manager is the JVM's, so only one may be open at a time. */
final class JulShipper implements FrontEnd.Shipper {
    private final PrintStream formerErrors = System.err;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final Handler handler;

    JulShipper(Map<String, String> options) {
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        Properties properties = new Properties();
        properties.setProperty("handlers", SpillwayHandler.class.getName());
        options.forEach((name, value) -> properties.setProperty(SpillwayHandler.class.getName() + "." + name, value));
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
            LogManager.getLogManager()
                    .readConfiguration(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        handler = Logger.getLogger("").getHandlers()[0];
    }

    @Override
    public void log(Event event) {
        Level level = switch (event.severity()) {
            case ERROR -> Level.SEVERE;
            case WARNING -> Level.WARNING;
            case INFO -> Level.INFO;
            default -> Level.FINE;
        };
        LogRecord record = new LogRecord(level, event.message().replace("{}", "{0}"));
        record.setLoggerName(event.logger());
        record.setInstant(event.time());
        record.setThrown(event.throwable());
        if (event.parameter() != null) {
            record.setParameters(new Object[] {event.parameter()});
        }
        handler.publish(record);
    }

    @Override
    public List<String> told() {
        return errors.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(handler);
        handler.close();
        System.setErr(formerErrors);
    }
}
