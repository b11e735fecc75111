/** Programs that measure a whole process: what it delivers and costs, and what it costs while it does nothing. */
@NullMarked
package dev.spillway.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
