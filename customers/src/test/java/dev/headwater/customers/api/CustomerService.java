package dev.headwater.customers.api;

import dev.headwater.CommandHandler;
import dev.headwater.EventStore;
import dev.headwater.InMemoryEventStore;
import dev.headwater.customers.Described;
import dev.headwater.customers.api.Invocations.Answer;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerDecider;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.event.Commit;
import dev.headwater.event.StreamId;
import dev.headwater.host.Host;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The write side over a store, as its callers see it. */
final class CustomerService {
  static final String ADA =
      """
      {"customerId":"ada","email":"Ada@Example.com","name":"Ada Lovelace"}\
      """;
  private static final Host HOST =
      new Host(() -> Instant.parse("2026-01-02T03:04:05Z"), new Random(7), time -> {});

  final Invocations api;
  private final EventStore<Customer, CustomerEvent> store;

  CustomerService(boolean uniqueEmail) {
    this(new InMemoryEventStore<>(Described.CUSTOMER.events()), uniqueEmail, HOST);
  }

  CustomerService(EventStore<Customer, CustomerEvent> store, boolean uniqueEmail, Host host) {
    this.store = store;
    this.api =
        new Invocations(
            Described.commands(
                new CommandHandler<>(new CustomerDecider(uniqueEmail), store, host)));
  }

  /** The same customers after a deployment that switches unique e-mails on or off. */
  CustomerService deployed(boolean uniqueEmail) {
    return new CustomerService(store, uniqueEmail, HOST);
  }

  Answer register(String body, Map<String, String> headers) {
    return api.http("POST /customers", Map.of(), Map.of(), json(headers), body);
  }

  Answer register(String id, String email) {
    return register(
        "{\"customerId\":\"" + id + "\",\"email\":\"" + email + "\",\"name\":\"Somebody\"}",
        Map.of());
  }

  Answer updateEmail(String body, Map<String, String> headers) {
    return api.http(
        "PUT /customers/{id}/email", Map.of("id", "ada"), Map.of(), json(headers), body);
  }

  Answer updateEmail(String id, String newEmail) {
    return api.http(
        "PUT /customers/{id}/email",
        Map.of("id", id),
        Map.of(),
        json(Map.of()),
        "{\"newEmail\":\"" + newEmail + "\"}");
  }

  Answer suspend() {
    return api.http(
        "POST /customers/{id}/suspend",
        Map.of("id", "ada"),
        Map.of(),
        json(Map.of()),
        "{\"reason\":\"unpaid\"}");
  }

  Answer reactivate(String body) {
    return api.http(
        "POST /customers/{id}/reactivate", Map.of("id", "ada"), Map.of(), json(Map.of()), body);
  }

  static Map<String, String> json(Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("content-type", "application/json");
    return all;
  }

  List<Commit<CustomerEvent>> commits(String id) {
    List<Commit<CustomerEvent>> commits = new ArrayList<>();
    store.readAll(new StreamId("CUSTOMER", id), 0, commits::add);
    return commits;
  }
}
