/** The ways in which an application logs through Spillway, as one parameter of a test. */
@NullMarked
package dev.spillway.frontends;

import org.jspecify.annotations.NullMarked;
