package dev.spillway;

/** What the owner of an engine does when the JVM ends, which the engine's own hook has to allow for. */
enum OwnersEnd {
    /** Nothing: events are logged on the application's threads, and the hook alone closes the engine. */
    SILENT,

    /** May hand over events a moment after they were logged; the hook waits for a pause. */
    LATE,

    /** Closes the engine in a hook of its own, when it has handed over everything. */
    CLOSES
}
