package dev.spillway.parity;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A way to log with Spillway. */
enum FrontEnd {
    BUILDER(BuilderShipper::new),
    LOGBACK(LogbackShipper::new),
    LOG4J2(Log4jShipper::new),
    JUL(JulShipper::new);

    private final Function<Map<String, String>, Shipper> start;

    FrontEnd(Function<Map<String, String>, Shipper> start) {
        this.start = start;
    }

    /** Configures it with options. */
    Shipper start(Map<String, String> options) {
        return start.apply(options);
    }

    /** Such a way, configured. Its close delivers what was logged. */
    interface Shipper extends AutoCloseable {
        void log(Event event);

        /** What its owner was told of it. */
        List<String> told();

        @Override
        void close();
    }

    /** A value as it stands in an XML file. */
    static String inXml(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
