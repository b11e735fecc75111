package dev.spillway.acceptance;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a class file names (JVM specification, section 4.4): its texts, which hold the names of types and members and
 * the literals of the code, and the members that it uses.
 *
 * @param texts all of them, with types as {@code java/lang/String}
 * @param members those it calls, reads or writes, as {@code java/lang/System.exit}
 */
record ConstantPool(Set<String> texts, Set<String> members) {
    private static final int MAGIC = 0xCAFEBABE;

    static ConstantPool read(InputStream file) throws IOException {
        DataInputStream in = new DataInputStream(file);
        if (in.readInt() != MAGIC) {
            throw new IOException("no class file");
        }
        in.readInt();
        return new Entries(in).pool();
    }

    /** What either of two names. */
    ConstantPool and(ConstantPool other) {
        Set<String> bothTexts = new TreeSet<>(texts);
        bothTexts.addAll(other.texts);
        Set<String> bothMembers = new TreeSet<>(members);
        bothMembers.addAll(other.members);
        return new ConstantPool(bothTexts, bothMembers);
    }

    /** The entries by their index; of those that refer to others, the two indexes. */
    private static final class Entries {
        private final int[] tags;
        private final String[] texts;
        private final int[] first;
        private final int[] second;

        Entries(DataInputStream in) throws IOException {
            int count = in.readUnsignedShort();
            tags = new int[count];
            texts = new String[count];
            first = new int[count];
            second = new int[count];
            for (int i = 1; i < count; i++) {
                tags[i] = in.readUnsignedByte();
                switch (tags[i]) {
                    case 1 -> texts[i] = in.readUTF();
                    case 3, 4 -> in.readInt();
                    // Two indexes for one entry: section 4.4.5.
                    case 5, 6 -> {
                        in.readLong();
                        i++;
                    }
                    case 7, 8, 16, 19, 20 -> first[i] = in.readUnsignedShort();
                    case 9, 10, 11, 12, 17, 18 -> {
                        first[i] = in.readUnsignedShort();
                        second[i] = in.readUnsignedShort();
                    }
                    case 15 -> {
                        in.readUnsignedByte();
                        in.readUnsignedShort();
                    }
                    default -> throw new IOException("constant of the unknown kind " + tags[i]);
                }
            }
        }

        ConstantPool pool() {
            Set<String> all = new TreeSet<>();
            Set<String> members = new TreeSet<>();
            for (int i = 1; i < tags.length; i++) {
                switch (tags[i]) {
                    case 1 -> all.add(texts[i]);
                    case 9, 10, 11 -> members.add(texts[first[first[i]]] + "." + texts[first[second[i]]]);
                    default -> {
                        // Says nothing that its parts do not say.
                    }
                }
            }
            return new ConstantPool(all, members);
        }
    }
}
