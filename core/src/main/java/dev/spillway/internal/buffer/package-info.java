/** Holds encoded messages, in order and bounded in bytes, until their delivery is confirmed. */
@NullMarked
package dev.spillway.internal.buffer;

import org.jspecify.annotations.NullMarked;
