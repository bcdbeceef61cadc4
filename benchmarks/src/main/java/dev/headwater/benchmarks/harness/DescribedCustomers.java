package dev.headwater.benchmarks.harness;

import dev.headwater.customers.Customers;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerCommand;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerRefusal;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Service;
import dev.headwater.service.View;

/** The customer service as it is described, with its types. */
@SuppressWarnings("unchecked") // the description has these types
public final class DescribedCustomers {
  private static final Service SERVICE = new Customers().describe();

  public static final Aggregate<CustomerCommand, Customer, CustomerEvent, CustomerRefusal>
      CUSTOMER =
          (Aggregate<CustomerCommand, Customer, CustomerEvent, CustomerRefusal>)
              SERVICE.aggregates().getFirst();

  public static final View<CustomerView, CustomerEvent> VIEW =
      (View<CustomerView, CustomerEvent>) SERVICE.views().getFirst();

  private DescribedCustomers() {}
}
