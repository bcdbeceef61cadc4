package dev.headwater.benchmarks.harness;

import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerEvent.CustomerEmailUpdated;
import dev.headwater.customers.customer.CustomerEvent.CustomerRegistered;
import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.Metadata;
import dev.headwater.projection.VersionedView;
import dev.headwater.projection.ViewStore.ViewChange;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Customers that are generated from their numbers, the same ones in every run. */
public final class SampleCustomers {
  public static final List<String> HOSTS =
      List.of("example.com", "mail.example", "shop.example.org", "uni.example");
  public static final List<String> NAMES =
      List.of("anna", "bob", "smith", "zoe", "miller", "garcia", "chen");
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final int SUSPENDED_EACH = 10;

  private SampleCustomers() {}

  public static String id(int number) {
    return String.format(Locale.ROOT, "customer-%08d", number);
  }

  /** The number of the customer with this id. */
  public static int number(String id) {
    return Integer.parseInt(id.substring(id.indexOf('-') + 1));
  }

  public static String email(int number) {
    Random random = new Random(number);
    return pick(NAMES, random)
        + "."
        + number
        + "."
        + pick(NAMES, random)
        + "@"
        + pick(HOSTS, random);
  }

  public static String pick(List<String> words, Random random) {
    return words.get(random.nextInt(words.size()));
  }

  /** A view as if projected; every tenth customer is suspended. */
  public static ViewChange<CustomerView> view(int number) {
    boolean suspended = number % SUSPENDED_EACH == 0;
    Instant at = FIRST.plusSeconds(number);
    return new ViewChange<>(
        id(number),
        0,
        new VersionedView<>(
            suspended ? 2 : 1,
            new CustomerView(
                id(number),
                email(number),
                name(number),
                suspended ? CustomerStatus.SUSPENDED : CustomerStatus.ACTIVE,
                at,
                at,
                suspended ? "An invoice was not paid" : null)));
  }

  /** The commits of a customer who registered and then changed the e-mail address twice. */
  public static List<Commit<CustomerEvent>> commits(int number) {
    String email = email(number);
    String second = "new." + email;
    return List.of(
        commit(number, 1, new CustomerRegistered(email, name(number))),
        commit(number, 2, new CustomerEmailUpdated(email, second)),
        commit(number, 3, new CustomerEmailUpdated(second, "newest." + email)));
  }

  private static Commit<CustomerEvent> commit(int number, long version, CustomerEvent event) {
    return new Commit<>(
        DescribedCustomers.CUSTOMER.stream(id(number)),
        version,
        List.of(event),
        FIRST.plusSeconds(number + version),
        CommandStamp.of("command-" + number + "-" + version),
        Metadata.NONE);
  }

  private static String name(int number) {
    return "Customer Number " + number;
  }
}
