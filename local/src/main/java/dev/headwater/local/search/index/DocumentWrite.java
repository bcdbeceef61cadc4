package dev.headwater.local.search.index;

import java.util.List;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.util.BytesRef;

/**
 * A document to write, with an external version.
 *
 * @param fields the source's fields according to the mapping
 */
public record DocumentWrite(
    String id,
    long version,
    VersionType versionType,
    BytesRef source,
    List<IndexableField> fields) {}
