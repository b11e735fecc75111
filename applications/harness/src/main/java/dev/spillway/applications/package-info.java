/** What the tests of all applications share. */
@NullMarked
package dev.spillway.applications;

import org.jspecify.annotations.NullMarked;
