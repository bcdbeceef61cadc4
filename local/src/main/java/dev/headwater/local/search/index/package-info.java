/**
 * Indexes, mappings and documents of the built-in search, stored by Lucene. Knows no HTTP. Changes
 * to stored formats must read the files of older versions.
 */
@NullMarked
package dev.headwater.local.search.index;

import org.jspecify.annotations.NullMarked;
