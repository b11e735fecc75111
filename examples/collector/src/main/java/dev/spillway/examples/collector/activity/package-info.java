/** Which systems spoke when, and how much. */
@NullMarked
package dev.spillway.examples.collector.activity;

import org.jspecify.annotations.NullMarked;
