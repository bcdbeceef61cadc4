package dev.headwater.service.api;

import dev.headwater.host.Host;
import dev.headwater.service.Service;
import dev.headwater.service.View;
import java.util.LinkedHashMap;
import java.util.Map;

/** The views of a service with their stores, by name. */
final class QueriedViews {
  private final Map<String, QueriedView<?>> byName = new LinkedHashMap<>();

  QueriedViews(Service service, QueryStores stores, Host host, ForeignViews foreign) {
    service
        .views()
        .forEach(view -> byName.put(view.name(), QueriedView.of(view, stores, host, foreign)));
  }

  /**
   * @throws IllegalArgumentException if the service has no such view
   */
  @SuppressWarnings("unchecked") // the name of a view stands for its type
  <V> QueriedView<V> of(View<V, ?> view) {
    QueriedView<?> queried = byName.get(view.name());
    if (queried == null) {
      throw new IllegalArgumentException(
          "The service has no view " + view.name() + ": add it with .view(…)");
    }
    return (QueriedView<V>) queried;
  }
}
