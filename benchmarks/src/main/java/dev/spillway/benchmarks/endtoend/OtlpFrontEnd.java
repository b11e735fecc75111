package dev.spillway.benchmarks.endtoend;

import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.nio.file.Path;

/**
 * Logs through Logback to the OpenTelemetry SDK, which sends OTLP over HTTP. The SDK takes its settings, as far as they
 * are not said here, from properties of the system.
 */
final class OtlpFrontEnd implements FrontEnd {
    private final OpenTelemetrySdk sdk;
    private final LogbackFrontEnd logback;

    OtlpFrontEnd(Path configuration, int port) {
        System.setProperty("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + port);
        System.setProperty("otel.exporter.otlp.protocol", "http/protobuf");
        System.setProperty("otel.logs.exporter", "otlp");
        System.setProperty("otel.traces.exporter", "none");
        System.setProperty("otel.metrics.exporter", "none");
        sdk = AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk();
        logback = new LogbackFrontEnd(configuration);
        OpenTelemetryAppender.install(sdk);
    }

    @Override
    public void enter() {
        logback.enter();
    }

    @Override
    public void log(int number) {
        logback.log(number);
    }

    @Override
    public void close() {
        logback.close();
        sdk.close();
    }
}
