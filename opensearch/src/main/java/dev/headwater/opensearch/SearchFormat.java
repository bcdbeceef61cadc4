package dev.headwater.opensearch;

import java.util.Map;

/**
 * Converts a view to the fields of a document and back.
 *
 * <p>The field names {@code removed} and {@code fingerprint} are reserved by the index.
 */
public interface SearchFormat<V> {
  /** The name of the field that holds the aggregate's id. */
  String keyName();

  /**
   * Identifies what folds the views and how they are searched, so that it changes with the
   * {@linkplain dev.headwater.projection.ViewDefinition#fingerprint projection's fingerprint} and
   * with {@link #fields}. Views that have another one are foreign.
   */
  String fingerprint();

  /**
   * All fields of all views except the key, and how searches use each. Their values are strings.
   * The index refuses any other field.
   */
  Map<String, SearchField> fields();

  /** The fields of the view, without the key. A field without a value is absent. */
  Map<String, Object> encode(V view);

  /**
   * The view with these fields, as {@link #encode} returned them, plus the key under its name.
   *
   * <p>The index decodes every view before it writes it, and refuses a view that this method cannot
   * decode. So check here for everything that readers rely on.
   *
   * @throws RuntimeException of any kind if a field is missing or malformed. Its message may quote
   *     the view, and is never logged or passed on
   */
  V decode(Map<String, Object> fields);
}
