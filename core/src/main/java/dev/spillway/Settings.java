package dev.spillway;

import dev.spillway.internal.buffer.BufferSettings;
import dev.spillway.internal.delivery.DeliverySettings;
import dev.spillway.internal.format.FormatSettings;
import dev.spillway.internal.transport.TransportSettings;

/** All settings of an engine, parsed and checked. */
record Settings(FormatSettings format, BufferSettings buffer, TransportSettings transport, DeliverySettings delivery) {}
