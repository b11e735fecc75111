/** Papertrail's HTTP API over this collector's events, and the alerts of its saved searches. */
@NullMarked
package dev.spillway.examples.collector.api;

import org.jspecify.annotations.NullMarked;
