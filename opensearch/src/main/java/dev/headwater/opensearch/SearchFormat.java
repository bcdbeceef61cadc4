package dev.headwater.opensearch;

import java.util.Map;

/**
 * How a view is written as a document.
 *
 * <p>The name {@code removed} belongs to the index.
 */
public interface SearchFormat<V> {
  /** The name of the field that holds the aggregate's id. */
  String keyName();

  /**
   * All fields of all views but the key, and what each is used for. An index takes no other. Their
   * values are strings.
   */
  Map<String, SearchField> fields();

  /** The view's fields. One without a value is absent; the key is left out. */
  Map<String, Object> encode(V view);

  /**
   * The view with these fields, as {@link #encode} gave them, and with the key under its name.
   *
   * <p>The index reads every view once before it writes it, and refuses one that this cannot
   * decode. So whatever readers cannot do without is best checked here.
   *
   * @throws RuntimeException of any kind when a field is missing or malformed; its message, which
   *     may quote the view, is told to nobody
   */
  V decode(Map<String, Object> fields);
}
