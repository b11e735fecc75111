package dev.spillway.log4j2;

import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.StringLayout;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** Writes the whole text of an event with the user's layout. As safe for use by many threads as that is. */
@FunctionalInterface
interface TextRendering {

    /**
     * The text of an event.
     *
     * @param scratch an empty builder to fill and return, or to leave alone
     */
    CharSequence render(LogEvent event, StringBuilder scratch);

    /** A layout's header and footer belong to files, and are not written. */
    static TextRendering of(Layout<?> layout) {
        if (layout instanceof PatternLayout pattern) {
            return (event, scratch) -> {
                pattern.serialize(event, scratch);
                return scratch;
            };
        }
        if (layout instanceof StringLayout text) {
            return (event, scratch) -> text.toSerializable(event);
        }
        return (event, scratch) -> new String(layout.toByteArray(event), StandardCharsets.UTF_8);
    }
}
