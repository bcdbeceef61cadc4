package dev.headwater.service.operations;

import dev.headwater.service.Service;
import dev.headwater.service.View;
import dev.headwater.service.operations.internal.OperationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** The views that an operation is about. */
record ChosenViews(List<View<?, ?>> views) {
  /**
   * The views with these names, in the service's order; all of them if no name is given.
   *
   * @throws OperationException if the service has no view of a name, or none at all
   */
  static ChosenViews of(Service service, List<String> names) {
    List<String> all = service.views().stream().map(View::name).toList();
    if (all.isEmpty()) {
      throw OperationException.invalid("The service has no views");
    }
    for (String name : names) {
      if (!all.contains(name)) {
        throw OperationException.invalid("The service has no view of this name; there are " + all);
      }
    }
    List<View<?, ?>> chosen = new ArrayList<>();
    for (View<?, ?> view : service.views()) {
      if (names.isEmpty() || names.contains(view.name())) {
        chosen.add(view);
      }
    }
    return new ChosenViews(chosen);
  }

  /** Hands over each view, and whether it is the first one of its aggregate. */
  void each(BiConsumer<View<?, ?>, Boolean> use) {
    Set<String> categories = new HashSet<>();
    views.forEach(view -> use.accept(view, categories.add(view.aggregate().category())));
  }
}
