package dev.spillway.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Seed;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class AddedElementTest {
    private static final String HEAD = "<14>1 - - - - - ";
    private final AddedElement element = new AddedElement("[SECRET@41058]".getBytes(StandardCharsets.UTF_8));

    @Test
    void itStandsBeforeTheElementsOfAMessage() {
        assertThat(completed(HEAD, "[meta sequenceId=\"1\"] up"))
                .isEqualTo(HEAD + "[SECRET@41058][meta sequenceId=\"1\"] up");
    }

    @Test
    void itReplacesTheDashOfAMessageWithoutElements() {
        assertThat(completed(HEAD, "- up")).isEqualTo(HEAD + "[SECRET@41058] up");
        assertThat(completed(HEAD, "-")).isEqualTo(HEAD + "[SECRET@41058]");
    }

    @Test
    void aMessageWithoutStructuredDataStaysAsItIs() {
        Message message = Shipment.message("<14>Nov 22 09:08:07 host tag: up");

        assertThat(element.to(message)).isSameAs(message);
    }

    @Test
    void withoutAnElementEveryMessageStaysAsItIs() {
        Message message = Shipment.message(HEAD + "- up", HEAD.length());

        assertThat(new AddedElement(new byte[0]).to(message)).isSameAs(message);
    }

    @Test
    void itMayBeReadPieceByPiece() {
        String expected = HEAD + "[SECRET@41058][a@1] caf\u00E9";
        long seed = Seed.choose();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            Message message = element.to(Shipment.message(HEAD + "[a@1] caf\u00E9", HEAD.length()));
            byte[] bytes = new byte[message.length()];
            for (int at = 0; at < bytes.length; ) {
                int length = Math.min(bytes.length - at, random.nextInt(20));
                message.copy(at, bytes, at, length);
                at += length;
            }

            assertThat(new String(bytes, StandardCharsets.UTF_8))
                    .as("seed " + seed)
                    .isEqualTo(expected);
        }
    }

    private String completed(String head, String rest) {
        Message message = element.to(Shipment.message(head + rest, head.length()));
        byte[] bytes = new byte[message.length()];
        message.copy(0, bytes, 0, bytes.length);
        assertThat(message.structuredDataAt()).isEqualTo(head.length());
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
