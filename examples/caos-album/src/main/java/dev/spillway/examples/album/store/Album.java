package dev.spillway.examples.album.store;

import java.time.Instant;

/** One album: its number, counted from 1, and what its owner calls it. */
public record Album(int id, String title, Instant created) {}
