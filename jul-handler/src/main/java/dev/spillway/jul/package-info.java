/**
 * Spillway for java.util.logging: {@link dev.spillway.jul.SpillwayHandler} ships what an application logs to a syslog
 * endpoint over TLS. A whole {@code logging.properties}:
 *
 * <pre>{@code
 * handlers = dev.spillway.jul.SpillwayHandler
 *
 * dev.spillway.jul.SpillwayHandler.host = logs.example.com
 * dev.spillway.jul.SpillwayHandler.port = 6514
 * dev.spillway.jul.SpillwayHandler.appName = album
 * }</pre>
 *
 * <p>Every option of {@link dev.spillway.Spillway#builder()} is a property of its name. Level, filter, formatter and
 * encoding are set as for any handler.
 */
@NullMarked
package dev.spillway.jul;

import org.jspecify.annotations.NullMarked;
