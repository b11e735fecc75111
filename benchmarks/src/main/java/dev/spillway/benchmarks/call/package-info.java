/** JMH benchmarks of the log call and of its parts. */
@NullMarked
package dev.spillway.benchmarks.call;

import org.jspecify.annotations.NullMarked;
