package dev.headwater.opensearch;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.headwater.event.PublishableText;
import dev.headwater.event.SafeFormat;
import dev.headwater.host.RedactedException;
import dev.headwater.projection.VersionedView;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A view, or its tombstone, as a document with the same version. A view that cannot be written, or
 * could not be read back, causes an {@link IllegalArgumentException} that quotes no content.
 */
record Document(@JsonValue Map<String, Object> fields) {
  static final String REMOVED = "removed";
  static final String FINGERPRINT = "fingerprint";

  private static final Logger LOG = LoggerFactory.getLogger(Document.class);

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
      return new Document(Map.of(REMOVED, true, FINGERPRINT, format.fingerprint()));
    }
    Map<String, Object> fields = SafeFormat.encode(() -> new LinkedHashMap<>(format.encode(view)));
    for (String reserved : List.of(REMOVED, FINGERPRINT, format.keyName())) {
      if (fields.containsKey(reserved)) {
        throw new IllegalArgumentException("The field '" + reserved + "' is the index's own");
      }
    }
    fields.put(format.keyName(), id);
    fields.put(FINGERPRINT, format.fingerprint());
    requireUnicode(fields);
    Document document = new Document(fields);
    document.decode(versioned.version(), format); // refuse a view that no reader could decode
    return document;
  }

  /** A request's JSON has to be valid Unicode: one bad document would fail a whole bulk request. */
  private static void requireUnicode(Object value) {
    if (!PublishableText.isUnicode(value)) {
      throw new IllegalArgumentException("A text holds half of a surrogate pair");
    }
  }

  /**
   * The view; a {@linkplain VersionedView#foreign foreign} one if another projection folded it, or
   * it is damaged.
   */
  <V> VersionedView<V> view(String id, long version, SearchFormat<V> format) {
    if (isForeign(format)) {
      return VersionedView.foreign(version);
    }
    try {
      return decode(version, format);
    } catch (IllegalArgumentException e) {
      LOG.error(
          "The document of {} is damaged, and its stream is read instead: {}",
          id,
          RedactedException.reason(e));
      return VersionedView.foreign(version);
    }
  }

  /** Whether another projection folded the view. */
  boolean isForeign(SearchFormat<?> format) {
    return !format.fingerprint().equals(fields.get(FINGERPRINT));
  }

  /**
   * Decodes a document that this projection wrote.
   *
   * @throws IllegalArgumentException if it is damaged
   */
  <V> VersionedView<V> decode(long version, SearchFormat<V> format) {
    Map<String, Object> content = new HashMap<>(fields);
    content.remove(FINGERPRINT);
    return new VersionedView<>(
        version,
        fields.containsKey(REMOVED) ? null : SafeFormat.decode(() -> format.decode(content)));
  }
}
