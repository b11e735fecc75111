/** Plots of what benchmarks have printed. */
@NullMarked
package dev.spillway.benchmarks.report;

import org.jspecify.annotations.NullMarked;
