package dev.spillway.examples.album.demo;

import java.nio.file.Path;
import java.util.List;

/** Commands that run a {@link FakeProgram} instead of the real ones. */
final class FakePrograms {

    private FakePrograms() {}

    static List<String> command(String name, String mode) {
        return List.of(java(), "-Xshare:auto", "-cp", classPath(), FakeProgram.class.getName(), name, mode);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static String classPath() {
        return System.getProperty("java.class.path");
    }
}
