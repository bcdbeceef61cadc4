package dev.headwater.local.search;

import dev.headwater.local.search.index.VersionType;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * One item of a bulk request, its document not yet parsed.
 *
 * @param source the document as sent; {@code null} for a deletion
 */
record BulkOperation(String id, long version, VersionType versionType, @Nullable BytesRef source) {
  String action() {
    return source == null ? "delete" : "index";
  }
}
