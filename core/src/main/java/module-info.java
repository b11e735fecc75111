import org.jspecify.annotations.NullMarked;

/** The engine: encodes log events, keeps them in a bounded buffer and ships them to an endpoint. */
@NullMarked
module dev.spillway.core {
    requires java.management;
    requires static transitive org.jspecify;

    exports dev.spillway;
}
