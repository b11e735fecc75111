/** The collector's own certificate authority and server certificate, kept in its data directory. */
@NullMarked
package dev.spillway.examples.collector.tls;

import org.jspecify.annotations.NullMarked;
