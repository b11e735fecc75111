/** The launcher of the demo: collector and album as two JVMs on loopback. */
@NullMarked
package dev.spillway.examples.album.demo;

import org.jspecify.annotations.NullMarked;
