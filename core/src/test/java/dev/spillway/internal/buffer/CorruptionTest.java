package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Seed;
import dev.spillway.internal.buffer.SpoolRig.Drained;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A small spool, left by a process that was killed, and then damaged in every way: whatever was not hit is delivered,
 * nothing is altered, nothing hangs or throws, and the books close.
 */
final class CorruptionTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("spillway.scale", "0.1"));
    private static final int CONFIRMED = 3;
    private static final int HEADER = SegmentFile.RECORDS_AT;

    private final long seed = Seed.choose();
    private final Random random = new Random(seed);
    private final SimDisk spool = new SimDisk();
    private List<String> waiting = List.of();
    private List<String> all = List.of();
    /** The spool as it was before the last messages. */
    private SimDisk earlier = spool;

    @BeforeEach
    void leaveSpool() {
        SpoolRig rig = new SpoolRig(spool);
        Buffer buffer = rig.open();
        List<String> texts = new ArrayList<>(SpoolRig.fill(buffer, 0, 10, 4_000));
        Cursor confirmed = buffer.cursor();
        SpoolRig.drain(buffer, confirmed, CONFIRMED - 1);
        buffer.savePosition(confirmed);
        SpoolRig.drain(buffer, confirmed, 1);
        buffer.savePosition(confirmed);
        earlier = spool.copy();
        texts.addAll(SpoolRig.fill(buffer, 10, 30, 4_000));
        texts.addAll(SpoolRig.fill(buffer, 40, 20, 40));
        all = texts;
        waiting = texts.subList(CONFIRMED, texts.size());
        assertThat(segments())
                .as("two full segments, one begun, two that lie ready")
                .hasSize(5);
        assertThat(rig.reports).isEmpty();
    }

    @AfterEach
    void nothingIsLost() {
        Drained drained = SpoolRig.drain(new SpoolRig(spool.copy()).open());
        assertThat(drained).as("the undamaged spool").isEqualTo(new Drained(waiting, 0));
    }

    private List<Path> segments() {
        return spool.paths().stream()
                .filter(path -> path.toString().endsWith(SegmentFile.SUFFIX))
                .toList();
    }

    /** Damages a copy of the spool and drains it; says what is missing. */
    private List<String> after(String what, Consumer<SimDisk> damage) {
        SimDisk disk = spool.copy();
        damage.accept(disk);
        SpoolRig rig = new SpoolRig(disk);
        Buffer buffer = rig.open();
        assertThat(buffer.pendingEvents()).as("%s: pending", what).isEqualTo(buffer.recoveredEvents());
        SpoolRig.append(buffer, "fresh");
        Drained drained = SpoolRig.drain(buffer);
        List<String> texts = new ArrayList<>(drained.texts());
        assertThat(texts).as("%s: %s", what, rig.reports).endsWith("fresh");
        texts.remove(texts.size() - 1);
        assertThat(buffer.recoveredEvents())
                .as("%s: books, with %d pending and %s", what, buffer.pendingEvents(), rig.reports)
                .isEqualTo(texts.size() + drained.damaged() + buffer.pendingEvents());
        assertThat(all).as("%s: nothing altered", what).containsAll(texts);
        buffer.close();
        disk.recycle();
        List<String> missing = new ArrayList<>(waiting);
        missing.removeAll(new HashSet<>(texts));
        return missing;
    }

    private int step() {
        return SCALE >= 1 ? 1 : (int) Math.round(1 / (SCALE * SCALE));
    }

    @Test
    void oneByteCostsAtMostTheMessageThatItBelongsTo() {
        for (Path path : spool.paths()) {
            byte[] content = spool.content(path);
            for (int at = 0; at < content.length; at += at < HEADER + 128 ? 1 : 1 + random.nextInt(2 * step() - 1)) {
                for (int value : mutations(content[at])) {
                    hit(path, at, value);
                }
            }
        }
    }

    @Test
    void noByteOfAMessageGoesUnchecked() {
        String text = waiting.get(waiting.size() - 2);
        Path path = segments().stream()
                .filter(each -> new String(spool.content(each), StandardCharsets.ISO_8859_1).contains(text))
                .findFirst()
                .orElseThrow();
        byte[] content = spool.content(path);
        int place = placeOf(content, text.getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < text.length(); i++) {
            int at = place + i;
            List<String> missing =
                    after("byte " + i + " of " + text, disk -> disk.poke(path, at, (byte) (content[at] ^ 0x01)));
            assertThat(missing).as("byte %d", i).containsExactly(text);
        }
    }

    private static Set<Integer> mutations(byte old) {
        Set<Integer> values = new HashSet<>(List.of(old ^ 0x01, (int) (byte) (old ^ 0x80), 0, 0xFF - 0x100));
        values.remove((int) old);
        return values;
    }

    private void hit(Path path, int at, int value) {
        String what = "byte " + at + " of " + path + " set to " + value;
        List<String> missing = after(what, disk -> disk.poke(path, at, value));
        if (missing.isEmpty()) {
            return;
        }
        assertThat(missing).as(what).hasSize(1);
        byte[] text = missing.get(0).getBytes(StandardCharsets.ISO_8859_1);
        int place = placeOf(spool.content(path), text);
        assertThat(at).as(what).isBetween(place - Segment.HEADER, place + text.length);
    }

    private static int placeOf(byte[] content, byte[] text) {
        for (int at = HEADER + Segment.HEADER; at + text.length <= content.length; at += 4) {
            if (Arrays.equals(content, at, at + text.length, text, 0, text.length)) {
                return at;
            }
        }
        throw new AssertionError("the message was in another file");
    }

    @Test
    void missingBytesCostNothingElse() {
        for (Path path : spool.paths()) {
            byte[] content = spool.content(path);
            for (int length = 0;
                    length < content.length;
                    length += length < HEADER + 128 ? 1 : 1 + random.nextInt(2 * step() - 1)) {
                int cut = length;
                byte[] rest = Arrays.copyOf(content, cut);
                List<String> missing = after(path + " cut to " + length, disk -> disk.replace(path, rest));
                String left = new String(rest, StandardCharsets.ISO_8859_1);
                assertThat(missing)
                        .as("%s cut to %d", path, length)
                        .noneMatch(text -> cut > HEADER && left.contains(text));
            }
        }
    }

    @Test
    void whatIsAppendedChangesNothing() {
        for (Path path : spool.paths()) {
            byte[] content = spool.content(path);
            for (int length : new int[] {1, 7, 8, 64, 511, 4096, 70_000}) {
                byte[] zeros = Arrays.copyOf(content, content.length + length);
                assertThat(after(length + " zeros behind " + path, disk -> disk.replace(path, zeros)))
                        .isEmpty();
                byte[] garbage = new byte[length];
                random.nextBytes(garbage);
                byte[] longer = zeros.clone();
                System.arraycopy(garbage, 0, longer, content.length, length);
                assertThat(after(length + " random bytes behind " + path, disk -> disk.replace(path, longer)))
                        .isEmpty();
            }
        }
    }

    @Test
    void randomRunsCostOnlyWhatTheyHit() {
        for (int i = 0; i < 2_000 * SCALE; i++) {
            Path path = segments().get(random.nextInt(5));
            byte[] content = spool.content(path);
            int from = random.nextInt(content.length);
            byte[] run = new byte[1 + random.nextInt(Math.min(10_000, content.length - from))];
            random.nextBytes(run);
            System.arraycopy(run, 0, content, from, run.length);
            String left = new String(content, StandardCharsets.ISO_8859_1);
            List<String> missing = after(run.length + " bytes at " + from, disk -> disk.replace(path, content));
            String whole = new String(spool.content(path), StandardCharsets.ISO_8859_1);
            if (from >= HEADER) {
                assertThat(missing)
                        .as("%d bytes at %d of %s", run.length, from, path)
                        .allMatch(text -> whole.contains(text)
                                && (!left.contains(text) || from + run.length > whole.indexOf(text) - Segment.HEADER));
            }
        }
    }

    @Test
    void missingAndEmptyFilesCostNoOther() {
        for (Path path : spool.paths()) {
            String whole = new String(spool.content(path), StandardCharsets.ISO_8859_1);
            assertThat(after(path + " removed", disk -> disk.remove(path))).allMatch(whole::contains);
            assertThat(after(path + " emptied", disk -> disk.replace(path, new byte[0])))
                    .allMatch(whole::contains);
        }
    }

    @Test
    void anOldCopyOfAFileRepeatsButLosesNothingNew() {
        for (Path path : earlier.paths()) {
            byte[] old = earlier.content(path);
            String now = new String(spool.content(path), StandardCharsets.ISO_8859_1);
            assertThat(after("an old " + path, disk -> disk.replace(path, old))).allMatch(now::contains);
        }
    }

    @Test
    void filesThatChangeTheirNamesKeepTheirOrder() {
        List<Path> segments = segments();
        for (Path one : segments) {
            for (Path other : segments) {
                List<String> missing = after(one + " and " + other + " swapped", disk -> {
                    byte[] content = disk.content(one);
                    disk.replace(one, disk.content(other));
                    disk.replace(other, content);
                    Drained drained = SpoolRig.drain(new SpoolRig(disk.copy()).open());
                    assertThat(drained.texts()).isEqualTo(waiting);
                });
                assertThat(missing).isEmpty();
            }
        }
    }

    @Test
    void filesOfDifferentKindsSwappedThrowNothing() {
        for (Path one : spool.paths()) {
            for (Path other : spool.paths()) {
                after(one + " and " + other + " swapped", disk -> {
                    byte[] content = disk.content(one);
                    disk.replace(one, disk.content(other));
                    disk.replace(other, content);
                });
            }
        }
    }

    @Test
    void copiesUnderOtherNamesRepeatButLoseNothing() {
        for (Path path : spool.paths()) {
            for (String name :
                    List.of("copy.segment", ".segment", "a", "ffffffffffffffff.segment", "x.segment.damaged")) {
                assertThat(after(
                                path + " copied to " + name,
                                disk -> disk.replace(SpoolRig.SLOT.resolve(name), disk.content(path))))
                        .isEmpty();
            }
        }
    }
}
