/** Parts for tests of anything that ships logs: a scripted syslog endpoint, certificates, parsers, oracles. */
@NullMarked
package dev.spillway.testkit;

import org.jspecify.annotations.NullMarked;
