package dev.headwater.benchmarks.harness;

import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.Outcome;
import dev.headwater.StateFormat;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerCommand;
import dev.headwater.customers.customer.CustomerDecider;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerRefusal;
import dev.headwater.dynamodb.DynamoDbEventStore;
import dev.headwater.eventbridge.EventBridgeLimits;
import dev.headwater.host.Host;
import java.io.IOException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Handles commands to customers, wired as in {@link CommandFunction}. */
public final class CommandSide {
  private final CommandHandler<CustomerCommand, Customer, CustomerEvent, CustomerRefusal> handler;

  private CommandSide(
      CommandHandler<CustomerCommand, Customer, CustomerEvent, CustomerRefusal> handler) {
    this.handler = handler;
  }

  /** With the usual settings, without unique e-mails. */
  public static CommandSide on(DynamoDbClient client, String table) {
    return on(client, table, CommandHandler.Settings.DEFAULTS);
  }

  public static CommandSide on(
      DynamoDbClient client, String table, CommandHandler.Settings settings) {
    CustomerDecider decider = new CustomerDecider(false);
    return new CommandSide(
        new CommandHandler<>(decider, store(client, table, decider), Host.system(), settings));
  }

  /** With the usual settings, with unique e-mails. */
  public static CommandSide withClaims(DynamoDbClient client, String table, String claims) {
    CustomerDecider decider = new CustomerDecider(true);
    return new CommandSide(
        new CommandHandler<>(
            decider, store(client, table, decider).withClaims(claims), Host.system()));
  }

  /** The events table, without claims. */
  public static DynamoDbEventStore<Customer, CustomerEvent> store(
      DynamoDbClient client, String table) {
    return store(client, table, new CustomerDecider(false));
  }

  private static DynamoDbEventStore<Customer, CustomerEvent> store(
      DynamoDbClient client, String table, CustomerDecider decider) {
    return new DynamoDbEventStore<>(
        client,
        table,
        DescribedCustomers.CUSTOMER.events(),
        StateFormat.of(
            decider,
            DescribedCustomers.CUSTOMER.state().type(),
            DescribedCustomers.CUSTOMER.state().codec()),
        EventBridgeLimits.DOCUMENTED);
  }

  /** The function's events table. */
  public static String table(ServiceTemplate template) {
    return variable(template, "COMMAND_TABLE");
  }

  /** The function's claims table. */
  public static String claimsTable(ServiceTemplate template) {
    return variable(template, "CLAIMS_TABLE");
  }

  private static String variable(ServiceTemplate template, String name) {
    return template.function("CommandFunction").environment().getOrDefault(name, "");
  }

  public Outcome<CustomerEvent, CustomerRefusal> handle(CommandRequest<CustomerCommand> request) {
    return handler.handle(request);
  }

  /** Handles a command that must be stored, and returns the new version. */
  public long commit(CommandRequest<CustomerCommand> request) throws IOException {
    Outcome<CustomerEvent, CustomerRefusal> outcome = handle(request);
    if (outcome instanceof Outcome.Committed<CustomerEvent, CustomerRefusal> committed) {
      return committed.version();
    }
    throw new IOException("A command to " + request.stream() + " was not stored");
  }
}
