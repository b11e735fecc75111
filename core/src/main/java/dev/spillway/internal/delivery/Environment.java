package dev.spillway.internal.delivery;

import dev.spillway.internal.transport.Network;
import java.util.random.RandomGenerator;

/** What surrounds a pump and decides, besides its input, what it does. */
record Environment(Time time, RandomGenerator random, Network network, Helper helper) {}
