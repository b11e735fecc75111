package dev.spillway;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** An engine's entry in the JVM's MBean server. An engine works the same without. */
final class Management {
    private static final int MOST_NAMESAKES = 100;

    private final Supplier<SpillwayStats> stats;
    private @Nullable ObjectName registered;
    private boolean closed;

    Management(Supplier<SpillwayStats> stats) {
        this.stats = stats;
    }

    /** Enters the engine, under a number of its own if another one has the name. Starts JMX, so it takes its time. */
    synchronized void register(String name) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (int i = 1; i <= MOST_NAMESAKES && registered == null && !closed; i++) {
            String id = i == 1 ? "" : ",id=" + i;
            try {
                ObjectName wanted = new ObjectName("dev.spillway:type=Spillway,name=" + ObjectName.quote(name) + id);
                server.registerMBean(new Bean(stats), wanted);
                registered = wanted;
            } catch (InstanceAlreadyExistsException e) {
                // The next number, then.
            } catch (JMException | RuntimeException e) {
                return;
            }
        }
    }

    synchronized void unregister() {
        closed = true;
        if (registered != null) {
            try {
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(registered);
            } catch (JMException e) {
                // Somebody else has removed it.
            }
            registered = null;
        }
    }

    private record Bean(Supplier<SpillwayStats> stats) implements SpillwayMXBean {
        @Override
        public long getAccepted() {
            return stats.get().accepted();
        }

        @Override
        public long getRecovered() {
            return stats.get().recovered();
        }

        @Override
        public long getDelivered() {
            return stats.get().delivered();
        }

        @Override
        public long getRead() {
            return stats.get().read();
        }

        @Override
        public long getPending() {
            return stats.get().pending();
        }

        @Override
        public long getDroppedTotal() {
            return stats.get().droppedTotal();
        }

        @Override
        public Map<String, Long> getDropped() {
            Map<String, Long> dropped = new TreeMap<>();
            stats.get().dropped().forEach((reason, count) -> dropped.put(reason.name(), count));
            return dropped;
        }

        @Override
        public long getIgnored() {
            return stats.get().ignored();
        }

        @Override
        public long getReplayed() {
            return stats.get().replayed();
        }

        @Override
        public long getPendingInMemory() {
            return stats.get().pendingInMemory();
        }

        @Override
        public long getBufferBytes() {
            return stats.get().bufferBytes();
        }

        @Override
        public long getBufferLimit() {
            return stats.get().bufferLimit();
        }

        @Override
        public long getSpillBytes() {
            return stats.get().spillBytes();
        }

        @Override
        public String getSpillTrouble() {
            String trouble = stats.get().spillTrouble();
            return trouble == null ? "" : trouble;
        }

        @Override
        public String getOldestPending() {
            Instant oldest = stats.get().oldestPending();
            return oldest == null ? "" : oldest.toString();
        }

        @Override
        public String getConnection() {
            return stats.get().connection().name();
        }

        @Override
        public String getDestination() {
            return stats.get().destination();
        }

        @Override
        public String getLastError() {
            String error = stats.get().lastError();
            return error == null ? "" : error;
        }
    }
}
