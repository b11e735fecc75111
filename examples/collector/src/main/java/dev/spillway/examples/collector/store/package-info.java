/** The index of the log, on Lucene: it follows the log, finds events in it, and is made anew from it when it is lost. */
@NullMarked
package dev.spillway.examples.collector.store;

import org.jspecify.annotations.NullMarked;
