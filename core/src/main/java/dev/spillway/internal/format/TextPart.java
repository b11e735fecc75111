package dev.spillway.internal.format;

/** Writes the text of an event. Confined to one thread at a time. */
interface TextPart extends EventPart {

    /** Where in the buffer the border of the last text is, see {@link Enclosure}; 0 if it has one section only. */
    int borderAt();

    /** How many characters it holds in scratch space of its own. */
    int scratchCapacity();
}
