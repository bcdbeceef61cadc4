package dev.headwater.dynamodb.views;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a view is written as an item.
 *
 * <p>The names {@code version}, {@code removed} and those in {@link ListIndex} belong to the store.
 */
public interface ViewFormat<V> {
  /** The name of the table's key, which holds the aggregate's id. */
  String keyName();

  /**
   * The view's fields: strings, booleans, numbers ({@code Long} or {@code BigDecimal}), lists and
   * maps of such. A field without a value is absent; the key and the version are left out.
   */
  Map<String, Object> encode(V view);

  /**
   * The view with these fields, as {@link #encode} gave them, and with the key under its name.
   *
   * <p>The store reads every view once before it writes it, and refuses one that this cannot
   * decode. So whatever readers cannot do without is best checked here.
   *
   * @throws RuntimeException of any kind when a field is missing or malformed; its message, which
   *     may quote the view, is told to nobody
   */
  V decode(Map<String, Object> fields);

  /** The view's place in the list; {@code null} when it is in none. */
  @Nullable IndexEntry indexEntry(V view);
}
