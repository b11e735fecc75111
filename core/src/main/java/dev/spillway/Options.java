package dev.spillway;

import dev.spillway.internal.buffer.BufferSettings.Overflow;
import dev.spillway.internal.format.FormatSettings.Field;
import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.format.FormatSettings.Multiline;
import dev.spillway.internal.format.FormatSettings.Oversize;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Framing;
import dev.spillway.internal.transport.ProxySettings;
import dev.spillway.internal.transport.Token;
import dev.spillway.internal.transport.tls.Pin;
import dev.spillway.internal.transport.tls.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The table of all options, which every front end and docs/configuration.md follow. */
final class Options {
    private static final List<Option<?>> TABLE = new ArrayList<>();
    private static final String NONE = "none";
    private static final ValueType<Boolean> BOOLEAN = ChoiceType.ofBoolean();
    private static final ValueType<String> LINE = TextType.ofLine();
    private static final ValueType<Path> PEM_FILE = TextType.ofFile("PEM");
    private static final ValueType<Path> STORE_FILE = TextType.ofFile("key store");
    private static final ValueType<String> STORE_TYPE = TextType.ofStoreType();
    private static final ValueType<Secret> SECRET = new SecretType();

    static final Option<List<Destination>> DESTINATION = add(Option.unset(
            "destination", new ListType<>(new DestinationType()), NONE, "where to send; the first is preferred"));
    static final Option<String> HOST = add(
            Option.unset("host", new HostType(), NONE, "with `port`, short for `destination=syslog+tls://host:port`"));
    static final Option<Integer> PORT =
            add(Option.of("port", TextType.ofPort(), "6514", "the port that goes with `host`"));
    static final Option<Duration> PREFERRED_RETRY = add(Option.of(
            "preferredRetry",
            new DurationType("100ms", "1d"),
            "1min",
            "how often the preferred destination is tried while another one is in use"));

    static final Option<Preset> ENDPOINT = add(
            Option.unset(
                    "endpoint",
                    ChoiceType.ofPresets(),
                    NONE,
                    "a known endpoint: what it wants is the default of `format`, `framing` and limits, and where the token goes"));
    static final Option<Token> TOKEN = add(Option.unset(
            "token", new TokenType(), NONE, "the secret by which the endpoint knows you; never stored, never shown"));

    static final Option<String> APP_NAME =
            add(Option.unset("appName", LINE, "main class or jar", "the application's name in the syslog header"));
    static final Option<String> HOSTNAME = add(Option.unset(
            "hostname", LINE, "`$HOSTNAME`, else the kernel's name", "the host's name in the syslog header"));
    static final Option<String> PROC_ID =
            add(Option.unset("procId", LINE, "process ID", "the process in the syslog header"));
    static final Option<String> MESSAGE_ID =
            add(Option.unset("messageId", LINE, NONE, "the type of message in the RFC 5424 header"));
    static final Option<Integer> FACILITY =
            add(Option.of("facility", ChoiceType.ofFacility(), "user", "the facility in the syslog header"));

    static final Option<Format> FORMAT =
            add(Option.of("format", ChoiceType.of(Format.class), "rfc5424", "the syntax of a message"));
    static final Option<ZoneId> TIME_ZONE = add(Option.unset(
            "timeZone", TextType.ofZone(), "JVM's zone", "the zone of RFC 3164 timestamps; RFC 5424 ones are in UTC"));
    static final Option<Framing> FRAMING = add(Option.unset(
            "framing",
            ChoiceType.of(Framing.class),
            "`octet-counting` on TLS, `newline` on plain TCP and HTTPS",
            "how messages are told apart in a stream or a request"));
    static final Option<Long> MAX_MESSAGE_SIZE = add(Option.unset(
            "maxMessageSize",
            new SizeType("480 bytes", "1MB", "8192 or 64KB"),
            "8192, with a UDP destination 1024",
            "the largest message without its framing; at most 65507 with a UDP destination"));
    static final Option<Oversize> OVERSIZE =
            add(Option.of("oversize", ChoiceType.of(Oversize.class), "split", "what becomes of a larger message"));
    static final Option<Multiline> MULTILINE = add(Option.unset(
            "multiline",
            ChoiceType.of(Multiline.class),
            "`escape` with newline framing, else `keep`",
            "what becomes of line breaks in a message"));

