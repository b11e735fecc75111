/** The CAOS album: command line, logging set-up and life cycle. */
@NullMarked
package dev.spillway.examples.album;

import org.jspecify.annotations.NullMarked;
