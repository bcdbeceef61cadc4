package dev.headwater.query;

/**
 * A view's place in a list.
 *
 * @param partition the part of the list that the view is in, such as a status: 1 to {@value
 *     ViewList#MAX_PARTITION_BYTES} bytes in UTF-8
 * @param sort orders a partition by its UTF-8 bytes: 1 to {@value ListRead#MAX_SORT_BYTES} bytes.
 *     It must be unique in the list, so end it with the id
 */
public record IndexEntry(String partition, String sort) {}
