/** Indexes, mappings and documents of the built-in search, kept by Lucene. */
@NullMarked
package dev.headwater.local.search.index;

import org.jspecify.annotations.NullMarked;

