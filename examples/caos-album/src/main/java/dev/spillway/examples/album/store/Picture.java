package dev.spillway.examples.album.store;

import java.time.Instant;

/**
 * What the album knows of one picture besides its pixels.
 *
 * @param id the number within the album, counted from 1
 * @param size of the original, in bytes
 */
public record Picture(
        int albumId, int id, String title, PictureType type, int width, int height, int size, Instant stored) {}
