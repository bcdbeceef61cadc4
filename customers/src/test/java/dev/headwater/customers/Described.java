package dev.headwater.customers;

import dev.headwater.CommandHandler;
import dev.headwater.customers.customer.Customer;
import dev.headwater.customers.customer.CustomerCommand;
import dev.headwater.customers.customer.CustomerEvent;
import dev.headwater.customers.customer.CustomerRefusal;
import dev.headwater.customers.view.CustomerView;
import dev.headwater.event.EventLog;
import dev.headwater.host.Host;
import dev.headwater.query.SearchIndex;
import dev.headwater.query.ViewReader;
import dev.headwater.service.Aggregate;
import dev.headwater.service.Service;
import dev.headwater.service.Settings;
import dev.headwater.service.View;
import dev.headwater.service.api.CommandApi;
import dev.headwater.service.api.CommandApi.CommandHandlers;
import dev.headwater.service.api.QueryApi;
import dev.headwater.service.api.QueryStores;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The described customers, with their types, over stores of a test's own. */
@SuppressWarnings("unchecked") // the description has these types
public final class Described {
  public static final Service SERVICE = new Customers().describe();

  public static final Aggregate<CustomerCommand, Customer, CustomerEvent, CustomerRefusal>
      CUSTOMER =
          (Aggregate<CustomerCommand, Customer, CustomerEvent, CustomerRefusal>)
              SERVICE.aggregates().getFirst();

  public static final View<CustomerView, CustomerEvent> VIEW =
      (View<CustomerView, CustomerEvent>) SERVICE.views().getFirst();

  private Described() {}

  /** The write side over this handler, with ids that are always the same. */
  public static CommandApi commands(
      CommandHandler<CustomerCommand, Customer, CustomerEvent, CustomerRefusal> handler) {
    Host host = new Host(InstantSource.system(), new Random(7), time -> {});
    return new CommandApi(
        SERVICE,
        new CommandHandlers() {
          @Override
          public <C, S, E, R> CommandHandler<C, S, E, R> commandHandler(
              Aggregate<C, S, E, R> aggregate) {
            return (CommandHandler<C, S, E, R>) handler;
          }
        },
        host);
  }

  /**
   * The read side over these stores.
   *
   * @param index {@code null} if search is switched off
   */
  public static QueryApi queries(
      ViewReader<CustomerView> views,
      EventLog<CustomerEvent> log,
      @Nullable SearchIndex<CustomerView> index) {
    return new QueryApi(
        SERVICE,
        new Settings(Map.of()),
        new QueryStores() {
          @Override
          public <V> ViewReader<V> views(View<V, ?> view) {
            return (ViewReader<V>) views;
          }

          @Override
          public <V> @Nullable SearchIndex<V> index(View<V, ?> view) {
            return (SearchIndex<V>) index;
          }

          @Override
          public <E> EventLog<E> log(Aggregate<?, ?, E, ?> aggregate) {
            return (EventLog<E>) log;
          }
        },
        Host.system());
  }
}
