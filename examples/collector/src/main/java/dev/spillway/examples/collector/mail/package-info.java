/** Mail by way of one SMTP server. */
@NullMarked
package dev.spillway.examples.collector.mail;

import org.jspecify.annotations.NullMarked;
