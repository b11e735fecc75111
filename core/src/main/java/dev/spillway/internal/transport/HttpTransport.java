package dev.spillway.internal.transport;

import dev.spillway.internal.transport.http.Exchange;
import dev.spillway.internal.transport.http.HttpAnswer;
import dev.spillway.internal.transport.http.HttpClient;
import dev.spillway.internal.transport.http.RetryAfter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Messages in batches, each as one POST that its answer confirms. One request is under way at a time, since order is a
 * promise; the next batch comes together meanwhile. Anything but a confirmation ends the transport, and whoever follows
 * sends the same batch again.
 */
final class HttpTransport implements Transport {
    /** Between an answer that was no good and the next request. */
    private static final long SHORTEST_PAUSE_NANOS = 100_000_000L;

    private static final long LONGEST_PAUSE_NANOS = 30_000_000_000L;
    private static final int MOST_DOUBLINGS = 20;

    private final HttpClient client;
    private final HttpRequests requests;
    private final AddedElement element;
    private final BatchBook book;
    private final BatchLimit limit;
    private final long lingerNanos;
    private final Duration connectionTimeout;
    private final Duration requestTimeout;

    private State state = State.OPEN;
    private @Nullable String failure;
    private Retry retry = Retry.USUAL;
    private boolean confirmed;
    private boolean hurried;
    private long now;

    private byte[] message = new byte[0];
    private @Nullable HttpBatch gathering;
    private @Nullable HttpBatch sent;
    /** Of a request that is over. */
    private @Nullable HttpBody spare;

    private @Nullable Exchange exchange;
    private long startedNanos;
    private @Nullable Settled settled;
    private boolean again;
    private int refusals;
    private long notBefore;

