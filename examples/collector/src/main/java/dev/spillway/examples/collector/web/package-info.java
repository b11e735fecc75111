/** What the answers of this server have in common: JSON, fields of requests, refusals. */
@NullMarked
package dev.spillway.examples.collector.web;

import org.jspecify.annotations.NullMarked;
