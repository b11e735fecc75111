/** Moves messages from the buffer to the endpoint. The only owner of threads, and the only package that knows the others. */
@NullMarked
package dev.spillway.internal.delivery;

import org.jspecify.annotations.NullMarked;
