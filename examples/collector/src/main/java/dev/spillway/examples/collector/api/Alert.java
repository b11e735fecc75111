package dev.spillway.examples.collector.api;

/**
 * Where new events of a saved search are told.
 *
 * @param slack whether that is an incoming webhook of Slack, instead of one that takes Papertrail's own form
 * @param url whoever has it can write there, so it is not shown again
 * @param told id of the newest event that was told
 */
record Alert(boolean slack, String url, long told) {

    Alert withTold(long id) {
        return new Alert(slack, url, id);
    }

    /** Without the address. */
    @Override
    public String toString() {
        return "Alert[slack=" + slack + ", told=" + told + "]";
    }
}
