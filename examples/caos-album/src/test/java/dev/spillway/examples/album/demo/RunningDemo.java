package dev.spillway.examples.album.demo;

import java.util.concurrent.CompletableFuture;

/** A demo on a thread of its own, as it runs until it is closed. */
final class RunningDemo {

    private RunningDemo() {}

    /** Starts it, and tells its exit status once it has ended. */
    static CompletableFuture<Integer> start(Demo demo) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Thread runner = new Thread(
                () -> {
                    try {
                        status.complete(demo.run());
                    } catch (InterruptedException e) {
                        status.completeExceptionally(e);
                    }
                },
                "demo-run");
        runner.setDaemon(true);
        runner.start();
        return status;
    }
}
