/** Sockets and requests that take syslog in, over TLS, TCP, UDP and HTTP, and have each event kept by one store. */
@NullMarked
package dev.spillway.examples.collector.intake;

import org.jspecify.annotations.NullMarked;