    static final Option<String> STRUCTURED_DATA_ID = add(Option.orEmpty(
            "structuredDataId",
            TextType.ofStructuredDataId(),
            "app@32473",
            "",
            "the SD-ID under which an event's fields are sent"));
    static final Option<List<Field>> FIELDS = add(Option.orEmpty(
            "fields",
            new ListType<>(ChoiceType.of(Field.class)),
            "thread,mdc,keyvalues,markers",
            List.of(),
            "what of an event goes into structured data"));
    static final Option<StructuredDataType.Elements> STRUCTURED_DATA = add(Option.unset(
            "structuredData", new StructuredDataType(), NONE, "structured data that goes with every message"));
    static final Option<List<String>> MDC_INCLUDES =
            add(Option.unset("mdcIncludes", new ListType<>(LINE), "all", "the only MDC entries to send"));
    static final Option<List<String>> MDC_EXCLUDES =
            add(Option.unset("mdcExcludes", new ListType<>(LINE), NONE, "the MDC entries not to send"));
    static final Option<Boolean> INCLUDE_CALLER_DATA = add(
            Option.of("includeCallerData", BOOLEAN, "false", "whether to send where in the code an event was logged"));

    static final Option<Long> BUFFER_SIZE = add(Option.of(
            "bufferSize",
            new SizeType("1MB", "2GB", "64MB or 1 GB"),
            "16MB",
            "the memory for waiting events, without a `spillDirectory` or when it cannot be used"));
    static final Option<Path> SPILL_DIRECTORY = add(Option.unset(
            "spillDirectory",
            TextType.ofDirectory(),
            NONE,
            "the local directory for the crash-proof buffer; made if it is missing"));
    static final Option<Long> SPILL_LIMIT = add(Option.of(
            "spillLimit", new SizeType("4MB", "1024GB", "256MB or 10 GB"), "1GB", "how much of the disk it may use"));
    static final Option<Long> MIN_FREE_SPACE = add(Option.of(
            "minFreeSpace",
            new SizeType("0", "1024GB", "100MB or 1 GB"),
            "100MB",
            "how much of the disk is left free"));
    static final Option<SyncType.Sync> SYNC = add(Option.of(
            "sync",
            new SyncType(),
            "os",
            "when what was logged is made to survive a loss of power: as the system sees fit, or in an interval"));
    static final Option<Overflow> OVERFLOW = add(Option.of(
            "overflow",
            ChoiceType.of(Overflow.class),
            "drop",
            "what happens when the buffer is full; `drop` drops the newest event"));
    static final Option<Duration> MAX_BLOCK_TIME = add(Option.of(
            "maxBlockTime",
            new DurationType("1ms", "1h"),
            "1s",
            "how long a log call may wait for room with `overflow=block`"));
    static final Option<ReserveType.Reserve> RESERVE =
            add(Option.of("reserve", new ReserveType(), "10%", "the last part of the buffer, kept for WARN and above"));
    static final Option<Duration> MAX_AGE = add(Option.unset(
            "maxAge", new DurationType("1s", "365d"), NONE, "how long an event may wait before it is dropped"));

    static final Option<Duration> CONNECTION_TIMEOUT = add(Option.of(
            "connectionTimeout",
            new DurationType("10ms", "5min"),
            "5s",
            "how long a name may take to resolve, and a connection with its TLS handshake to be made"));
    static final Option<Duration> WRITE_TIMEOUT = add(Option.of(
            "writeTimeout",
            new DurationType("10ms", "1h"),
            "30s",
            "how long the other side may take nothing while messages wait for it"));
    static final Option<Duration> RECONNECTION_DELAY = add(Option.of(
            "reconnectionDelay",
            new DurationType("10ms", "1h"),
            "500ms",
            "the first delay after a failure; it doubles with each further one, and is drawn at random up to that"));
    static final Option<Duration> MAX_RECONNECTION_DELAY =
            add(Option.of("maxReconnectionDelay", new DurationType("10ms", "1d"), "30s", "the largest such delay"));
    static final Option<Duration> IDLE_TIMEOUT = add(Option.of(
            "idleTimeout", new DurationType("100ms", "1d"), "4min", "when a connection without messages is closed"));
    static final Option<Boolean> KEEP_ALIVE =
            add(Option.of("keepAlive", BOOLEAN, "true", "whether TCP probes an idle connection"));
    static final Option<String> RECEIPTS = add(Option.of(
            "receipts",
            ChoiceType.ofWords("auto", "off"),
            "auto",
            "whether TLS 1.3 peers are asked what they have read, so that a broken connection costs nothing"));
    static final Option<Long> REPLAY_WINDOW = add(Option.unset(
            "replayWindow",
            new SizeType("0", "1GB", "64KB or 4 MB"),
            "8MB, at most half of `bufferSize`",
            "how much of what was sent is kept and sent again after a broken connection; 0 for nothing"));

