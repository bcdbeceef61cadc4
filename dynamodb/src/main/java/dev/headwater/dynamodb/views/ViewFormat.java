package dev.headwater.dynamodb.views;

import dev.headwater.query.ViewList;
import java.util.List;
import java.util.Map;

/**
 * How a view is written as an item.
 *
 * <p>The names {@code version}, {@code fingerprint} and {@code removed}, and those that {@link
 * ListIndex} makes of the lists' names, belong to the store: neither the key nor a field can have
 * them.
 */
public interface ViewFormat<V> {
  /** The name of the table's key, which holds the aggregate's id. */
  String keyName();

  /**
   * Identifies what folds the views and what puts them in their lists, so that it changes with the
   * {@linkplain dev.headwater.projection.ViewDefinition#fingerprint projection's fingerprint} and
   * with {@link #lists}. Views that have another one are foreign.
   */
  String fingerprint();

  /**
   * The view's fields: strings, booleans, numbers ({@code Long} or {@code BigDecimal}), and lists
   * and maps of these. A field without a value is absent; the key and the version are left out.
   */
  Map<String, Object> encode(V view);

  /**
   * The view with these fields, as {@link #encode} returned them, plus the key under its name.
   *
   * <p>The store decodes every view before it writes it, and refuses a view that this method cannot
   * decode. So check here for everything that readers rely on.
   *
   * @throws RuntimeException of any kind if a field is missing or malformed. Its message may quote
   *     the view, and is never logged or passed on
   */
  V decode(Map<String, Object> fields);

  /**
   * The lists that views are in, each with a name of its own. Each costs an index, and a write to
   * it whenever a view in it is written.
   */
  List<ViewList<V>> lists();
}
