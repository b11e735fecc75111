package dev.spillway.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;

/**
 * The options of {@link SpillwayAppender} as Joran sets them: a setter for every option of core's table, in the table's
 * order. They only collect text, which core reads when the appender starts. Joran calls a setter once for each element
 * of its name, so a repeatable option takes another value with each call.
 */
public abstract sealed class AppenderOptions extends UnsynchronizedAppenderBase<ILoggingEvent> permits AppenderAliases {
    private final CollectedOptions options = new CollectedOptions();

    AppenderOptions() {}

    final CollectedOptions options() {
        return options;
    }

    public final void setDestination(String value) {
        options.set("destination", value);
    }

    public final void setHost(String value) {
        options.set("host", value);
    }

    public final void setPort(String value) {
        options.set("port", value);
    }

    public final void setPreferredRetry(String value) {
        options.set("preferredRetry", value);
    }

    public final void setEndpoint(String value) {
        options.set("endpoint", value);
    }

    public final void setToken(String value) {
        options.set("token", value);
    }

    public final void setAppName(String value) {
        options.set("appName", value);
    }

    public final void setHostname(String value) {
        options.set("hostname", value);
    }

    public final void setProcId(String value) {
        options.set("procId", value);
    }

    public final void setMessageId(String value) {
        options.set("messageId", value);
    }

    public final void setFacility(String value) {
        options.set("facility", value);
    }

    public final void setFormat(String value) {
        options.set("format", value);
    }

    public final void setTimeZone(String value) {
        options.set("timeZone", value);
    }

    public final void setFraming(String value) {
        options.set("framing", value);
    }

    public final void setMaxMessageSize(String value) {
        options.set("maxMessageSize", value);
    }

    public final void setOversize(String value) {
        options.set("oversize", value);
    }

    public final void setMultiline(String value) {
        options.set("multiline", value);
    }

    public final void setStructuredDataId(String value) {
        options.set("structuredDataId", value);
    }

    public final void setFields(String value) {
        options.set("fields", value);
    }

    public final void setStructuredData(String value) {
        options.set("structuredData", value);
    }

    public final void setMdcIncludes(String value) {
        options.set("mdcIncludes", value);
    }

    public final void setMdcExcludes(String value) {
        options.set("mdcExcludes", value);
    }

    public final void setIncludeCallerData(String value) {
        options.set("includeCallerData", value);
    }

    public final void setBufferSize(String value) {
        options.set("bufferSize", value);
    }

    public final void setSpillDirectory(String value) {
        options.set("spillDirectory", value);
    }

    public final void setSpillLimit(String value) {
        options.set("spillLimit", value);
    }

    public final void setMinFreeSpace(String value) {
        options.set("minFreeSpace", value);
    }

    public final void setSync(String value) {
        options.set("sync", value);
    }

    public final void setOverflow(String value) {
        options.set("overflow", value);
    }

    public final void setMaxBlockTime(String value) {
        options.set("maxBlockTime", value);
    }

    public final void setReserve(String value) {
        options.set("reserve", value);
    }

    public final void setMaxAge(String value) {
        options.set("maxAge", value);
    }

    public final void setConnectionTimeout(String value) {
        options.set("connectionTimeout", value);
    }

    public final void setWriteTimeout(String value) {
        options.set("writeTimeout", value);
    }

    public final void setReconnectionDelay(String value) {
        options.set("reconnectionDelay", value);
    }

    public final void setMaxReconnectionDelay(String value) {
        options.set("maxReconnectionDelay", value);
    }

    public final void setIdleTimeout(String value) {
        options.set("idleTimeout", value);
    }

    public final void setKeepAlive(String value) {
        options.set("keepAlive", value);
    }

    public final void setReceipts(String value) {
        options.set("receipts", value);
    }

    public final void setReplayWindow(String value) {
        options.set("replayWindow", value);
    }

    public final void setBatchSize(String value) {
        options.set("batchSize", value);
    }

    public final void setLinger(String value) {
        options.set("linger", value);
    }

    public final void setRequestTimeout(String value) {
        options.set("requestTimeout", value);
    }

    public final void setCompression(String value) {
        options.set("compression", value);
    }

    public final void setHeader(String value) {
        options.set("header", value);
    }

    public final void setCaFile(String value) {
        options.set("caFile", value);
    }

    public final void setCertFile(String value) {
        options.set("certFile", value);
    }

    public final void setKeyFile(String value) {
        options.set("keyFile", value);
    }

    public final void setKeyPassword(String value) {
        options.set("keyPassword", value);
    }

    public final void setTrustStore(String value) {
        options.set("trustStore", value);
    }

    public final void setTrustStorePassword(String value) {
        options.set("trustStorePassword", value);
    }

    public final void setTrustStoreType(String value) {
        options.set("trustStoreType", value);
    }

    public final void setKeyStore(String value) {
        options.set("keyStore", value);
    }

    public final void setKeyStorePassword(String value) {
        options.set("keyStorePassword", value);
    }

    public final void setKeyStoreType(String value) {
        options.set("keyStoreType", value);
    }

    public final void setPin(String value) {
        options.set("pin", value);
    }

    public final void setTlsProtocols(String value) {
        options.set("tlsProtocols", value);
    }

    public final void setTlsCiphers(String value) {
        options.set("tlsCiphers", value);
    }

    public final void setVerifyHostname(String value) {
        options.set("verifyHostname", value);
    }

    public final void setProxy(String value) {
        options.set("proxy", value);
    }

    public final void setShutdownTimeout(String value) {
        options.set("shutdownTimeout", value);
    }

    public final void setShutdownHook(String value) {
        options.set("shutdownHook", value);
    }
}
