/**
 * Spillway: ships an application's log events to a syslog endpoint without ever making the application wait. Start at
 * {@link dev.spillway.Spillway}.
 */
@NullMarked
package dev.spillway;

import org.jspecify.annotations.NullMarked;
