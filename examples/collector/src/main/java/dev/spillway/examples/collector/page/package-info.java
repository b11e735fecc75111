/** The live page: the latest events in memory and the web server that streams them to browsers. */
@NullMarked
package dev.spillway.examples.collector.page;

import org.jspecify.annotations.NullMarked;
