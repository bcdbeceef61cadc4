package dev.headwater.service.api;

import dev.headwater.service.View;
import dev.headwater.service.http.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The filters of a view's searches and counts: components with an exact value. */
final class SearchFilters<V> {
  private final View<V, ?> view;
  private final List<String> components;

  SearchFilters(View<V, ?> view) {
    this.view = view;
    this.components = Objects.requireNonNull(view.search()).filters();
  }

  /** Reads the values that a request names, by component. */
  Supplier<Map<String, String>> read(Fields fields) {
    Map<String, Supplier<@Nullable String>> values = new LinkedHashMap<>();
    for (String component : components) {
      values.put(component, ExactValues.of(view, component).filter(fields, component));
    }
    return () -> {
      Map<String, String> terms = new LinkedHashMap<>();
      values.forEach(
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
    return components.size() == 1
        ? terms.getOrDefault(components.getFirst(), "")
        : terms.entrySet().stream()
            .map(term -> term.getKey() + '=' + term.getValue())
            .collect(Collectors.joining(","));
  }

  boolean match(Map<String, String> terms, V shown) {
    return terms.entrySet().stream()
        .allMatch(term -> term.getValue().equals(view.text(shown, term.getKey())));
  }
}
