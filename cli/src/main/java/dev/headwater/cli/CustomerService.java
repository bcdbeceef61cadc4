package dev.headwater.cli;

import dev.headwater.customers.Customers;
import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import dev.headwater.service.View;
import java.util.Map;

/** The one service whose views and claims the command line can read: the customers. */
final class CustomerService {
  static final Service SERVICE = new Customers().describe();

  /** Claims exist only if e-mails must be unique. */
  static final Settings WITH_CLAIMS = new Settings(Map.of("UNIQUE_EMAIL", "true"));

  private CustomerService() {}

  static View<?, ?> view() {
    return SERVICE.views().getFirst();
  }
}
