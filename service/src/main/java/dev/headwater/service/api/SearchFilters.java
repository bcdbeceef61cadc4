package dev.headwater.service.api;

import dev.headwater.service.View;
import dev.headwater.service.http.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The filters of a view's searches and counts: components with an exact value. */
final class SearchFilters<V> {
  private final View<V, ?> view;
  private final Map<String, ExactValues> values = new LinkedHashMap<>();

  SearchFilters(View<V, ?> view) {
    this.view = view;
    for (String component : Objects.requireNonNull(view.search()).filters()) {
      values.put(component, ExactValues.of(view, component));
    }
  }

  /** Reads the values that a request names, by component. */
  Supplier<Map<String, String>> read(Fields fields) {
    Map<String, Supplier<@Nullable String>> read = new LinkedHashMap<>();
    values.forEach((component, exact) -> read.put(component, exact.filter(fields, component)));
    return () -> {
      Map<String, String> terms = new LinkedHashMap<>();
      read.forEach(
          (component, value) -> {
            String text = value.get();
            if (text != null) {
              terms.put(component, text);
            }
          });
      return terms;
    };
  }

  /** Distinguishes these terms from all others. */
  String name(Map<String, String> terms) {
    return values.size() == 1
        ? String.join("", terms.values())
        : terms.entrySet().stream()
            .map(term -> term.getKey() + '=' + Naming.part(term.getValue()))
            .collect(Collectors.joining(","));
  }

  boolean match(Map<String, String> terms, V shown) {
    return terms.entrySet().stream()
        .allMatch(term -> term.getValue().equals(view.text(shown, term.getKey())));
  }
}
