package dev.spillway.internal.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HttpAnswerTest {
    /** An endpoint may repeat the token in it. */
    @Test
    void whatAnEndpointSaysIsNotShownAsItIs() {
        assertThat(new HttpAnswer(503, "0123456789", 0, "0123456789 is not known", null))
                .hasToString("HttpAnswer[status=503, failure=null]");
    }
}
