package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Whatever stands in the files of a slot: the start goes well, and what is logged then is delivered. */
final class SpoolFuzz {
    /** More than any buffer here has records or gaps. */
    private static final int MOST_STEPS = 20_000;
    /** Of processor time, for all that a file of nonsense may lead to; a start that reads on and on takes more. */
    private static final long MOST_NANOS = 5_000_000_000L;

    /** Of the flags that are an input's second byte. */
    private static final int KILL = 16;

    private static final List<String> FILES =
            List.of(Slot.POSITION, DropsFile.NAME, BatchFile.NAME, Slot.IDENTITY, "segment");
    private static final SimDisk LEFT = left();

    /** What a process left that was killed: three events, one of them confirmed. */
    private static SimDisk left() {
        SimDisk disk = new SimDisk();
        Buffer buffer = new SpoolRig(disk).open();
        SpoolRig.fill(buffer, 0, 3, 40);
        Cursor confirmed = buffer.cursor();
        SpoolRig.drain(buffer, confirmed, 1);
        buffer.savePosition(confirmed);
        List<Path> segments = segments(disk);
        segments.subList(1, segments.size()).forEach(disk::remove);
        Path first = segments.get(0);
        disk.replace(first, Arrays.copyOf(disk.content(first), 1_024));
        return disk;
    }

    private static List<Path> segments(SimDisk disk) {
        return disk.paths().stream()
                .filter(path -> path.toString().endsWith(SegmentFile.SUFFIX))
                .toList();
    }

    /** @param data which file it is, which checks to put right in it, and then what it holds */
    @FuzzTest
    void startGoesWellWhateverAFileHolds(byte[] data) {
        if (data.length < 2) {
            return;
        }
        SimDisk disk = LEFT.copy();
        String name = FILES.get((data[0] & 0xFF) % FILES.size());
        byte[] content = Arrays.copyOfRange(data, 2, data.length);
        boolean believable = Repair.of(name, data[1], content);
        disk.replace(name.equals("segment") ? segments(disk).get(0) : SpoolRig.SLOT.resolve(name), content);
        long started = processorNanos();
        if ((data[1] & KILL) != 0 && !believable) {
            killedProcessLosesNothing(disk);
        } else {
            check(disk, believable);
        }
        assertThat(processorNanos() - started).isLessThan(MOST_NANOS);
        disk.recycle();
    }

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** @param believable whether a header may say with a right check what no engine would write */
    private static void check(SimDisk disk, boolean believable) {
        SpoolRig rig = new SpoolRig(disk);
        Buffer buffer = rig.open();
        assertThat(buffer.pendingEvents()).isEqualTo(buffer.recoveredEvents());
        assertThat(SpoolRig.append(buffer, "fresh")).isTrue();
        Cursor cursor = buffer.cursor();
        long events = 0;
        String last = "";
        for (int i = 0; cursor.peek(i * Cursor.HANGING_NANOS); i++) {
            assertThat(i).as("steps").isLessThan(MOST_STEPS);
            assertThat(cursor.severity()).isNotNull();
            assertThat(cursor.structuredDataAt()).isBetween(0, Math.max(0, cursor.length() - 1));
            last = SpoolRig.read(cursor);
            events += buffer.confirm(cursor) ? 1 : 0;
        }
        assertThat(last).as("%s", rig.reports).isEqualTo("fresh");
        buffer.release(cursor);
        long damaged = buffer.takeDamaged();
        if (!believable) {
            assertThat(buffer.recoveredEvents() + 1).isEqualTo(events + damaged + buffer.pendingEvents());
            assertThat(buffer.pendingEvents()).isZero();
        }
        SpoolRig.maintain(buffer);
        SpoolRig.close(buffer, cursor);
        nextStartFindsNothing(disk);
    }

    private static void killedProcessLosesNothing(SimDisk disk) {
        assertThat(SpoolRig.append(new SpoolRig(disk).open(), "fresh")).isTrue();
        disk.reboot();
        assertThat(SpoolRig.drain(
                                new SpoolRig(disk).startedAt(1_800_000_000_000L).open())
                        .texts())
                .endsWith("fresh");
    }

    private static void nextStartFindsNothing(SimDisk disk) {
        Buffer next = new SpoolRig(disk).startedAt(1_800_000_000_000L).open();
        assertThat(next.recoveredEvents()).isZero();
        assertThat(SpoolRig.append(next, "fresh")).isTrue();
        assertThat(SpoolRig.drain(next).texts()).containsExactly("fresh");
        next.close();
    }

    /** Puts checks right, which no fuzzer would guess. */
    private static final class Repair {
        private static final int START = 1;
        private static final int END = 2;
        private static final int RECORDS = 4;
        private static final int PLACES = 8;

        private Repair() {}

        /** Returns whether something is believed now that was not written by an engine. */
        static boolean of(String name, int flags, byte[] content) {
            ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
            return switch (name) {
                case "segment" -> segment(flags, bytes);
                case Slot.POSITION -> places(flags, bytes, 64, 28);
                case DropsFile.NAME -> places(flags, bytes, 512, 392);
                case BatchFile.NAME -> places(flags, bytes, 64, 40);
                default -> false;
            };
        }

        private static boolean places(int flags, ByteBuffer bytes, int length, int checkAt) {
            if ((flags & PLACES) == 0) {
                return false;
            }
            for (int at = 0; at + length <= Math.min(bytes.capacity(), 2 * length); at += length) {
                bytes.putInt(at + checkAt, Checksum.of(bytes.slice(at, checkAt)));
            }
            return true;
        }

        private static boolean segment(int flags, ByteBuffer bytes) {
            if (bytes.capacity() < SegmentFile.RECORDS_AT) {
                return false;
            }
            if ((flags & START) != 0) {
                bytes.putInt(24, Checksum.of(bytes.slice(0, 24)));
            }
            long number = bytes.getLong(16);
            if ((flags & END) != 0) {
                ByteBuffer checked = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
                checked.putLong(number).putLong(bytes.getLong(32)).putInt(bytes.getInt(40));
                bytes.putInt(44, Checksum.of(checked.flip()));
            }
            if ((flags & RECORDS) != 0) {
                records(number, bytes);
            }
            return (flags & (START | END)) != 0;
        }

        private static void records(long number, ByteBuffer bytes) {
            int at = SegmentFile.RECORDS_AT;
            while (at + Segment.HEADER <= bytes.capacity()) {
                int size = bytes.getInt(at);
                boolean fits = size >= Segment.HEADER && size <= bytes.capacity() - at;
                if (fits) {
                    int place = at - SegmentFile.RECORDS_AT;
                    int message = Checksum.ofMessage(bytes.array(), at + Segment.HEADER, size - Segment.HEADER);
                    int check = Checksum.ofRecord(
                            message, number, place, size, bytes.getInt(at + 4), bytes.getLong(at + 8));
                    bytes.putInt(at + 16, check);
                }
                at += fits ? Segment.align(size) : Segment.ALIGNMENT;
            }
        }
    }
}