    HttpTransport(
            HttpClient client,
            HttpRequests requests,
            AddedElement element,
            BatchBook book,
            TransportSettings settings,
            long nowNanos) {
        this.client = client;
        this.requests = requests;
        this.element = element;
        this.book = book;
        this.limit = new BatchLimit(settings.http().batchBytes());
        this.lingerNanos = settings.http().linger().toNanos();
        this.connectionTimeout = settings.connectionTimeout();
        this.requestTimeout = settings.http().requestTimeout();
        this.now = nowNanos;
        this.notBefore = nowNanos;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public boolean step(long nowNanos) {
        now = nowNanos;
        if (state == State.ENDED) {
            return false;
        }
        boolean moved = exchange != null && awaitAnswer(exchange);
        // What is settled has to be noted first: then the next batch begins where everything before it is over.
        if (state != State.ENDED && exchange == null && settled == null && !again) {
            moved |= sendNext();
        }
        return moved;
    }

    private boolean awaitAnswer(Exchange pending) {
        HttpAnswer answer = pending.answer();
        if (answer != null) {
            exchange = null;
            judge(answer);
            return true;
        }
        long nanos = now - startedNanos;
        if (!pending.isConnected() && nanos >= connectionTimeout.toNanos()) {
            end("no connection within connectionTimeout (" + connectionTimeout.toMillis() + "ms)");
        } else if (nanos >= requestTimeout.toNanos()) {
            end("no answer within requestTimeout (" + requestTimeout.toMillis() + "ms)");
        }
        return state == State.ENDED;
    }

    private void judge(HttpAnswer answer) {
        HttpBatch batch = sent;
        if (batch == null) {
            throw new IllegalStateException("an answer without a batch");
        }
        sent = null;
        if (answer.failure() != null) {
            batch.close();
            end(answer.failure());
            return;
        }
        // The thread that sent it has taken the answer since, and reads it no more.
        giveBack(batch.body());
        switch (HttpVerdict.of(answer.status())) {
            case DELIVERED -> {
                refusals = 0;
                limit.delivered();
                settled = new Settled(batch.end(), null);
            }
            case TOO_LARGE -> tooLarge(batch, answer);
            case REFUSED -> refused(batch, answer);
            case LATER -> {
                retry = new Retry(RetryAfter.nanos(answer.retryAfter(), answer.dateMillis()), false);
                end(requests.describe(answer));
            }
            case FORBIDDEN -> {
                retry = Retry.SLOW;
                end(requests.describe(answer) + HttpRequests.advice(answer.status()));
            }
        }
    }

    private void tooLarge(HttpBatch batch, HttpAnswer answer) {
        if (!limit.refused(batch, batch.body().plainLength())) {
            refused(batch, answer);
            return;
        }
        book.forget(batch.from());
        giveUpGathering();
        again = true;
        state = State.OPEN;
        notBefore = now + SHORTEST_PAUSE_NANOS;
    }

    private void refused(HttpBatch batch, HttpAnswer answer) {
        settled = new Settled(
                batch.end(), requests.describe(answer) + "; " + batch.messages() + " messages are dropped as rejected");
        // An endpoint that refuses everything, perhaps by mistake, should not empty the buffer in a moment.
        notBefore = now + Math.min(SHORTEST_PAUSE_NANOS << Math.min(refusals++, MOST_DOUBLINGS), LONGEST_PAUSE_NANOS);
    }

    private void giveUpGathering() {
        if (gathering != null) {
            giveBack(gathering.body());
            gathering = null;
        }
    }

    private HttpBody takeBody() {
        HttpBody body = spare;
        if (body == null) {
            return requests.body();
        }
        spare = null;
        body.clear();
        return body;
    }

    private void giveBack(HttpBody body) {
        if (spare == null && body.isWorthKeeping(limit.bytes())) {
            spare = body;
        } else {
            body.close();
        }
    }

    private boolean sendNext() {
        HttpBatch next = gathering;
        if (next == null) {
            if (state == State.CLOSING) {
                confirmed = true;
                end(null);
            }
            return state == State.ENDED;
        }
        boolean due = next.isFull() || hurried || state == State.CLOSING || next.ageNanos(now) >= lingerNanos;
        if (!due || now - notBefore < 0) {
            return false;
        }
        gathering = null;
        hurried = false;
        sent = next;
        startedNanos = now;
        exchange = client.post(requests.of(next));
        return true;
    }

    @Override
    public boolean offer(Message stored) {
        if (state != State.OPEN || again) {
            return false;
        }
        HttpBatch batch = gathering;
        if (batch == null) {
            batch = new HttpBatch(book, takeBody(), stored.position(), limit.bytes(), now);
            gathering = batch;
        }
        Message offered = element.to(stored);
        if (!batch.hasRoomFor(offered)) {
            return false;
        }
        int length = offered.length();
        if (message.length < length) {
            message = new byte[length];
        }
        offered.copy(0, message, 0, length);
        length = requests.shorten(message, length, limit.messageBytes(stored));
        batch.add(stored, message, length);
        return true;
    }

    @Override
    public void hurry() {
        hurried = gathering != null;
    }

    @Override
    public int heldBytes() {
        return 0;
    }

    @Override
    public boolean isFlushed() {
        return gathering == null && exchange == null && settled == null && !again;
    }

    @Override
    public boolean knowsFate() {
        return true;
    }

    @Override
    public @Nullable Settled settled() {
        Settled found = settled;
        settled = null;
        return found;
    }

    @Override
    public boolean asksAgain() {
        boolean asked = again;
        again = false;
        return asked;
    }

    @Override
    public void finish() {
        if (state == State.OPEN) {
            state = State.CLOSING;
        }
    }

    @Override
    public void abort() {
        if (state != State.ENDED) {
            end(null);
        }
    }

    private void end(@Nullable String why) {
        failure = why;
        state = State.ENDED;
        if (exchange != null) {
            exchange.cancel();
        }
        if (sent != null) {
            sent.close();
        }
        giveUpGathering();
        if (spare != null) {
            spare.close();
            spare = null;
        }
        client.close();
    }

    @Override
    public boolean isConfirmed() {
        return confirmed;
    }

    @Override
    public @Nullable String failure() {
        return failure;
    }

    @Override
    public Retry retry() {
        return retry;
    }
}
