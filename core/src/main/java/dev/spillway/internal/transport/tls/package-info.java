/** Whom TLS connections trust and as whom they present themselves, whatever transport they are made for. */
@NullMarked
package dev.spillway.internal.transport.tls;

import org.jspecify.annotations.NullMarked;
