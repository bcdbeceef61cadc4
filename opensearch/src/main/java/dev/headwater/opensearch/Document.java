package dev.headwater.opensearch;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.headwater.event.PublishableText;
import dev.headwater.event.SafeFormat;
import dev.headwater.projection.VersionedView;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A view, or its tombstone, as a document with the same version. A view that cannot be written, or
 * could not be read back, causes an {@link IllegalArgumentException} that quotes no content.
 */
record Document(@JsonValue Map<String, Object> fields) {
  static final String REMOVED = "removed";

  /** OpenSearch's limit. One longer id would fail a whole bulk request. */
  private static final int MAX_ID_BYTES = 512;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  Document {
    fields = Collections.unmodifiableMap(fields); // no copy: the parser keeps no reference
  }

  static <V> Document of(String id, VersionedView<V> versioned, SearchFormat<V> format) {
    if (id.getBytes(StandardCharsets.UTF_8).length > MAX_ID_BYTES) {
      throw new IllegalArgumentException(
          "OpenSearch accepts ids of at most " + MAX_ID_BYTES + " bytes");
    }
    requireUnicode(id);
    V view = versioned.view();
    if (view == null) {
      return new Document(Map.of(REMOVED, true));
    }
    Map<String, Object> fields = SafeFormat.encode(() -> new LinkedHashMap<>(format.encode(view)));
    if (fields.containsKey(REMOVED) || fields.containsKey(format.keyName())) {
      throw new IllegalArgumentException(
          "The fields '" + REMOVED + "' and '" + format.keyName() + "' are reserved by the index");
    }
    fields.put(format.keyName(), id);
    requireUnicode(fields);
    Document document = new Document(fields);
    document.view(versioned.version(), format); // refuse a view that no reader could decode
    return document;
  }

  /** A request's JSON has to be valid Unicode: one bad document would fail a whole bulk request. */
  private static void requireUnicode(Object value) {
    if (!PublishableText.isUnicode(value)) {
      throw new IllegalArgumentException("A text holds half of a surrogate pair");
    }
  }

  <V> VersionedView<V> view(long version, SearchFormat<V> format) {
    return new VersionedView<>(
        version,
        fields.containsKey(REMOVED) ? null : SafeFormat.decode(() -> format.decode(fields)));
  }
}
