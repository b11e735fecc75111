package dev.spillway.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A sink that keeps what it is given, until it has enough. */
final class Messages implements MessageSink {
    final List<Sent> sent = new ArrayList<>();
    int capacity = Integer.MAX_VALUE;
    Outcome outcome;

    record Sent(byte[] bytes, int structuredDataAt, Severity severity, long epochMillis, boolean last) {
        String string() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    @Override
    public boolean append(
            byte[] bytes,
            int offset,
            int length,
            int structuredDataAt,
            Severity severity,
            long epochMillis,
            boolean last) {
        if (sent.size() == capacity) {
            return false;
        }
        byte[] message = Arrays.copyOfRange(bytes, offset, offset + length);
        sent.add(new Sent(message, structuredDataAt, severity, epochMillis, last));
        return true;
    }

    Sent only() {
        assertThat(sent).hasSize(1);
        assertThat(outcome).isEqualTo(Outcome.APPENDED);
        return sent.get(0);
    }

    List<byte[]> bytes() {
        return sent.stream().map(Sent::bytes).toList();
    }

    List<Rfc5424Parser.Message> parsed() {
        return sent.stream()
                .map(message -> Rfc5424Parser.parse(message.bytes()))
                .toList();
    }

    List<String> texts() {
        return parsed().stream().map(Rfc5424Parser.Message::text).toList();
    }
}
