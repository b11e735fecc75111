/** Papertrail's HTTP API over this collector's events, so that clients written for Papertrail work unchanged. */
@NullMarked
package dev.spillway.examples.collector.api;

import org.jspecify.annotations.NullMarked;
