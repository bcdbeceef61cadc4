package dev.headwater.benchmarks.read;

import dev.headwater.benchmarks.harness.DescribedCustomers;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerEvent.CustomerEmailUpdated;
import dev.headwater.customers.customer.CustomerEvent.CustomerRegistered;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.EventCodec;
import dev.headwater.event.Metadata;
import dev.headwater.projection.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The messages about a customer who registers and then changes the e-mail with each version.
 * Messages of one kind have the same size for every customer.
 */
record SampleMessages(CustomerId customer) {
  static final EventCodec<CustomerEvent> CODEC = DescribedCustomers.CUSTOMER.events();
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00.123Z");

  static SampleMessages of(String customer) {
    return new SampleMessages(new CustomerId(customer));
  }

  /** The message about a commit of one event. */
  static Delivery.Event of(Commit<CustomerEvent> commit) {
    return new Delivery.Event(
        commit.stream() + "@" + commit.firstVersion(), Commit.encode(commit, CODEC).event(0));
  }

  Delivery.Event version(int version) {
    CustomerEvent event =
        version == 1
            ? new CustomerRegistered(email(1), "Anna Maria Smith")
            : new CustomerEmailUpdated(email(version - 1), email(version));
    return of(
        new Commit<>(
            DescribedCustomers.CUSTOMER.stream(customer.value()),
            version,
            List.of(event),
            FIRST.plusSeconds(version),
            CommandStamp.of(customer + "-" + version),
            Metadata.NONE));
  }

  private String email(int version) {
    return String.format(Locale.ROOT, "anna.%s.%06d@mail.example", customer.value(), version);
  }
}
