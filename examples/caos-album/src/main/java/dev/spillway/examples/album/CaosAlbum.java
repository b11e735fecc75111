package dev.spillway.examples.album;

import dev.spillway.examples.album.demo.AlbumReady;
import dev.spillway.examples.album.demo.Demo;
import dev.spillway.examples.album.demo.DemoSettings;
import dev.spillway.examples.album.demo.StdinWatch;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** The program: reads the command line and runs the album or, with {@code --demo}, the launcher. */
public final class CaosAlbum {

    /** Exit status of a start that cannot be: a wrong option, a taken port, a directory that cannot be used. */
    private static final int CANNOT_START = 2;

    private CaosAlbum() {}

    public static void main(String[] args) throws InterruptedException {
        System.setProperty("java.awt.headless", "true");
        int status = run(List.of(args), System.getenv(), System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Returns the exit status: 0 when the program may go on on its other threads. */
    private static int run(List<String> args, Map<String, String> environment, PrintStream out, PrintStream err)
            throws InterruptedException {
        Options options;
        try {
            options = Options.parse(args);
        } catch (UsageException e) {
            err.println("caos-album: " + e.getMessage());
            return CANNOT_START;
        }
        if (options.help()) {
            out.print(Options.HELP);
            return 0;
        }
        if (options.demo()) {
            return demo(options, environment, out);
        }
        return album(options, environment, out, err);
    }

    private static int demo(Options options, Map<String, String> environment, PrintStream out)
            throws InterruptedException {
        DemoSettings settings = new DemoSettings(
                options.bind(),
                options.port(),
                options.data(),
                options.collector(),
                environment.getOrDefault("SPILLWAY_DESTINATION", ""),
                environment.getOrDefault("SPILLWAY_SPILL_DIRECTORY", ""),
                Terminal.showsColors(environment));
        Demo demo = new Demo(settings, out);
        Thread stopper = new Thread(demo::close, "demo-stop");
        Runtime.getRuntime().addShutdownHook(stopper);
        return demo.run();
    }

    private static int album(Options options, Map<String, String> environment, PrintStream out, PrintStream err) {
        LogSetup.choose(environment, out);
        AlbumProgram program = new AlbumProgram();
        Runtime.getRuntime().addShutdownHook(new Thread(program::close, "album-stop"));
        try {
            int port = program.start(options.bind(), options.port(), options.data(), options.crashButton());
            out.println(new AlbumReady("http://" + shown(options.bind()) + ":" + port + "/").line());
        } catch (IOException e) {
            err.println("caos-album: " + e.getMessage());
            return CANNOT_START;
        }
        if (options.endWithStdin()) {
            StdinWatch.start();
        }
        return 0;
    }

    private static String shown(String bind) {
        return bind.contains(":") ? "[" + bind + "]" : bind;
    }
}