    static final Option<Long> BATCH_SIZE = add(Option.of(
            "batchSize",
            new SizeType("1KB", "16MB", "512KB or 1 MB"),
            "512KB",
            "how much goes into one HTTPS request, before compression; one message at least"));
    static final Option<Duration> LINGER = add(Option.of(
            "linger", new DurationType("1ms", "1min"), "200ms", "how long an HTTPS request waits for more messages"));
    static final Option<Duration> REQUEST_TIMEOUT = add(Option.of(
            "requestTimeout", new DurationType("10ms", "1h"), "30s", "how long an HTTPS request may take in all"));
    static final Option<String> COMPRESSION = add(Option.of(
            "compression",
            ChoiceType.ofWords("gzip", "none"),
            "gzip",
            "how the body of an HTTPS request is compressed"));
    static final Option<List<String>> HEADER =
            add(Option.unset("header", new HeaderType(), NONE, "a further header field of each HTTPS request"));

    static final Option<Path> CA_FILE =
            add(Option.unset("caFile", PEM_FILE, "JVM's trust", "PEM certificates to trust instead of the JVM's"));
    static final Option<Path> CERT_FILE = add(Option.unset(
            "certFile", PEM_FILE, NONE, "our certificate and those above it, to present to who asks for it"));
    static final Option<Path> KEY_FILE =
            add(Option.unset("keyFile", PEM_FILE, NONE, "the private key of the certificate in `certFile`"));
    static final Option<Secret> KEY_PASSWORD =
            add(Option.unset("keyPassword", SECRET, NONE, "the password of an encrypted key"));
    static final Option<Path> TRUST_STORE = add(Option.unset(
            "trustStore",
            STORE_FILE,
            "JVM's trust",
            "a key store with the certificates to trust, instead of `caFile`"));
    static final Option<Secret> TRUST_STORE_PASSWORD =
            add(Option.unset("trustStorePassword", SECRET, NONE, "the password of `trustStore`"));
    static final Option<String> TRUST_STORE_TYPE =
            add(Option.unset("trustStoreType", STORE_TYPE, "PKCS12 or JKS, as it is", "the type of `trustStore`"));
    static final Option<Path> KEY_STORE = add(Option.unset(
            "keyStore", STORE_FILE, NONE, "a key store with our key and certificate, instead of `certFile`"));
    static final Option<Secret> KEY_STORE_PASSWORD = add(Option.unset(
            "keyStorePassword",
            SECRET,
            NONE,
            "the password of `keyStore`, and of the key in it unless `keyPassword` is set"));
    static final Option<String> KEY_STORE_TYPE =
            add(Option.unset("keyStoreType", STORE_TYPE, "PKCS12 or JKS, as it is", "the type of `keyStore`"));
    static final Option<List<Pin>> PIN = add(Option.unset(
            "pin",
            new ListType<>(new PinType()),
            NONE,
            "public keys, one of which must be in the chain of the endpoint's certificate, besides all else"));
    static final Option<List<String>> TLS_PROTOCOLS = add(Option.unset(
            "tlsProtocols",
            new ListType<>(ChoiceType.ofWords("TLSv1.2", "TLSv1.3")),
            "JVM's from TLSv1.2 on",
            "the TLS versions to use"));
    static final Option<List<String>> TLS_CIPHERS =
            add(Option.unset("tlsCiphers", new ListType<>(new CipherType()), "JVM's", "the TLS cipher suites to use"));
    static final Option<Boolean> VERIFY_HOSTNAME = add(
            Option.of("verifyHostname", BOOLEAN, "true", "whether the certificate must be for the destination's host"));

    static final Option<ProxySettings> PROXY = add(Option.unset(
            "proxy", new ProxyType(), NONE, "the proxy through which connections go; it looks up the endpoint's name"));

    static final Option<Duration> SHUTDOWN_TIMEOUT = add(
            Option.of("shutdownTimeout", new DurationType("1ms", "1h"), "5s", "the one deadline for all of a close"));
    static final Option<Boolean> SHUTDOWN_HOOK =
            add(Option.of("shutdownHook", BOOLEAN, "true", "whether the engine closes itself when the JVM ends"));

    private Options() {}

    /** All options, as the documentation orders them. */
    static List<Option<?>> all() {
        return Collections.unmodifiableList(TABLE);
    }

    private static <T> Option<T> add(Option<T> option) {
        TABLE.add(option);
        return option;
    }
}
