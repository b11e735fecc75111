package dev.spillway.examples.album;

import java.io.PrintStream;
import java.util.Map;

/** Chooses between the program's two Logback files; must be done before the first logger is made. */
final class LogSetup {

    private static final String CHOICE = "logback.configurationFile";

    private LogSetup() {}

    /** Takes the file with the console alone when there is nowhere to ship to; a user's own choice of file stands. */
    static void choose(Map<String, String> environment, PrintStream out) {
        if (System.getProperty(CHOICE) != null
                || !environment.getOrDefault("SPILLWAY_DESTINATION", "").isBlank()) {
            return;
        }
        System.setProperty(CHOICE, "logback-console.xml");
        out.println("caos-album: SPILLWAY_DESTINATION is not set, so log events go to the console only;"
                + " set it to ship them, such as SPILLWAY_DESTINATION=syslog+tls://logs.example.com:6514");
    }
}
