package dev.headwater.local.search.index;

import java.util.List;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.util.BytesRef;

/**
 * A document to be written under a version that its sender gives it.
 *
 * @param fields what the mapping makes of the source
 */
public record DocumentWrite(
    String id,
    long version,
    VersionType versionType,
    BytesRef source,
    List<IndexableField> fields) {}
