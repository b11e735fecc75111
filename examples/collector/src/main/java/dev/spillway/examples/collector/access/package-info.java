/** Who may read here: the password, sessions, API tokens, and the check that stands before every path. */
@NullMarked
package dev.spillway.examples.collector.access;

import org.jspecify.annotations.NullMarked;
