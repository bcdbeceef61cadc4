package dev.headwater.service.operations;

import dev.headwater.event.StreamId;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Service;
import dev.headwater.service.operations.internal.OperationException;
import java.util.List;

/** Streams as operators name them. */
final class StreamNames {
  private StreamNames() {}

  /**
   * The stream of this name: {@code CATEGORY#id} or, in a service with one aggregate, its id alone.
   *
   * @throws OperationException if the service has no such category
   */
  static StreamId read(Service service, String name) {
    List<String> categories = service.aggregates().stream().map(Aggregate::category).toList();
    try {
      boolean isId = name.indexOf('#') < 0 && categories.size() == 1;
      StreamId stream = isId ? new StreamId(categories.getFirst(), name) : StreamId.parse(name);
      if (categories.contains(stream.category())) {
        return stream;
      }
    } catch (IllegalArgumentException notAStream) {
      // Refused below.
    }
    throw OperationException.invalid(
        "A stream reads CATEGORY#id, with one of the categories " + categories);
  }
}
