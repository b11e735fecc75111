package dev.spillway.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ReceiptsTest {
    private static final int RUNS = 5_000;
    private static final int STEPS = 60;

    private final Receipts receipts = new Receipts();

    @Test
    void promptPeerConfirmsTheRequestBefore() {
        receipts.asked(0);
        receipts.answered();
        assertThat(receipts.areGiven()).as("after one answer").isFalse();
        for (int i = 1; i <= 5; i++) {
            assertThat(receipts.mayAsk(false)).isTrue();
            receipts.asked(100 * i);
            receipts.answered();
            assertThat(receipts.state()).isEqualTo(Receipts.State.PROMPT);
            assertThat(receipts.confirmed()).isEqualTo(100 * (i - 1));
        }
    }

    @Test
    void laggingPeerConfirmsTheRequestBeforeThat() {
        receipts.asked(-200);
        receipts.asked(-100);
        receipts.answered();
        receipts.asked(0);
        receipts.answered();
        for (int i = 1; i <= 5; i++) {
            assertThat(receipts.mayAsk(false)).isTrue();
            receipts.asked(100 * i);
            assertThat(receipts.mayAsk(true)).as("a third at a time").isFalse();
            receipts.answered();
            assertThat(receipts.state()).isEqualTo(Receipts.State.LAGGING);
            assertThat(receipts.confirmed()).isEqualTo(100 * (i - 2));
        }
    }

    @Test
    void promptPeerIsAskedTwiceOnlyIfItIsLate() {
        receipts.asked(100);
        receipts.answered();
        receipts.asked(200);
        assertThat(receipts.mayAsk(false)).isFalse();
        assertThat(receipts.mayAsk(true)).isTrue();
        receipts.asked(300);
        assertThat(receipts.state()).isEqualTo(Receipts.State.LAGGING);
        receipts.answered();
        assertThat(receipts.confirmed()).isEqualTo(100);
    }

    @Test
    void nothingIsKnownBeforeAnAnswer() {
        receipts.asked(100);
        receipts.asked(200);
        assertThat(receipts.confirmed()).isNegative();
        assertThat(receipts.areGiven()).isFalse();
        assertThat(receipts.mayAsk(true)).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> receipts.asked(300));
    }

    @Test
    void peerThatUpdatesByItselfIsNotBelieved() {
        receipts.asked(100);
        receipts.answered();
        receipts.asked(200);
        receipts.answered();
        receipts.answered();
        assertThat(receipts.state()).isEqualTo(Receipts.State.NONE);
        assertThat(receipts.areGiven()).isFalse();
        assertThat(receipts.mayAsk(true)).isFalse();
        receipts.asked(300);
        receipts.answered();
        assertThat(receipts.confirmed()).as("what was true before").isEqualTo(100);
    }

    @Test
    void burstOfUpdatesIsNotBelieved() {
        receipts.asked(100);
        receipts.answered();
        receipts.asked(200);
        receipts.asked(300);
        for (int i = 0; i < 1_000; i++) {
            receipts.answered();
        }
        assertThat(receipts.confirmed()).isEqualTo(100);
        assertThat(receipts.state()).isEqualTo(Receipts.State.NONE);
    }

    /** Seeds are the numbers of the runs. */
    @ParameterizedTest
    @EnumSource
    void oneUpdateOfThePeersOwnIsNeverMistaken(ReadingPeer.Style style) {
        long confirmations = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ReadingPeer peer = new ReadingPeer(style);
            Receipts receipts = new Receipts();
            int when = random.nextInt(STEPS);
            for (int i = 0; i < STEPS; i++) {
                if (i == when) {
                    peer.update();
                }
                act(receipts, peer, random, seed);
                assertThat(receipts.confirmed()).as("seed %d", seed).isLessThanOrEqualTo(peer.read());
            }
            confirmations += receipts.confirmed() < 0 ? 0 : 1;
        }
        assertThat(confirmations).isGreaterThan(RUNS / 4);
    }

    private static void act(Receipts receipts, ReadingPeer peer, SplittableRandom random, int seed) {
        switch (random.nextInt(4)) {
            case 0 -> peer.write(random.nextInt(1, 1_000));
            case 1 -> ask(receipts, peer, random.nextBoolean());
            case 2 -> peer.read(random);
            default -> {
                for (int answers = peer.receive(random); answers > 0; answers--) {
                    receipts.answered();
                    assertThat(receipts.confirmed()).as("seed %d", seed).isLessThanOrEqualTo(peer.read());
                }
            }
        }
    }

    /** Seeds are the numbers of the runs. */
    @ParameterizedTest
    @EnumSource
    void nothingIsConfirmedThatThePeerHasNotRead(ReadingPeer.Style style) {
        long answers = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            answers += interleave(style, new SplittableRandom(seed), seed);
        }
        assertThat(answers).isGreaterThan(RUNS);
    }

    private static int interleave(ReadingPeer.Style style, SplittableRandom random, int seed) {
        Receipts receipts = new Receipts();
        ReadingPeer peer = new ReadingPeer(style);
        int answers = 0;
        for (int i = 0; i < STEPS; i++) {
            switch (random.nextInt(4)) {
                case 0 -> peer.write(random.nextInt(1, 1_000));
                case 1 -> ask(receipts, peer, random.nextBoolean());
                case 2 -> peer.read(random);
                default -> answers += listen(receipts, peer, peer.receive(random), seed);
            }
        }
        confirmAll(receipts, peer, seed);
        return answers;
    }

    private static boolean ask(Receipts receipts, ReadingPeer peer, boolean late) {
        boolean may = receipts.mayAsk(late);
        if (may) {
            peer.request();
            receipts.asked(peer.written());
        }
        return may;
    }

    private static int listen(Receipts receipts, ReadingPeer peer, int answers, int seed) {
        for (int i = 0; i < answers; i++) {
            receipts.answered();
            assertThat(receipts.confirmed()).as("seed %d", seed).isLessThanOrEqualTo(peer.read());
            assertThat(receipts.state()).as("seed %d", seed).isNotEqualTo(Receipts.State.NONE);
        }
        return answers;
    }

    /** However it began, a peer that reads everything is soon known to have done so. */
    private static void confirmAll(Receipts receipts, ReadingPeer peer, int seed) {
        for (int i = 0; i < 6; i++) {
            boolean asked = ask(receipts, peer, true);
            peer.readAll();
            listen(receipts, peer, peer.receiveAll(), seed);
            assertThat(asked || receipts.mayAsk(true))
                    .as("seed %d goes on", seed)
                    .isTrue();
        }
        assertThat(receipts.confirmed()).as("seed %d", seed).isEqualTo(peer.written());
    }
}
