/**
 * Spillway for Logback 1.5 and 1.6: {@link dev.spillway.logback.SpillwayAppender} ships what an application logs to a
 * syslog endpoint over TLS. A whole {@code logback.xml}:
 *
 * <pre>{@code
 * <configuration>
 *   <appender name="SPILLWAY" class="dev.spillway.logback.SpillwayAppender">
 *     <host>logs.example.com</host>
 *     <port>6514</port>
 *     <appName>album</appName>
 *   </appender>
 *
 *   <root level="INFO">
 *     <appender-ref ref="SPILLWAY"/>
 *   </root>
 * </configuration>
 * }</pre>
 *
 * <p>Every option of {@link dev.spillway.Spillway#builder()} is an element of its name. Filters, a {@code <layout>} or an
 * {@code <encoder>} nest as in any appender of Logback. Trouble with the endpoint is told in Logback's status messages.
 */
@NullMarked
package dev.spillway.logback;

import org.jspecify.annotations.NullMarked;
