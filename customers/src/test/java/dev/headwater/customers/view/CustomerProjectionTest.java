package dev.headwater.customers.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.customers.Described;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerEvent.CustomerEmailUpdated;
import dev.headwater.customers.customer.CustomerEvent.CustomerReactivated;
import dev.headwater.customers.customer.CustomerEvent.CustomerRegistered;
import dev.headwater.customers.customer.CustomerEvent.CustomerSuspended;
import dev.headwater.dynamodb.views.ViewFormat;
import dev.headwater.event.StreamId;
import dev.headwater.query.IndexEntry;
import dev.headwater.testkit.History;
import dev.headwater.testkit.ProjectionSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CustomerProjectionTest {
  private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");
  private static final Instant FRIDAY = Instant.parse("2026-01-09T00:00:00.120Z");
  private static final History<CustomerEvent> REGISTERED =
      History.<CustomerEvent>of(new StreamId("CUSTOMER", "ada"))
          .at(MONDAY)
          .commit(new CustomerRegistered("ada@example.com", "Ada"))
          .at(FRIDAY);

  @Test
  void shows_who_has_registered() {
    ProjectionSpec.of(new CustomerProjection(), REGISTERED)
        .thenView(view("ada@example.com", CustomerStatus.ACTIVE, MONDAY, null));
  }

  @Test
  void follows_the_email_and_the_status() {
    ProjectionSpec.of(new CustomerProjection(), REGISTERED)
        .given(
            new CustomerEmailUpdated("ada@example.com", "b@example.com"),
            new CustomerSuspended("unpaid"))
        .thenView(view("b@example.com", CustomerStatus.SUSPENDED, FRIDAY, "unpaid"))
        .given(new CustomerReactivated())
        .thenView(view("b@example.com", CustomerStatus.ACTIVE, FRIDAY.plusSeconds(1), null));
  }

  @Test
  void an_event_that_does_not_fit_changes_nothing() {
    ProjectionSpec.of(new CustomerProjection()).given(new CustomerReactivated()).thenRemoved();
    ProjectionSpec.of(new CustomerProjection(), REGISTERED)
        .given(new CustomerRegistered("b@example.com", "B"))
        .thenView(view("ada@example.com", CustomerStatus.ACTIVE, MONDAY, null));
  }

  @Test
  void an_address_that_was_stored_in_an_older_form_is_brought_into_that_of_today() {
    ProjectionSpec.of(new CustomerProjection(), REGISTERED)
        .given(new CustomerEmailUpdated("ada@example.com", "ας@x.de"))
        .thenView(view("ασ@x.de", CustomerStatus.ACTIVE, FRIDAY, null));
    ProjectionSpec.of(new CustomerProjection(), REGISTERED)
        .given(new CustomerEmailUpdated("ada@example.com", "a..b@xn--bcher-kva.de"))
        .thenView(view("a..b@bücher.de", CustomerStatus.ACTIVE, FRIDAY, null));
  }

  @Test
  void is_written_and_read_back_whole() {
    ViewFormat<CustomerView> format = Described.VIEW.viewFormat();
    CustomerView view = view("a@example.com", CustomerStatus.SUSPENDED, FRIDAY, "unpaid");

    Map<String, Object> fields = new HashMap<>(format.encode(view));
    fields.put(format.keyName(), "ada");

    assertThat(format.decode(fields)).isEqualTo(view);
    assertThat(format.lists().getFirst().place(view))
        .contains(new IndexEntry("SUSPENDED", "2026-01-05T00:00:00.000Z#ada"));
  }

  private static CustomerView view(
      String email, CustomerStatus status, Instant lastUpdated, @Nullable String reason) {
    return new CustomerView("ada", email, "Ada", status, MONDAY, lastUpdated, reason);
  }
}
