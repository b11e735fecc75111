/** A small log service for one machine: it takes syslog in and shows it on the console and on a page. */
@NullMarked
package dev.spillway.examples.collector;

import org.jspecify.annotations.NullMarked;
