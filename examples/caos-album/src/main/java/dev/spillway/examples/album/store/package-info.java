/** Albums and pictures, kept as objects in an object store. */
@NullMarked
package dev.spillway.examples.album.store;

import org.jspecify.annotations.NullMarked;
