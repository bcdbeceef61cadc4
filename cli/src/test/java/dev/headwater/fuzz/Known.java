package dev.headwater.fuzz;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Customers and cursors that the service has named, the newest of them. */
final class Known {
  private static final int KEPT = 512;

  private final Ring<Customer> customers = new Ring<>(new Customer("nobody", 1));
  private final Ring<String> cursors = new Ring<>("");

  record Customer(String id, long version) {}

  void add(Customer customer) {
    customers.add(customer);
  }

  void addCursor(String cursor) {
    cursors.add(cursor);
  }

  Customer customer(Chance chance) {
    return customers.pick(chance);
  }

  String cursor(Chance chance) {
    return cursors.pick(chance);
  }

  private static final class Ring<T> {
    private final AtomicReferenceArray<T> kept = new AtomicReferenceArray<>(KEPT);
    private final AtomicInteger added = new AtomicInteger();
    private final T none;

    Ring(T none) {
      this.none = none;
    }

    void add(T value) {
      kept.set(Math.floorMod(added.getAndIncrement(), KEPT), value);
    }

    T pick(Chance chance) {
      T value = kept.get(chance.below(Math.clamp(added.get(), 1, KEPT)));
      return value == null ? none : value;
    }
  }
}
