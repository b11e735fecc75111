package dev.spillway;

import dev.spillway.internal.buffer.BufferSettings.Overflow;
import dev.spillway.internal.format.FormatSettings.Field;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Destination.Scheme;
import java.util.ArrayList;
import java.util.List;

/** What a user should be told about options that are allowed, but cost safety or do nothing. */
final class Risks {
    private static final List<Option<?>> TLS_OPTIONS = List.of(
            Options.CA_FILE,
            Options.CERT_FILE,
            Options.KEY_FILE,
            Options.KEY_PASSWORD,
            Options.TRUST_STORE,
            Options.TRUST_STORE_PASSWORD,
            Options.TRUST_STORE_TYPE,
            Options.KEY_STORE,
            Options.KEY_STORE_PASSWORD,
            Options.KEY_STORE_TYPE,
            Options.PIN,
            Options.TLS_PROTOCOLS,
            Options.TLS_CIPHERS,
            Options.VERIFY_HOSTNAME);
    private static final List<Option<?>> STREAM_OPTIONS = List.of(Options.KEEP_ALIVE, Options.REPLAY_WINDOW);
    private static final List<Option<?>> HTTP_OPTIONS =
            List.of(Options.BATCH_SIZE, Options.LINGER, Options.REQUEST_TIMEOUT, Options.COMPRESSION, Options.HEADER);
    private static final List<Option<?>> RFC5424_OPTIONS = List.of(
            Options.MESSAGE_ID, Options.STRUCTURED_DATA_ID, Options.FIELDS, Options.MDC_INCLUDES, Options.MDC_EXCLUDES);
    private static final List<Option<?>> SYSLOG_OPTIONS = List.of(
            Options.FACILITY, Options.MESSAGE_ID, Options.TIME_ZONE, Options.MULTILINE, Options.STRUCTURED_DATA_ID);
    /** What IPv6's smallest packet leaves for a UDP payload (RFC 5426 section 3.2). */
    private static final int UNFRAGMENTED = 1232;

    private final OptionValues values;
    private final List<Destination> destinations;
    private final Endpoint endpoint;
    private final List<String> risks = new ArrayList<>();

    Risks(OptionValues values, List<Destination> destinations, Endpoint endpoint) {
        this.values = values;
        this.destinations = destinations;
        this.endpoint = endpoint;
    }

    /** One sentence for each, without a full stop. */
    List<String> inWords() {
        destinations.forEach(this::destination);
        token();
        delivery();
        pointless();
        return List.copyOf(risks);
    }

    private void destination(Destination destination) {
        if (destination.scheme() == Scheme.TCP || destination.scheme() == Scheme.HTTP) {
            risks.add(destination + " is clear text: whoever is on the way can read and forge messages");
        } else if (destination.scheme() == Scheme.UDP) {
            risks.add(destination + " is clear text and confirms nothing: whoever is on the way can read and forge"
                    + " messages, and lost ones stay lost");
        }
    }

    private void token() {
        if (values.isSet(Options.TOKEN)) {
            for (Destination destination : destinations) {
                if (!destination.scheme().isSecure()) {
                    risks.add(destination + " carries the token in clear text: whoever is on the way can use it");
                }
            }
        } else if (endpoint.preset() != null && !values.isSet(Options.STRUCTURED_DATA)) {
            for (Destination destination : destinations) {
                PresetVariant variant = endpoint.variants().get(destination);
                if (variant != null && variant.needsToken()) {
                    risks.add("endpoint=" + endpoint.preset() + " without a token: " + destination
                            + " is known to throw away what comes without one, and to say nothing");
                }
            }
        }
    }

    private void delivery() {
        if ((goesBy(Scheme.TLS) || goesBy(Scheme.HTTPS)) && !values.get(Options.VERIFY_HOSTNAME)) {
            risks.add("verifyHostname=false accepts a trusted certificate of any host, so that another host can take"
                    + " the messages");
        }
        Long window = values.find(Options.REPLAY_WINDOW);
        if (goesByStream() && window != null && window == 0) {
            risks.add("replayWindow=0 sends nothing again: what a broken connection had taken is lost");
        }
        Long size = values.find(Options.MAX_MESSAGE_SIZE);
        if (goesBy(Scheme.UDP) && size != null && size > UNFRAGMENTED) {
            risks.add("maxMessageSize=" + values.shown(Options.MAX_MESSAGE_SIZE) + " lets datagrams be cut on the way:"
                    + " those above " + UNFRAGMENTED + " bytes get lost more often");
        }
        if (values.get(Options.OVERFLOW) == Overflow.BLOCK) {
            risks.add("overflow=block makes log calls wait for up to maxBlockTime while the buffer is full");
        }
        if (!values.get(Options.SHUTDOWN_HOOK)) {
            risks.add("shutdownHook=false loses what waits when the JVM ends without a close");
        }
    }

