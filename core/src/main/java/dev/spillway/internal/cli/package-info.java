/** The command line: looks into spill directories, and delivers what was left behind in them. */
@NullMarked
package dev.spillway.internal.cli;

import org.jspecify.annotations.NullMarked;
