package shop;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Takes orders, the last one while the shop is already closing. */
@RestController
class Orders implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    private final Environment environment;
    private final CountDownLatch closing = new CountDownLatch(1);

    Orders(Environment environment) {
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void open() {
        LOG.info("open on port {}", environment.getProperty("local.server.port"));
    }

    @GetMapping("/orders/{number}")
    String order(@PathVariable("number") int number) {
        LOG.debug("order {} in detail", number);
        LOG.info("order {} is placed on a {} thread", number, kindOfThread());
        return "placed";
    }

    /** This is compiled for a Java that knows of no virtual threads, but their names and groups tell them. */
    private static String kindOfThread() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        return group != null && group.getName().equals("VirtualThreads") ? "virtual" : "platform";
    }

    @GetMapping("/orders/last")
    String lastOrder() throws InterruptedException {
        LOG.info("the last order begins");
        if (!closing.await(1, TimeUnit.MINUTES)) {
            return "tired of waiting";
        }
        LOG.info("the last order is done");
        return "done";
    }

    @EventListener(ContextClosedEvent.class)
    void close() {
        LOG.info("the shop closes");
        closing.countDown();
    }

    @Override
    public void destroy() {
        LOG.info("the shop is closed");
    }
}
