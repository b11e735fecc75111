/** What the example's collector takes, finds and shows. */
@NullMarked
package dev.spillway.benchmarks.collector;

import org.jspecify.annotations.NullMarked;
