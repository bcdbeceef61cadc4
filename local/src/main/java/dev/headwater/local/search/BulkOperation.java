package dev.headwater.local.search;

import dev.headwater.local.search.index.VersionType;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * One item of a bulk, before its document is looked at.
 *
 * @param source the document, as it was sent; {@code null} to delete the one that is there
 */
record BulkOperation(
    String index, String id, long version, VersionType versionType, @Nullable BytesRef source) {
  String action() {
    return source == null ? "delete" : "index";
  }
}
