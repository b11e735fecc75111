package dev.spillway.examples.collector.page;

import java.io.IOException;
import java.util.List;

/** Finds the host names of a group. */
@FunctionalInterface
public interface GroupMembers {

    /** Host names to look at; empty for all. */
    List<String> of(long groupId) throws IOException;
}
