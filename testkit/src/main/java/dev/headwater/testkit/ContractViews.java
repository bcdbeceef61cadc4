package dev.headwater.testkit;

import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.ViewChange;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Creates what the contracts of view stores save and expect. */
record ContractViews<V>(IntFunction<V> view) {
  ViewChange<V> change(String id, long expected, long next, int number) {
    return new ViewChange<>(id, expected, versioned(next, number));
  }

  /** A change to a view that another projection saved. */
  ViewChange<V> overForeign(String id, long expected, long next, int number) {
    return new ViewChange<>(id, expected, versioned(next, number), true);
  }

  /** One change per aggregate; the number of its view is its index in the list. */
  List<ViewChange<V>> changes(List<String> ids, long expected, long next) {
    return IntStream.range(0, ids.size())
        .mapToObj(number -> change(ids.get(number), expected, next, number))
        .toList();
  }

  ViewChange<V> removal(String id, long expected, long next) {
    return new ViewChange<>(id, expected, tombstone(next));
  }

  VersionedView<V> versioned(long version, int number) {
    return new VersionedView<>(version, view.apply(number));
  }

  VersionedView<V> tombstone(long version) {
    return new VersionedView<>(version, null);
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }

  static List<String> newIds(int count) {
    return Stream.generate(ContractViews::newId).limit(count).toList();
  }
}
