/**
 * Spillway for Log4j 2.20 and newer: {@link dev.spillway.log4j2.SpillwayAppender} ships what an application logs to a
 * syslog endpoint over TLS. A whole {@code log4j2.xml}:
 *
 * <pre>{@code
 * <Configuration>
 *   <Appenders>
 *     <Spillway name="SPILLWAY" host="logs.example.com" port="6514" appName="album"/>
 *   </Appenders>
 *   <Loggers>
 *     <Root level="INFO">
 *       <AppenderRef ref="SPILLWAY"/>
 *     </Root>
 *   </Loggers>
 * </Configuration>
 * }</pre>
 *
 * <p>Every option of {@link dev.spillway.Spillway#builder()} is an attribute of its name. Filters and a layout nest as in
 * any appender of Log4j. Trouble with the endpoint is told to Log4j's {@code StatusLogger}.
 */
@NullMarked
package dev.spillway.log4j2;

import org.jspecify.annotations.NullMarked;
