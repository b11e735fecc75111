package dev.spillway.internal.format;

import java.util.List;
import java.util.SplittableRandom;

/** Makes texts that try to break a message, from a seeded source. */
final class HostileText {
    private static final List<String> FRAGMENTS = List.of(
            "\n<14>1 - - - - - -",
            "\r\n<14>1 2026-11-22T09:08:07Z evil evil - - - forged",
            "12 <14>1 - - - - - - x",
            "\0<14>1 - - - - - -",
            "\"][forged@1 a=\"b\"] ",
            "\"] ",
            "\r",
            "\n",
            "\r\n\r\n",
            "\0",
            "\t",
            "\u001B[31m",
            "\u007F",
            "\u0085",
            "\u009B2J",
            "\u2028",
            "\u2029",
            "\uFEFF",
            "\uFFFE\uFFFF",
            "\uD83D",
            "\uDE00",
            "\uDE00\uD83D",
            "\uD83D\uDE00",
            "\uDBFF\uDFFF",
            "\u00E9\u20AC\u4E2D",
            "\\",
            "\\n",
            "\\u0041\\u",
            "\"",
            "]",
            "=",
            " ",
            "${jndi:ldap://127.0.0.1:1/x}",
            "${env:HOME}%n%s%d{}",
            "caos album",
            "GET /albums/4");

    private final SplittableRandom random;

    HostileText(SplittableRandom random) {
        this.random = random;
    }

    /** A text, mostly short, sometimes of some thousand characters. */
    String next() {
        StringBuilder text = new StringBuilder();
        int fragments = random.nextInt(6);
        for (int i = 0; i < fragments; i++) {
            text.append(fragment());
        }
        if (random.nextInt(40) == 0 && !text.isEmpty()) {
            int times = 1 + random.nextInt(1 + 3000 / text.length());
            return text.toString().repeat(times);
        }
        return text.toString();
    }

    private String fragment() {
        return switch (random.nextInt(8)) {
            case 0 -> String.valueOf((char) random.nextInt(0x20));
            case 1 -> String.valueOf((char) random.nextInt(0x7F, 0xA1));
            case 2 -> String.valueOf((char) random.nextInt(0x10000));
            case 3 -> Character.toString(random.nextInt(0x10000, 0x110000));
            case 4 -> "abcdefghijklmnopqrstuvwxyz".substring(random.nextInt(26));
            default -> FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
        };
    }
}
