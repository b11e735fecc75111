/** Turns events into the bytes of messages. Pure functions over pooled scratch space: no threads, no I/O. */
@NullMarked
package dev.spillway.internal.format;

import org.jspecify.annotations.NullMarked;
