package dev.spillway.jul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.text.SimpleDateFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.ErrorManager;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.MemoryHandler;
import java.util.logging.SimpleFormatter;
import java.util.logging.XMLFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What every handler has, and what the JDK's documentation does with one, with ours in its place. */
final class FrameworkTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("spillway").within(Duration.ofSeconds(30));

    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    private final Jul jul = new Jul();
    private SyslogEndpoint endpoint;

    @BeforeEach
    void listen() throws Exception {
        endpoint = SyslogEndpoint.tcp().start();
    }

    @AfterEach
    void stop() {
        jul.close();
        endpoint.close();
    }

    @Test
    void levelFilterFormatterAndEncodingOfTheConfigurationAreHonoured() {
        ship(
                "level = WARNING",
                "filter = " + NoSecrets.class.getName(),
                "formatter = " + SimpleFormatter.class.getName(),
                "encoding = ISO-8859-1");

        jul.logger().info("below");
        jul.logger().warning("a secret");
        jul.logger().severe("Größe");

        assertThat(jul.handler().getEncoding()).isEqualTo("ISO-8859-1");
        assertThat(arrived(1).get(0)).contains("<11>1 ").containsPattern("SEVERE: Größe$");
        assertThat(jul.handler().engine().stats().accepted()).isEqualTo(1);
    }

    @Test
    void formattersStackTraceIsShippedOnce() {
        ship("formatter = " + SimpleFormatter.class.getName(), "maxMessageSize = 64KB", "multiline = escape");

        jul.logger().log(Level.SEVERE, "failed", new IllegalStateException("no stock"));

        assertThat(arrived(1).get(0)).containsOnlyOnce("java.lang.IllegalStateException: no stock");
    }

    @Test
    void headAndTailAreNoMessages() {
        ship("formatter = " + XMLFormatter.class.getName(), "multiline = escape", "maxMessageSize = 64KB");

        jul.logger().info("one");
        jul.close();

        assertThat(arrived(1).get(0))
                .contains("<record>\\n", "<message>one</message>")
                .endsWith("</record>")
                .doesNotContain("<log>", "</log>");
    }

    @Test
    void levelFilterAndFormatterMayBeSetByCodeAtAnyTime() {
        ship();
        SpillwayHandler handler = jul.handler();

        handler.setLevel(Level.SEVERE);
        jul.logger().warning("below");
        handler.setLevel(Level.ALL);
        handler.setFilter(record -> !record.getMessage().contains("secret"));
        jul.logger().warning("a secret");
        handler.setFormatter(new SimpleFormatter() {
            @Override
            public String format(LogRecord record) {
                return "[" + formatMessage(record) + "]\n";
            }
        });
        jul.logger().warning("shipped");

        assertThat(arrived(1).get(0)).endsWith(" [shipped]");
    }

    /** As the class description of {@link MemoryHandler} has it: a trigger pushes what led to it. */
    @Test
    void memoryHandlerPushesToOurs() {
        jul.properties("""
                handlers = java.util.logging.MemoryHandler
                .level = ALL
                java.util.logging.MemoryHandler.level = ALL
                java.util.logging.MemoryHandler.size = 3
                java.util.logging.MemoryHandler.push = SEVERE
                java.util.logging.MemoryHandler.target = %s
                %s.destination = %s
                """.formatted(Jul.HANDLER, Jul.HANDLER, destination()));

        for (int i = 1; i <= 5; i++) {
            jul.logger().log(Level.FINE, "step {0}", i);
        }
        assertThat(endpoint.messages()).isEmpty();
        jul.logger().severe("failed");

        assertThat(arrived(3))
                .satisfiesExactly(
                        text -> assertThat(text).startsWith("<15>1 ").endsWith("shop.Checkout: step 4"),
                        text -> assertThat(text).endsWith("shop.Checkout: step 5"),
                        text -> assertThat(text).startsWith("<11>1 ").endsWith("shop.Checkout: failed"));
    }

    /** As the overview of java.util.logging has it: a logger of its own level and handler, by code. */
    @Test
    void loggerWithAHandlerOfItsOwnByCode() {
        SpillwayHandler handler = new SpillwayHandler(Map.of("destination", destination()));
        Logger logger = Logger.getLogger("com.wombat.nose");
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        logger.setLevel(Level.FINEST);
        try {
            logger.fine("doing stuff");
            logger.entering("com.wombat.Nose", "sneeze", "loud");
            logger.exiting("com.wombat.Nose", "sneeze");

            assertThat(arrived(3))
                    .satisfiesExactly(
                            text -> assertThat(text).endsWith("com.wombat.nose: doing stuff"),
                            text -> assertThat(text).endsWith("com.wombat.nose: ENTRY loud"),
                            text -> assertThat(text).endsWith("com.wombat.nose: RETURN"));
        } finally {
            logger.removeHandler(handler);
            handler.close();
        }
    }

    @Test
    void handlerOfOneLoggerByConfiguration() {
        jul.properties("""
                .level = INFO
                market.handlers = %s
                market.level = FINE
                %s.destination = %s
                """.formatted(Jul.HANDLER, Jul.HANDLER, destination()));
        Logger market = Logger.getLogger("market");

        jul.logger().severe("of others");
        Logger.getLogger("market.Stall").fine("of the market");

        assertThat(arrived(1).get(0)).endsWith("market.Stall: of the market");
        assertThat(market.getHandlers()).hasSize(1);
    }

    @Test
    void filterThatThrowsCostsTheRecordAndIsToldOnce() {
        ship();
        List<String> told = tell();
        jul.handler().setFilter(record -> {
            throw new IllegalStateException("no rules");
        });

        jul.logger().info("one");
        jul.logger().info("two");
        jul.handler().setFilter(null);
        jul.logger().info("three");

        assertThat(arrived(1).get(0)).endsWith("three");
        assertThat(told)
                .containsExactly(ErrorManager.GENERIC_FAILURE + " the filter threw java.lang.IllegalStateException: no"
                        + " rules; the record is dropped, and so may be others");
    }

    @Test
    void formatterThatThrowsCostsTheRecordAndIsToldOnce() {
        ship();
        List<String> told = tell();
        AtomicInteger calls = new AtomicInteger();
        jul.handler().setFormatter(new Formatter() {
            @Override
            public String format(LogRecord record) {
                throw new IllegalStateException("call " + calls.incrementAndGet());
            }
        });

        jul.logger().info("one");
        jul.logger().info("two");

        assertThat(calls).hasValue(2);
        assertThat(told)
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith(ErrorManager.FORMAT_FAILURE + " the formatter threw")
                        .contains("call 1"));
        assertThat(jul.handler().engine().stats().droppedTotal()).isEqualTo(2);
    }

    @Test
    void errorManagerThatLogsDoesNotLoop() {
        ship();
        AtomicInteger errors = new AtomicInteger();
        jul.handler().setErrorManager(new ErrorManager() {
            @Override
            public void error(String message, Exception exception, int code) {
                errors.incrementAndGet();
                jul.logger().severe("told: " + message);
            }
        });
        jul.handler().setFormatter(new Formatter() {
            @Override
            public String format(LogRecord record) {
                throw new IllegalStateException(record.getMessage());
            }
        });

        jul.logger().info("one");

        assertThat(errors).hasValue(1);
    }

    /** As many a formatter of an application does it: a date format in a field, which is for one thread at a time. */
    @Test
    void formatterOfTheApplicationIsCalledByOneThreadAtATime() throws Exception {
        ship();
        jul.handler().setFormatter(new Dated());
        int each = 2_000;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                for (int j = 0; j < each; j++) {
                    LogRecord record = new LogRecord(Level.INFO, "m");
                    record.setInstant(new Date(j * 86_400_000L).toInstant());
                    record.setMessage(record.getInstant().toString().substring(0, 10));
                    jul.handler().publish(record);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(jul.handler().engine().stats().droppedTotal()).isZero();
        assertThat(arrived(4 * each)).allSatisfy(text -> {
            String[] words = text.split(" ");
            assertThat(words[words.length - 1]).isEqualTo(words[words.length - 2]);
        });
    }

    /** Writes the date twice, as the date format has it and as the message does. */
    private static final class Dated extends Formatter {
        private final SimpleDateFormat format = new SimpleDateFormat("yyyy-MM-dd");

        Dated() {
            format.setTimeZone(TimeZone.getTimeZone("UTC"));
        }

        @Override
        public String format(LogRecord record) {
            return format.format(Date.from(record.getInstant())) + " " + record.getMessage();
        }
    }

    /** A filter that a configuration can name. */
    public static final class NoSecrets implements Filter {
        @Override
        public boolean isLoggable(LogRecord record) {
            return !record.getMessage().contains("secret");
        }
    }

    /** Collects what the handler's error manager is told. */
    private List<String> tell() {
        List<String> told = new ArrayList<>();
        jul.handler().setErrorManager(new ErrorManager() {
            @Override
            public void error(String message, Exception exception, int code) {
                told.add(code + " " + message);
            }
        });
        return told;
    }

    private void ship(String... options) {
        String[] all = new String[options.length + 1];
        all[0] = "destination = " + destination();
        System.arraycopy(options, 0, all, 1, options.length);
        jul.handler(all);
        assertThat(jul.handler().engine()).as("%s", jul.errors()).isNotNull();
    }

    private String destination() {
        return "syslog+tcp://127.0.0.1:" + endpoint.port();
    }

    private List<String> arrived(int count) {
        List<ReceivedMessage> messages = endpoint.awaitMessages(count, ARRIVAL);
        assertThat(messages).hasSize(count);
        return messages.stream().map(ReceivedMessage::text).toList();
    }
}
