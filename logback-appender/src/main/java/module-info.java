import org.jspecify.annotations.NullMarked;

/** Ships what is logged through Logback. */
@NullMarked
module dev.spillway.logback {
    requires transitive ch.qos.logback.classic;
    requires transitive ch.qos.logback.core;
    requires transitive dev.spillway.core;
    requires static org.jspecify;
    requires org.slf4j;

    exports dev.spillway.logback;
}
