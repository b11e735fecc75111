package dev.spillway.internal.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Writer;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/**
 * The application's objects as JSON, by Jackson and the Jackson modules that it finds. Safe for use by many threads. The
 * first object of a class costs what Jackson needs to learn of the class, a lock of Jackson's own included; nothing of it
 * is kept per thread.
 */
final class ObjectValues {
    private static final int DEEPEST = 64;

    private final ObjectMapper mapper;

    ObjectValues() {
        JsonFactory factory = JsonFactory.builder()
                .streamWriteConstraints(StreamWriteConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .build())
                .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                .build();
        JsonMapper.Builder builder =
                JsonMapper.builder(factory).disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        mapper = withModules(builder).build();
    }

    private static JsonMapper.Builder withModules(JsonMapper.Builder builder) {
        try {
            return builder.findAndAddModules();
        } catch (ServiceConfigurationError e) {
            // A module that fits no other part of the application: its types are written without it.
            return builder;
        }
    }

    /** The object's JSON in one line; null if it has none, has more characters than that, or nests deeper than 64. */
    @Nullable StringBuilder json(Object value, int mostCharacters) {
        BoundedText text = new BoundedText(mostCharacters);
        try {
            mapper.writeValue(text, value);
            return text.written;
        } catch (Throwable e) {
            // Whatever its getters throw, an Error included: the event must survive that.
            return null;
        }
    }

    private static final class BoundedText extends Writer {
        private final StringBuilder written = new StringBuilder(256);
        private final int most;

        BoundedText(int most) {
            this.most = most;
        }

        @Override
        public void write(char[] from, int offset, int length) throws IOException {
            if (length > most - written.length()) {
                throw new IOException("too long");
            }
            written.append(from, offset, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
