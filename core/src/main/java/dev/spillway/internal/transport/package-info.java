/** One connection to one destination: framing, TLS, datagrams. No retries, no threads. */
@NullMarked
package dev.spillway.internal.transport;

import org.jspecify.annotations.NullMarked;
