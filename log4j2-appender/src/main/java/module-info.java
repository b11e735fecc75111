import org.jspecify.annotations.NullMarked;

/** Ships what is logged through Log4j. */
@NullMarked
@SuppressWarnings("module") // Log4j 2 is what it is called.
module dev.spillway.log4j2 {
    requires transitive dev.spillway.core;
    requires transitive org.apache.logging.log4j;
    requires transitive org.apache.logging.log4j.core;
    requires static org.jspecify;

    exports dev.spillway.log4j2;

    // Log4j sets a builder's fields by reflection.
    opens dev.spillway.log4j2 to
            org.apache.logging.log4j.core;
}
