/** The album's pages, served over HTTP. */
@NullMarked
package dev.spillway.examples.album.web;

import org.jspecify.annotations.NullMarked;
