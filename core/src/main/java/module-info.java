import org.jspecify.annotations.NullMarked;

/** The engine: encodes log events, keeps them in a bounded buffer and ships them to an endpoint. */
@NullMarked
@SuppressWarnings("requires-automatic") // OkHttp has no descriptor, but its name is set in its manifest
module dev.spillway.core {
    requires java.management;
    requires static com.fasterxml.jackson.core;
    requires static com.fasterxml.jackson.databind;
    requires static okhttp3;
    requires static transitive org.jspecify;

    exports dev.spillway;
}
