/** Requests over HTTP, one at a time, without waiting for them. */
@NullMarked
package dev.spillway.internal.transport.http;

import org.jspecify.annotations.NullMarked;
