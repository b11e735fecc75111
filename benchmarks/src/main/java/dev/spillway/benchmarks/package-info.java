/** What the benchmarks share: the event that they log, and the endpoints that take it. */
@NullMarked
package dev.spillway.benchmarks;

import org.jspecify.annotations.NullMarked;
