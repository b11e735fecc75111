package dev.spillway.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads messages in JSON as strictly as RFC 8259 allows: UTF-8, one object in one line, no name twice. */
final class JsonObjects {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonObjects() {}

    static JsonNode parse(byte[] message) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message))
                    .toString();
            assertThat(text.chars().noneMatch(c -> c < ' ')).isTrue();
            JsonNode node = MAPPER.readTree(text);
            assertThat(node.isObject()).isTrue();
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(new String(message, StandardCharsets.UTF_8), e);
        }
    }

    static List<JsonNode> parse(Messages messages) {
        return messages.bytes().stream().map(JsonObjects::parse).toList();
    }
}
