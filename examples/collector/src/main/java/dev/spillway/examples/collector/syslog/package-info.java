/** Syslog as values: frames cut from a byte stream and events read from frames. No threads, no sockets. */
@NullMarked
package dev.spillway.examples.collector.syslog;

import org.jspecify.annotations.NullMarked;
