package dev.headwater.local.search;

import org.apache.lucene.util.BytesRef;

/**
 * One item of a bulk, before its document is looked at.
 *
 * @param source the document, as it was sent
 */
record BulkOperation(String index, String id, long version, VersionType versionType,
        BytesRef source) {}
