import org.jspecify.annotations.NullMarked;

/** Ships what is logged through java.util.logging. */
@NullMarked
module dev.spillway.jul {
    requires transitive dev.spillway.core;
    requires transitive java.logging;
    requires static org.jboss.logmanager;
    requires static org.jspecify;

    exports dev.spillway.jul;
}