    private void pointless() {
        if (values.find(Options.SPILL_DIRECTORY) == null) {
            withoutEffect(
                    List.of(Options.SPILL_LIMIT, Options.MIN_FREE_SPACE, Options.SYNC), "there is no spillDirectory");
        }
        if (!goesBy(Scheme.TLS) && !goesBy(Scheme.HTTPS)) {
            withoutEffect(TLS_OPTIONS, "no destination uses TLS");
        } else {
            withoutStores();
        }
        if (!goesBy(Scheme.TLS)) {
            withoutEffect(List.of(Options.RECEIPTS), "no destination is syslog over TLS");
        }
        if (!goesByStream()) {
            withoutEffect(STREAM_OPTIONS, "no destination is syslog over TLS or TCP");
        }
        if (goesBy(Scheme.UDP) && destinations.stream().allMatch(each -> each.scheme() == Scheme.UDP)) {
            withoutEffect(List.of(Options.FRAMING, Options.WRITE_TIMEOUT), "every destination is UDP");
        }
        if (!goesBy(Scheme.HTTPS) && !goesBy(Scheme.HTTP)) {
            withoutEffect(HTTP_OPTIONS, "no destination is https");
        }
        if (destinations.size() == 1) {
            withoutEffect(List.of(Options.PREFERRED_RETRY), "there is only one destination");
        }
        switch (endpoint.format()) {
            case RFC5424 -> {
                withoutEffect(List.of(Options.TIME_ZONE), "format is rfc5424");
                withoutFields();
            }
            case RFC3164 -> withoutEffect(RFC5424_OPTIONS, "format is rfc3164");
            case JSON -> {
                withoutEffect(SYSLOG_OPTIONS, "format is json");
                withoutMdc();
            }
        }
        if (values.get(Options.OVERFLOW) != Overflow.BLOCK) {
            withoutEffect(List.of(Options.MAX_BLOCK_TIME), "overflow is not block");
        }
    }

    private void withoutStores() {
        if (!values.isSet(Options.TRUST_STORE)) {
            withoutEffect(List.of(Options.TRUST_STORE_PASSWORD, Options.TRUST_STORE_TYPE), "there is no trustStore");
        }
        if (!values.isSet(Options.KEY_STORE)) {
            withoutEffect(List.of(Options.KEY_STORE_PASSWORD, Options.KEY_STORE_TYPE), "there is no keyStore");
            if (!values.isSet(Options.KEY_FILE)) {
                withoutEffect(List.of(Options.KEY_PASSWORD), "there is neither a keyFile nor a keyStore");
            }
        }
    }

    private void withoutFields() {
        if (values.get(Options.STRUCTURED_DATA_ID).isEmpty()) {
            withoutEffect(
                    List.of(Options.FIELDS, Options.MDC_INCLUDES, Options.MDC_EXCLUDES), "structuredDataId is empty");
        } else {
            withoutMdc();
        }
    }

    private void withoutMdc() {
        if (!values.get(Options.FIELDS).contains(Field.MDC)) {
            withoutEffect(List.of(Options.MDC_INCLUDES, Options.MDC_EXCLUDES), "fields has no mdc");
        }
    }

    private void withoutEffect(List<Option<?>> options, String why) {
        for (Option<?> option : options) {
            if (values.isSet(option)) {
                risks.add(values.spelling(option) + " has no effect: " + why);
            }
        }
    }

    private boolean goesBy(Scheme scheme) {
        return destinations.stream().anyMatch(destination -> destination.scheme() == scheme);
    }

    private boolean goesByStream() {
        return goesBy(Scheme.TLS) || goesBy(Scheme.TCP);
    }
}
