package dev.headwater.customers.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.Claim;
import dev.headwater.customers.customer.CustomerCommand.ReactivateCustomer;
import dev.headwater.customers.customer.CustomerCommand.RegisterCustomer;
import dev.headwater.customers.customer.CustomerCommand.SuspendCustomer;
import dev.headwater.customers.customer.CustomerCommand.UpdateEmail;
import dev.headwater.customers.customer.CustomerEvent.CustomerEmailUpdated;
import dev.headwater.customers.customer.CustomerEvent.CustomerReactivated;
import dev.headwater.customers.customer.CustomerEvent.CustomerRegistered;
import dev.headwater.customers.customer.CustomerEvent.CustomerSuspended;
import dev.headwater.testkit.DeciderSpec;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CustomerDeciderTest {
  private static final CustomerId ADA = new CustomerId("ada");
  private static final CustomerRegistered REGISTERED =
      new CustomerRegistered("ada@example.com", "Ada Lovelace");
  private static final CustomerSuspended SUSPENDED = new CustomerSuspended("unpaid");
  private static final RegisterCustomer REGISTER =
      new RegisterCustomer(ADA, new EmailAddress("Ada@Example.com"), new Text("Ada Lovelace"));
  private static final SuspendCustomer SUSPEND = new SuspendCustomer(ADA, new Text("unpaid"));
  private static final ReactivateCustomer REACTIVATE = new ReactivateCustomer(ADA);

  private final DeciderSpec<CustomerCommand, Customer, CustomerEvent, CustomerRefusal> spec =
      DeciderSpec.of(new CustomerDecider(false));

  @Test
  void lives_a_whole_life() {
    spec.when(REGISTER)
        .then(REGISTERED)
        .when(updateTo("countess@example.com"))
        .then(new CustomerEmailUpdated("ada@example.com", "countess@example.com"))
        .when(SUSPEND)
        .then(SUSPENDED)
        .when(REACTIVATE)
        .then(new CustomerReactivated())
        .when(updateTo("ada@example.com"))
        .then(new CustomerEmailUpdated("countess@example.com", "ada@example.com"));
  }

  @Test
  void refuses_a_second_registration() {
    spec.given(REGISTERED).when(REGISTER).thenRefused(CustomerRefusal.ALREADY_REGISTERED);
    spec.given(REGISTERED, SUSPENDED)
        .when(REGISTER)
        .thenRefused(CustomerRefusal.ALREADY_REGISTERED);
  }

  @Test
  void refuses_anything_but_registering_an_unknown_customer() {
    spec.when(updateTo("b@example.com")).thenRefused(CustomerRefusal.UNKNOWN_CUSTOMER);
    spec.when(SUSPEND).thenRefused(CustomerRefusal.UNKNOWN_CUSTOMER);
    spec.when(REACTIVATE).thenRefused(CustomerRefusal.UNKNOWN_CUSTOMER);
  }

  @Test
  void updating_to_the_same_email_however_it_is_spelt_changes_nothing() {
    spec.given(REGISTERED).when(updateTo("ADA@example.com")).thenNothing();
  }

  @Test
  void an_email_that_was_stored_in_an_older_form_is_the_same_as_in_that_of_today() {
    spec.given(REGISTERED, new CustomerEmailUpdated("ada@example.com", "ας@x.de"))
        .when(updateTo("ας@x.de"))
        .thenNothing();
  }

  @Test
  void an_email_that_the_rules_refuse_today_goes_on_as_it_is() {
    String email = "a..b@exam_ple.com";
    spec.given(new CustomerRegistered(email, "Ada Lovelace"))
        .when(SUSPEND)
        .then(SUSPENDED)
        .when(REACTIVATE)
        .then(new CustomerReactivated())
        .when(updateTo("ada@example.com"))
        .then(new CustomerEmailUpdated(email, "ada@example.com"));
    assertThat(claims(email)).containsExactly(new Claim("email", email));
  }

  @Test
  void an_email_is_claimed_in_the_form_of_today() {
    assertThat(claims("Ada@xn--bcher-kva.example"))
        .isEqualTo(claims("ada@B\u00dcCHER.example"))
        .containsExactly(new Claim("email", "ada@b\u00fccher.example"));
  }

  @Test
  void declares_its_claims_only_if_it_makes_any() {
    Customer active = new Customer.Active("ada@example.com");

    assertThat(new CustomerDecider(true).claimNames()).containsExactly("email");
    assertThat(new CustomerDecider(false).claimNames()).isEmpty();
    assertThat(new CustomerDecider(false).claims(active)).isEmpty();
  }

  private static Set<Claim> claims(String storedEmail) {
    return new CustomerDecider(true).claims(new Customer.Active(storedEmail));
  }

  @Test
  void refuses_to_update_or_suspend_a_suspended_customer() {
    spec.given(REGISTERED, SUSPENDED)
        .when(updateTo("b@example.com"))
        .thenRefused(CustomerRefusal.NOT_ACTIVE);
    spec.given(REGISTERED, SUSPENDED).when(SUSPEND).thenRefused(CustomerRefusal.ALREADY_SUSPENDED);
  }

  @Test
  void refuses_to_reactivate_an_active_customer() {
    spec.given(REGISTERED).when(REACTIVATE).thenRefused(CustomerRefusal.NOT_SUSPENDED);
    spec.given(REGISTERED, SUSPENDED, new CustomerReactivated())
        .when(REACTIVATE)
        .thenRefused(CustomerRefusal.NOT_SUSPENDED);
  }

  private static UpdateEmail updateTo(String email) {
    return new UpdateEmail(ADA, new EmailAddress(email));
  }
}
