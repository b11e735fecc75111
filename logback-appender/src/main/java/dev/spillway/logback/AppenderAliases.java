package dev.spillway.logback;

/**
 * The names by which users of other appenders know options of {@link SpillwayAppender}: a setter for every alias in
 * core's table, and for the names that core answers with what to set instead.
 */
public abstract sealed class AppenderAliases extends AppenderOptions permits SpillwayAppender {
    AppenderAliases() {}

    public final void setUrl(String value) {
        options().set("url", value);
    }

    public final void setSyslogHost(String value) {
        options().set("syslogHost", value);
    }

    public final void setRemoteHost(String value) {
        options().set("remoteHost", value);
    }

    public final void setGraylogHost(String value) {
        options().set("graylogHost", value);
    }

    public final void setIdent(String value) {
        options().set("ident", value);
    }

    public final void setMaxMessageLength(String value) {
        options().set("maxMessageLength", value);
    }

    public final void setExceedMaxSizeAction(String value) {
        options().set("exceedMaxSizeAction", value);
    }

    public final void setIncludeLocation(String value) {
        options().set("includeLocation", value);
    }

    public final void setMaxQueueBytes(String value) {
        options().set("maxQueueBytes", value);
    }

    public final void setNeverBlock(String value) {
        options().set("neverBlock", value);
    }

    public final void setBlocking(String value) {
        options().set("blocking", value);
    }

    public final void setMaxBlockTimeMillis(String value) {
        options().set("maxBlockTimeMillis", value);
    }

    public final void setMaxBlockOnOverflowMs(String value) {
        options().set("maxBlockOnOverflowMs", value);
    }

    public final void setConnectTimeout(String value) {
        options().set("connectTimeout", value);
    }

    public final void setConnectTimeoutMillis(String value) {
        options().set("connectTimeoutMillis", value);
    }

    public final void setConnectionTimeoutMillis(String value) {
        options().set("connectionTimeoutMillis", value);
    }

    public final void setReconnectDelay(String value) {
        options().set("reconnectDelay", value);
    }

    public final void setReconnectionDelayMillis(String value) {
        options().set("reconnectionDelayMillis", value);
    }

    public final void setDelayMillis(String value) {
        options().set("delayMillis", value);
    }

    public final void setMaxReconnectionDelayMillis(String value) {
        options().set("maxReconnectionDelayMillis", value);
    }

    public final void setVerifyHostName(String value) {
        options().set("verifyHostName", value);
    }

    public final void setHostnameVerification(String value) {
        options().set("hostnameVerification", value);
    }

    public final void setShutdownGracePeriod(String value) {
        options().set("shutdownGracePeriod", value);
    }

    public final void setMaxFlushTime(String value) {
        options().set("maxFlushTime", value);
    }

    public final void setShutdownTimeoutMs(String value) {
        options().set("shutdownTimeoutMs", value);
    }

    public final void setShutdownTimeoutMillis(String value) {
        options().set("shutdownTimeoutMillis", value);
    }

    public final void setQueueSize(String value) {
        options().set("queueSize", value);
    }

    public final void setRingBufferSize(String value) {
        options().set("ringBufferSize", value);
    }

    public final void setDiscardingThreshold(String value) {
        options().set("discardingThreshold", value);
    }

    public final void setAppendTimeout(String value) {
        options().set("appendTimeout", value);
    }

    public final void setEventDelayLimit(String value) {
        options().set("eventDelayLimit", value);
    }
}
