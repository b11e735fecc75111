/** Events on the terminal, in colour, with nothing in them that could drive it. */
@NullMarked
package dev.spillway.examples.collector.console;

import org.jspecify.annotations.NullMarked;
