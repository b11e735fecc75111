package shop;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Logs as many lines as it is told, numbered from 1, and returns. */
public final class ManyLines {
    private static final Logger LOG = Logger.getLogger(ManyLines.class.getName());

    private ManyLines() {}

    public static void main(String[] args) {
        int lines = Integer.parseInt(args[0]);
        for (int line = 1; line <= lines; line++) {
            LOG.log(Level.INFO, "line {0} of {1}", new Object[] {String.valueOf(line), String.valueOf(lines)});
        }
    }
}
