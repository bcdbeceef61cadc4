package dev.headwater.query;

/**
 * A view's place in the list index.
 *
 * @param partition the list that it is in, such as a status
 * @param sort orders the list by its UTF-8 bytes. It must be unique, so end it with the id
 */
public record IndexEntry(String partition, String sort) {}
