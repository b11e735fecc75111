package dev.spillway.acceptance;

import dev.spillway.testkit.Behaviour;
import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.SyslogEndpoint;
import dev.spillway.testkit.SyslogEndpointBuilder;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A server that dies after so many messages, is away for a while, and comes back on the same port; some times. */
final class DyingServer implements AutoCloseable {
    private final Consumer<ReceivedMessage> consumer;
    private final int messagesALife;
    private final Duration away;
    private final AtomicInteger deathsLeft;
    private final AtomicInteger deaths = new AtomicInteger();
    private final AtomicInteger messages = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final SyslogEndpoint endpoint;

    DyingServer(
            SyslogEndpointBuilder builder,
            Consumer<ReceivedMessage> consumer,
            int deaths,
            int messagesALife,
            Duration away) {
        this.consumer = consumer;
        this.messagesALife = messagesALife;
        this.away = away;
        this.deathsLeft = new AtomicInteger(deaths);
        this.endpoint =
                builder.behaviour(Behaviour.readAll()).onMessage(this::take).start();
    }

    private void take(ReceivedMessage message) {
        consumer.accept(message);
        if (messages.incrementAndGet() >= messagesALife && deathsLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            deaths.incrementAndGet();
            endpoint.die();
            clock.schedule(this::live, away.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void live() {
        messages.set(0);
        endpoint.restart();
    }

    SyslogEndpoint endpoint() {
        return endpoint;
    }

    int deaths() {
        return deaths.get();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        endpoint.close();
    }
}
