/** The write-ahead log: what was received, on disk before anything else becomes of it. Knows files, no sockets. */
@NullMarked
package dev.spillway.examples.collector.log;

import org.jspecify.annotations.NullMarked;
