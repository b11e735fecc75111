package dev.spillway.examples.collector.query;

import java.util.List;

/** What is searched for. */
public sealed interface Query {

    /** Every event. */
    record All() implements Query {}

    /**
     * Events that hold words in a row.
     *
     * @param words one at least, as {@link Words} cuts them
     * @param prefix whether the last of them, which is the only one then, stands for all that begin with it
     * @param text as it was typed, for explanations
     */
    record Text(Field field, List<String> words, boolean prefix, String text) implements Query {

        public Text {
            words = List.copyOf(words);
        }
    }

    /** Events of one severity or facility. */
    record Level(Field field, String name) implements Query {}

    /** Events that all of them match. */
    record And(List<Query> parts) implements Query {

        public And {
            parts = List.copyOf(parts);
        }
    }

    /** Events that any of them matches. */
    record Or(List<Query> parts) implements Query {

        public Or {
            parts = List.copyOf(parts);
        }
    }

    /** Events that it does not match. */
    record Not(Query part) implements Query {}

    /** Where to look. */
    enum Field {
        /** Sender, program or message. */
        ANYWHERE,
        SENDER,
        PROGRAM,
        MESSAGE,
        SEVERITY,
        FACILITY
    }
}
