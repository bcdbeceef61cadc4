package dev.headwater.dynamodb;

import dev.headwater.dynamodb.views.ViewFormat;
import dev.headwater.query.IndexEntry;
import dev.headwater.query.ViewList;
import dev.headwater.testkit.query.ListedView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores a view of the read contract with its places as fields. */
public record ListedViewFormat(String fingerprint) implements ViewFormat<ListedView> {
  @Override
  public String keyName() {
    return "id";
  }

  @Override
  public Map<String, Object> encode(ListedView view) {
    Map<String, Object> fields = new HashMap<>(Map.of("text", view.text()));
    put(fields, "inList", view.list());
    put(fields, "inOwner", view.owner());
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, @Nullable IndexEntry place) {
    if (place != null) {
      fields.put(name, List.of(place.partition(), place.sort()));
    }
  }

  @Override
  public ListedView decode(Map<String, Object> fields) {
    return new ListedView(
        String.valueOf(fields.get("text")),
        place(fields.get("inList")),
        place(fields.get("inOwner")));
  }

  private static @Nullable IndexEntry place(@Nullable Object field) {
    return field instanceof List<?> place
        ? new IndexEntry(String.valueOf(place.getFirst()), String.valueOf(place.getLast()))
        : null;
  }

  @Override
  public List<ViewList<ListedView>> lists() {
    return ListedView.LISTS;
  }
}
