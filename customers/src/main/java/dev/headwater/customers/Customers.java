package dev.headwater.customers;

import static dev.headwater.service.Refusal.conflict;
import static dev.headwater.service.Refusal.unknown;
import static dev.headwater.service.Route.get;
import static dev.headwater.service.Route.post;
import static dev.headwater.service.Route.put;

import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerCommand.ReactivateCustomer;
import dev.headwater.customers.customer.CustomerCommand.RegisterCustomer;
import dev.headwater.customers.customer.CustomerCommand.SuspendCustomer;
import dev.headwater.customers.customer.CustomerCommand.UpdateEmail;
import dev.headwater.customers.customer.CustomerDecider;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerId;
import dev.headwater.customers.customer.CustomerRefusal;
import dev.headwater.customers.customer.EmailPattern;
import dev.headwater.customers.view.CustomerProjection;
import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Refusal;
import dev.headwater.service.Service;
import dev.headwater.service.ServiceDefinition;
import dev.headwater.service.View;
import dev.headwater.service.json.JsonEvents;
import dev.headwater.service.json.JsonState;

/** The customer service, described. */
public final class Customers implements ServiceDefinition {
  @Override
  public Service describe() {
    var customer =
        Aggregate.of(
                "CUSTOMER",
                CustomerId.class,
                settings -> new CustomerDecider(settings.flag("UNIQUE_EMAIL")))
            .events(JsonEvents.of(CustomerEvent.class))
            .state(JsonState.of(Customer.class))
            .refusals(Customers::refusal)
            .creates(RegisterCustomer.class, post("/customers"))
            .takes(UpdateEmail.class, put("/customers/{id}/email"))
            .takes(SuspendCustomer.class, post("/customers/{id}/suspend"))
            .takes(ReactivateCustomer.class, post("/customers/{id}/reactivate"))
            .history(get("/customers/{id}/events"));
    var view =
        View.of("customer-view", customer, CustomerView.class, new CustomerProjection())
            .listedBy("list", "status", "registrationDate")
            .searchedIn("customer-search", "customers")
            .searchedBy("email", EmailPattern::parse, "e-mail")
            .filteredBy("status")
            .lookUp(get("/customers/{id}"))
            .lookUp("GetCustomerById")
            .list("GetActiveCustomers", "status", CustomerStatus.ACTIVE)
            .list("status", get("/customers"))
            .search("SearchCustomersByEmail", "email", "emailPattern")
            .search("email", get("/customers"))
            .count(get("/customers/count"));
    return Service.of("customers").aggregate(customer).view(view);
  }

  private static Refusal refusal(CustomerRefusal reason) {
    return switch (reason) {
      case UNKNOWN_CUSTOMER -> unknown();
      case ALREADY_REGISTERED -> conflict("The customer is registered already");
      case NOT_ACTIVE -> conflict("The customer is not active");
      case ALREADY_SUSPENDED -> conflict("The customer is suspended already");
      case NOT_SUSPENDED -> conflict("The customer is not suspended");
      case EMAIL_TAKEN -> conflict("Another customer has this e-mail");
    };
  }
}
