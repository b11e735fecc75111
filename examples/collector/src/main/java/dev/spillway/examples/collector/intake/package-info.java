/** Sockets that take syslog in over TLS, TCP and UDP and hand each event to one sink. */
@NullMarked
package dev.spillway.examples.collector.intake;

import org.jspecify.annotations.NullMarked;
