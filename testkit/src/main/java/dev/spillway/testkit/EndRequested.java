package dev.spillway.testkit;

import java.io.IOException;

/** Unwinds a connection's thread from wherever it waits, since the test asked for the connection's end. */
final class EndRequested extends IOException {
    private static final long serialVersionUID = 1L;

    EndRequested(Wire.Order order) {
        super(order.name());
    }
}
