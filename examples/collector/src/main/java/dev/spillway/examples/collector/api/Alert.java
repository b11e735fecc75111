package dev.spillway.examples.collector.api;

/**
 * Where new events of a saved search are told.
 *
 * @param address a web address, which is not shown again, since whoever has it can write there; or addresses of mail
 * @param told id of the newest event that was told
 * @param paused whether nothing is told for now
 */
record Alert(Kind kind, String address, long told, boolean paused) {

    /** What takes the events. */
    enum Kind {
        /** An incoming webhook of Slack. */
        SLACK("slack_url"),
        /** A web hook that takes Papertrail's own form. */
        WEBHOOK("webhook_url"),
        /** Mail. */
        EMAIL("email");

        private final String field;

        Kind(String field) {
            this.field = field;
        }

        /** Name of the field by which the API sets its address. */
        String field() {
            return field;
        }
    }

    Alert withTold(long id) {
        return new Alert(kind, address, id, paused);
    }

    /** Paused, or telling again, what comes from then on. */
    Alert withPaused(boolean now, long findable) {
        return now == paused ? this : new Alert(kind, address, now ? told : findable, now);
    }

    /** Without the address. */
    @Override
    public String toString() {
        return "Alert[kind=" + kind + ", told=" + told + ", paused=" + paused + "]";
    }
}
