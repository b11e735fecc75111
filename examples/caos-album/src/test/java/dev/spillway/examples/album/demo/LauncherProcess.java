package dev.spillway.examples.album.demo;

/** A launcher of fake programs in a process of its own, for tests that kill it. */
final class LauncherProcess {

    private LauncherProcess() {}

    public static void main(String[] args) throws InterruptedException {
        DemoSettings settings =
                new DemoSettings("127.0.0.1", 0, null, new DemoSettings.Collector(null, 0, 0, 0, 0), "", "", false);
        Programs programs = new Programs(FakePrograms.command("collector", "ok"), FakePrograms.command("album", "ok"));
        Demo demo = new Demo(settings, System.out, programs);
        Runtime.getRuntime().addShutdownHook(new Thread(demo::close));
        System.exit(demo.run());
    }
}
