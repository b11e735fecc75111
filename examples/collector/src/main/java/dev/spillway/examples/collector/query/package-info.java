/** Papertrail's query language: what a person types, as a tree, and back in words. Knows nothing of the store. */
@NullMarked
package dev.spillway.examples.collector.query;

import org.jspecify.annotations.NullMarked;
