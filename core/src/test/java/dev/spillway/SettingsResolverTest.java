package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spillway.internal.buffer.BufferSettings;
import dev.spillway.internal.buffer.BufferSettings.Overflow;
import dev.spillway.internal.delivery.DeliverySettings;
import dev.spillway.internal.format.FormatSettings;
import dev.spillway.internal.format.FormatSettings.Field;
import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.format.FormatSettings.Multiline;
import dev.spillway.internal.format.FormatSettings.Oversize;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Destination.Scheme;
import dev.spillway.internal.transport.EndpointSettings;
import dev.spillway.internal.transport.Framing;
import dev.spillway.internal.transport.HttpSettings;
import dev.spillway.internal.transport.TransportSettings;
import dev.spillway.internal.transport.tls.TlsSettings;
import dev.spillway.internal.transport.tls.TrustSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsResolverTest {
    private static final String TLS = "destination=syslog+tls://a";
    private static final String TCP = "destination=syslog+tcp://a";
    private static final String UDP = "destination=syslog+udp://a";
    private static final long MB = 1 << 20;
    private static final String FORTY = "0123456789012345678901234567890123456789";
    private static final String LONG = FORTY + FORTY + FORTY + FORTY + FORTY + FORTY;

    @Test
    void aHostIsAllThatMustBeSet() {
        assertThat(resolve("host=logs.example.com"))
                .isEqualTo(new Settings(
                        new FormatSettings(
                                Format.RFC5424,
                                1,
                                "web-1",
                                "album",
                                "4711",
                                null,
                                ZoneId.systemDefault(),
                                8192,
                                Oversize.SPLIT,
                                Multiline.KEEP,
                                "app@32473",
                                Set.of(Field.values()),
                                null,
                                null,
                                Set.of(),
                                false),
                        new BufferSettings(16 * MB, 8192, 16 * MB / 100 * 10, Overflow.DROP, Duration.ofSeconds(1)),
                        null,
                        new TransportSettings(
                                null,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(30),
                                true,
                                TlsSettings.DEFAULT,
                                EndpointSettings.PLAIN),
                        new DeliverySettings(
                                List.of(new Destination(Scheme.TLS, "logs.example.com", 6514)),
                                Duration.ofMinutes(1),
                                Duration.ofMillis(500),
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(4),
                                8 * MB,
                                null,
                                Duration.ofSeconds(5),
                                true),
                        List.of()));
    }

    @Test
    void everyOptionReachesTheSettings(@TempDir Path directory) throws Exception {
        Path caFile = Files.createFile(directory.resolve("ca.pem"));

        assertThat(resolve(
                        "destination=syslog+tls://a",
                        "destination=syslog+tcp://b, syslog+tls://[::1]:7",
                        "preferredRetry=2min",
                        "appName=shop",
                        "hostname=h",
                        "procId=p",
                        "messageId=m",
                        "facility=local3",
                        "format=rfc5424",
                        "timeZone=UTC",
                        "framing=octet-counting",
                        "maxMessageSize=64KB",
                        "oversize=truncate",
                        "multiline=keep",
                        "structuredDataId=x@1",
                        "fields=mdc",
                        "structuredData=[y@1]",
                        "mdcIncludes=a,b",
                        "includeCallerData=true",
                        "bufferSize=8MB",
                        "overflow=block",
                        "maxBlockTime=2s",
                        "reserve=1MB",
                        "maxAge=1d",
                        "connectionTimeout=1s",
                        "writeTimeout=2s",
                        "reconnectionDelay=3s",
                        "maxReconnectionDelay=4s",
                        "idleTimeout=5s",
                        "keepAlive=false",
                        "replayWindow=3MB",
                        "caFile=" + caFile,
                        "tlsProtocols=TLSv1.3",
                        "tlsCiphers=TLS_AES_128_GCM_SHA256",
                        "verifyHostname=false",
                        "shutdownTimeout=6s",
                        "shutdownHook=false"))
                .usingRecursiveComparison()
                .ignoringFields("risks")
                .isEqualTo(new Settings(
                        new FormatSettings(
                                Format.RFC5424,
                                19,
                                "h",
                                "shop",
                                "p",
                                "m",
                                ZoneId.of("UTC"),
                                65_536,
                                Oversize.TRUNCATE,
                                Multiline.KEEP,
                                "x@1",
                                Set.of(Field.MDC),
                                "[y@1]",
                                Set.of("a", "b"),
                                Set.of(),
                                true),
                        new BufferSettings(8 * MB, 65_536, MB, Overflow.BLOCK, Duration.ofSeconds(2)),
                        null,
                        new TransportSettings(
                                Framing.OCTET_COUNTING,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                false,
                                new TlsSettings(
                                        new TrustSource.Pem(caFile),
                                        null,
                                        false,
                                        List.of("TLSv1.3"),
                                        List.of("TLS_AES_128_GCM_SHA256"),
                                        List.of()),
                                EndpointSettings.PLAIN,
                                null,
                                HttpSettings.DEFAULT,
                                3 * MB / 4),
                        new DeliverySettings(
                                List.of(
                                        new Destination(Scheme.TLS, "a", 6514),
                                        new Destination(Scheme.TCP, "b", 601),
                                        new Destination(Scheme.TLS, "::1", 7)),
                                Duration.ofMinutes(2),
                                Duration.ofSeconds(3),
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5),
                                3 * MB,
                                Duration.ofDays(1),
                                Duration.ofSeconds(6),
                                false),
                        List.of()));
        assertThat(resolve(TLS, "mdcExcludes=a,b").format().mdcExcludes()).containsExactlyInAnyOrder("a", "b");
    }

    @ParameterizedTest
    @CsvSource({
        "syslog+tls://a, , KEEP, 8192",
        "syslog+tcp://a, , ESCAPE, 8192",
        "syslog+udp://a, , KEEP, 1024",
        "'syslog+tls://a,syslog+tcp://a', , ESCAPE, 8192",
        "'syslog+tls://a,syslog+udp://a', , KEEP, 1024",
        "syslog+tcp://a, octet-counting, KEEP, 8192",
        "syslog+tls://a, newline, ESCAPE, 8192",
        "'syslog+udp://a,syslog+tls://a', newline, ESCAPE, 1024",
        "syslog+udp://a, newline, KEEP, 1024"
    })
    void multilineAndMessageSizeFollowDestinationsAndFraming(
            String destination, String framing, Multiline multiline, int maxMessageSize) {
        FormatSettings format = resolve("destination=" + destination, "framing=" + (framing == null ? "" : framing))
                .format();

        assertThat(format.multiline()).isEqualTo(multiline);
        assertThat(format.maxMessageSize()).isEqualTo(maxMessageSize);
    }

    @ParameterizedTest
    @CsvSource({"1MB, 10%, 524288", "4MB, 10%, 2097152", "64MB, 10%, 8388608", "4MB, 50%, 1048576", "4MB, 40%, 1468020"
    })
    void theReplayWindowFollowsBufferAndReserve(String bufferSize, String reserve, long window) {
        Settings settings = resolve(TLS, "bufferSize=" + bufferSize, "reserve=" + reserve);

        assertThat(settings.delivery().replayWindow()).isCloseTo(window, Offset.offset(100L));
    }

    @ParameterizedTest
    @CsvSource({"64MB, 10%, 1048576", "4MB, 10%, 524288", "1MB, 50%, 65536"})
    void peersAreAskedForReceiptsFourTimesInAReplayWindow(String bufferSize, String reserve, long receiptBytes) {
        Settings settings = resolve(TLS, "bufferSize=" + bufferSize, "reserve=" + reserve);

        assertThat(settings.transport().receiptBytes()).isCloseTo(receiptBytes, Offset.offset(100L));
    }

    @Test
    void aDelayThatIsSetAloneTakesTheOtherWithIt() {
        assertThat(resolve(TLS, "reconnectionDelay=1min").delivery().maxReconnectionDelay())
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(resolve(TLS, "maxReconnectionDelay=100ms").delivery().reconnectionDelay())
                .isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void anEmptyStructuredDataIdLeavesTheFieldsOut() {
        assertThat(resolve(TLS, "structuredDataId=").format().structuredDataId())
                .isNull();
        assertThat(resolve(TLS, "fields=").format().fields()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port=514 | neither host nor destination is set; allowed is a host such as logs.example.com, or a"
                        + " destination such as syslog+tls://logs.example.com:6514",
                "host=a;" + TLS
                        + " | host is \"a\", which contradicts destination=syslog+tls://a; allowed is one of the"
                        + " two",
                "port=514;" + TLS + " | port is \"514\", which goes with host and not with destination=syslog+tls://a;"
                        + " allowed is a port within the destination's URI",
                TCP
                        + ";multiline=keep | multiline is \"keep\", which would end a message at each line break with newline"
                        + " framing; allowed is escape or split, or framing=octet-counting where the endpoint takes it",
                UDP + ";maxMessageSize=64KB | maxMessageSize is \"64KB\", which no UDP datagram can hold; allowed is at"
                        + " most 65507 bytes with a syslog+udp destination",
                TLS + ";bufferSize=1MB;maxMessageSize=1MB | bufferSize is \"1MB\", which is too small for a"
                        + " maxMessageSize of 1MB; allowed is at least 8 times maxMessageSize",
                TLS
                        + ";reserve=9MB | reserve is \"9MB\", which is more than half of bufferSize; allowed is a percentage of"
                        + " the buffer from 0% to 50%, or a size up to half of it, such as 10% or 1MB",
                TLS
                        + ";replayWindow=9MB | replayWindow is \"9MB\", which is more than half of bufferSize; allowed is at"
                        + " most 8MB with a bufferSize of 16MB",
                TLS + ";replayWindow=8MB;reserve=6MB | replayWindow is \"8MB\", which leaves less than a quarter of"
                        + " bufferSize beside reserve; allowed is at most 6MB with a reserve of 6MB",
                TLS
                        + ";reconnectionDelay=2s;maxReconnectionDelay=1s | reconnectionDelay is \"2s\", which is longer than"
                        + " maxReconnectionDelay=1s; allowed is at most that",
                TLS + ";mdcIncludes=a;mdcExcludes=b | mdcExcludes is \"b\", which says nothing beside mdcIncludes=a;"
                        + " allowed is one of the two",
                TLS
                        + ";format=rfc3164;structuredData=[a@1] | structuredData is \"[a@1]\", which RFC 3164 has no place for;"
                        + " allowed is format=rfc5424 with it",
                TLS
                        + ";structuredData=[meta x=\"1\"] | structuredData is \"[meta x=\"1\"]\", which has the SD-ID meta, as"
                        + " each message already does; allowed is any other SD-ID",
                TLS
                        + ";structuredData=[app@32473] | structuredData is \"[app@32473]\", which has the SD-ID app@32473, as an"
                        + " event's fields already do; allowed is another one, there or in structuredDataId",
                TLS + ";maxMessageSize=480;structuredData=[a@1 x=\"" + LONG
                        + "\"] | structuredData is \"[a@1 x=\"****\"]\","
                        + " which leaves too little of a message for the event; allowed is at most half of maxMessageSize,"
                        + " which is 480 bytes",
                TLS + ";tlsProtocols=TLSv1.3,TLSv1.2;tlsCiphers=TLS_AES_128_GCM_SHA256 | tlsCiphers is"
                        + " \"TLS_AES_128_GCM_SHA256\", which has no cipher suite for TLSv1.2; allowed is at least one for"
                        + " each of tlsProtocols=TLSv1.3,TLSv1.2",
                TLS
                        + ";caFile=pom.xml;trustStore=pom.xml | caFile is \"pom.xml\", which contradicts trustStore=pom.xml;"
                        + " allowed is one of the two",
                TLS + ";keyFile=pom.xml;keyStore=pom.xml | keyFile is \"pom.xml\", which contradicts keyStore=pom.xml;"
                        + " allowed is one of the two",
                TLS + ";certFile=pom.xml | certFile is \"pom.xml\", which is of no use without its private key; allowed"
                        + " is certFile with keyFile, which may name the same file",
                TLS + ";keyFile=pom.xml | keyFile is \"pom.xml\", which is of no use without its certificate; allowed"
                        + " is keyFile with certFile, which may name the same file",
                "host=a;syslogHost=b | syslogHost is \"b\", but host is \"a\"; both set host, allowed is one of them",
                TLS + ";url=syslog+tls://b | url is \"syslog+tls://b\", but destination is \"syslog+tls://a\"; both set"
                        + " destination, allowed is one of them",
                TLS + ";neverBlock=true;overflow=block | overflow is \"block\", but neverBlock is \"true\"; both set"
                        + " overflow, allowed is one of them",
            })
    void contradictionsAreRefused(String options, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resolve(options.split(";")))
                .withMessage(message);
    }

    @Test
    void anOptionAndItsAliasMayAgree() {
        assertThat(resolve(TLS, "connectionTimeout=1s", "connectTimeoutMillis=1000", "connectTimeout=PT1S")
                        .transport()
                        .connectionTimeout())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(resolve("host=b", "syslogHost=c", "host=a", "syslogHost=a", "remoteHost=x", "remoteHost=")
                        .delivery()
                        .destinations())
                .extracting(Destination::host)
                .containsExactly("a");
    }

    private static Settings resolve(String... options) {
        OptionValues values = new OptionValues();
        for (String option : options) {
            String[] parts = option.split("=", 2);
            values.set(parts[0], parts[1]);
        }
        return new SettingsResolver(values, process()).resolve();
    }

    private static ProcessFacts process() {
        return new ProcessFacts(Map.of("HOSTNAME", "web-1"), List.of(), "/srv/album-1.4.2.jar --x", 4711);
    }
}
