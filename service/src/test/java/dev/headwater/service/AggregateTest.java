package dev.headwater.service;

import static dev.headwater.service.Route.get;
import static dev.headwater.service.Route.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.Decider;
import dev.headwater.Decision;
import dev.headwater.service.accounts.AccountCommand;
import dev.headwater.service.accounts.AccountCommand.AccountId;
import dev.headwater.service.accounts.AccountCommand.Audit;
import dev.headwater.service.accounts.AccountCommand.CloseAccount;
import dev.headwater.service.accounts.AccountCommand.Deposit;
import dev.headwater.service.accounts.AccountCommand.OpenAccount;
import dev.headwater.service.accounts.AccountCommand.Tier;
import dev.headwater.service.accounts.AccountDecider;
import dev.headwater.service.json.JsonEvents;
import dev.headwater.service.json.JsonState;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregateTest {
  @Test
  void the_noun_and_the_id_field_follow_from_category_and_commands() {
    assertThat(Described.account().noun()).isEqualTo("account");
    assertThat(Described.account().idField()).isEqualTo("accountId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "account", "A#B", "9LIVES", "A-B"})
  void refuses_a_category_that_is_none(String category) {
    refused(
        () -> Aggregate.of(category, AccountId.class, new AccountDecider()),
        "must be 1 to 32 capitals, digits and underscores, such as ORDER");
  }

  @Test
  void refuses_the_category_of_heartbeats() {
    refused(
        () -> Aggregate.of("HEARTBEAT", AccountId.class, new AccountDecider()),
        "The category HEARTBEAT is every service's own: use another");
  }

  @Test
  void refuses_an_id_type_that_is_no_record_of_one_text() {
    refused(
        () -> Aggregate.of("ACCOUNT", String.class, new AccountDecider()),
        "String cannot identify an aggregate: use a record with one component of type String");
    refused(
        () -> Aggregate.of("ACCOUNT", Tier.class, new AccountDecider()),
        "Tier cannot identify an aggregate");
  }

  @Test
  void refuses_a_command_without_the_id() {
    refused(
        () ->
            Aggregate.of("ACCOUNT", OtherId.class, new AccountDecider())
                .creates(OpenAccount.class, post("/accounts")),
        "OpenAccount has no components of type OtherId");
  }

  @Test
  void refuses_a_command_twice() {
    refused(
        () -> Described.almost().takes(Deposit.class, post("/accounts/{id}/other")),
        "Deposit is described twice: leave one out");
  }

  @Test
  void refuses_a_command_that_is_left_out() {
    refused(
        () -> Service.of("accounts").aggregate(Described.almost()),
        "AccountCommand has CloseAccount, which is not described:"
            + " add .takes(CloseAccount.class, …)");
  }

  @Test
  void refuses_a_command_that_is_left_out_of_the_interface_above() {
    refused(
        () -> Service.of("lamps").aggregate(lamp().creates(Switch.On.class, post("/lamps"))),
        "Switch has Off, which is not described: add .takes(Off.class, …)");
    refused(
        () ->
            Service.of("lamps")
                .aggregate(
                    lamp()
                        .creates(Switch.On.class, post("/lamps"))
                        .takes(Switch.Off.class, post("/lamps/{id}/off"))),
        "LampCommand has Break, which is not described: add .takes(Break.class, …)");
  }

  @Test
  void a_sealed_interface_of_only_some_commands_demands_nothing() {
    var lamp =
        lamp().creates(Switch.On.class, post("/lamps")).takes(Switch.Off.class).takes(Break.class);

    assertThat(Service.of("lamps").aggregate(lamp).aggregates()).hasSize(1);
  }

  private static Aggregate<LampCommand, Lamp, LampEvent, String> lamp() {
    return Aggregate.of("LAMP", LampId.class, AggregateTest::undecided)
        .events(JsonEvents.of(LampEvent.class))
        .state(JsonState.of(Lamp.class))
        .refusals(Refusal::conflict);
  }

  private static Decider<LampCommand, Lamp, LampEvent, String> undecided(Settings settings) {
    throw new IllegalStateException("A description needs no decider");
  }

  @Test
  void refuses_a_decider_whose_reason_is_a_problem_of_every_service() {
    refused(
        () -> Aggregate.of("LAMP", LampId.class, new Stale()),
        "Clients would take the reason STALE_VERSION for the problem stale-version, which every"
            + " service has: call it something else");
    refused(
        () -> Aggregate.of("LAMP", LampId.class, new Large()),
        "Clients would take the reason TooLarge for the problem too-large");
  }

  @Test
  void a_decider_that_needs_settings_is_refused_when_it_is_made() {
    var lamp = Aggregate.of("LAMP", LampId.class, settings -> new Stale());

    refused(() -> lamp.decider(new Settings(Map.of())), "the problem stale-version");
  }

  @Test
  void refuses_an_aggregate_without_commands_or_refusals() {
    refused(
        () -> Service.of("accounts").aggregate(Described.bare()),
        "The aggregate ACCOUNT has no commands: add .creates(…)");
    refused(
        () ->
            Service.of("accounts")
                .aggregate(
                    Aggregate.of("ACCOUNT", AccountId.class, new AccountDecider())
                        .takes(Audit.class)),
        "The aggregate ACCOUNT is incomplete: add .events(JsonEvents.of(…))");
  }

  @Test
  void refuses_a_route_that_cannot_be_a_commands() {
    refused(
        () -> Described.almost().takes(CloseAccount.class, get("/accounts/{id}/closure")),
        "takes CloseAccount, which changes something: use post, put, patch or delete");
    refused(
        () -> Described.almost().takes(CloseAccount.class, post("/closure")),
        "The route POST /closure needs {id}, the id of the aggregate that CloseAccount is for");
    refused(
        () -> Described.almost().takes(CloseAccount.class, post("/accounts/{accountId}/closure")),
        "must call the id of the aggregate {id}, not {accountId}");
  }

  @Test
  void refuses_a_parameter_that_no_field_has() {
    refused(
        () -> Described.almost().takes(CloseAccount.class, post("/accounts/{id}/closures/{day}")),
        "The route POST /accounts/{id}/closures/{day} has the parameter {day}, which CloseAccount"
            + " does not have; there are [accountId, at, by, receipt, id]");
  }

  @Test
  void refuses_a_parameter_that_is_no_single_value() {
    refused(
        () ->
            Described.bare()
                .creates(OpenAccount.class, post("/accounts"))
                .takes(Deposit.class, post("/accounts/{id}/deposits/{coins}")),
        "The route POST /accounts/{id}/deposits/{coins} has the parameter {coins}, and a path holds"
            + " single values");
  }

  @Test
  void refuses_to_fill_in_what_cannot_hold_it() {
    filledIn("close.now", "CloseAccount.by cannot hold the time: make it an Instant");
    filledIn("close.actor", "CloseAccount.receipt cannot hold the caller: make it text and");
    filledIn("close.generated", "CloseAccount.at cannot hold a generated id: make it text");
    filledIn("close.id", "CloseAccount.accountId is the id of the aggregate");
    filledIn("close.none", "CloseAccount has no component nobody; there are [accountId, at, by");
  }

  @Test
  void refuses_to_fill_in_one_component_twice_or_two_with_one_thing() {
    refused(
        () -> filled(close -> close.now("at").now("at")),
        "CloseAccount.at gets the time, so at cannot: leave one out");
    refused(
        () -> filled(close -> close.actor("by").actor("receipt")),
        "CloseAccount.by gets the caller, so receipt cannot: leave one out");
    refused(
        () -> filled(close -> close.actor("by").generated("by")),
        "CloseAccount.by cannot hold both the caller and a generated id: leave one out");
  }

  @Test
  void refuses_to_fill_in_a_caller_where_there_is_none() {
    refused(
        () -> Described.almost().takes(CloseAccount.class, close -> close.actor("by")),
        "CloseAccount.by would never hold the caller: the command has no route, and a direct invoke"
            + " has no access token: leave out .actor(…)");
  }

  @Test
  void refuses_to_generate_what_the_type_refuses() {
    refused(
        () -> lamp().creates(Switch.On.class, post("/lamps"), on -> on.generated("number")),
        "On.number cannot hold a generated id, which is 32 hexadecimal digits: its type says that"
            + " it must be 4 digits");
  }

  private static void filled(UnaryOperator<CommandDescription<AccountCommand>> filledIn) {
    Described.almost().takes(CloseAccount.class, post("/accounts/{id}/closure"), filledIn);
  }

  private static void filledIn(String what, String sentence) {
    refused(
        () ->
            Described.almost()
                .takes(
                    CloseAccount.class,
                    post("/accounts/{id}/closure"),
                    close ->
                        switch (what) {
                          case "close.now" -> close.now("by");
                          case "close.actor" -> close.actor("receipt");
                          case "close.generated" -> close.generated("at");
                          case "close.id" -> close.generated("accountId");
                          default -> close.generated("nobody");
                        }),
        sentence);
  }

  @Test
  void refuses_a_history_that_is_not_of_one_aggregate() {
    refused(
        () -> Described.account().history(get("/accounts/events")),
        "The route GET /accounts/events lists the events of one aggregate");
  }

  private static void refused(ThrowingCallable description, String sentence) {
    assertThatThrownBy(description)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  record OtherId(String value) {}

  record LampId(String value) {}

  record Serial(String digits) {
    Serial {
      if (!digits.matches("[0-9]{4}")) {
        throw new IllegalArgumentException("must be 4 digits");
      }
    }
  }

  sealed interface LampCommand {}

  sealed interface Switch extends LampCommand {
    record On(LampId lampId, Serial number) implements Switch {}

    record Off(LampId lampId) implements Switch {}
  }

  record Break(LampId lampId) implements LampCommand, Final {}

  sealed interface LampEvent {
    record Broken() implements LampEvent, Final {}
  }

  record Lamp() {}

  /** Implements a decider for those that only its reasons matter of. */
  private interface Undecided<R> extends Decider<LampCommand, Lamp, LampEvent, R> {
    @Override
    default Lamp initialState() {
      return new Lamp();
    }

    @Override
    default Decision<LampEvent, R> decide(LampCommand command, Lamp lamp) {
      return Decision.nothingToDo();
    }

    @Override
    default Lamp evolve(Lamp lamp, LampEvent event) {
      return lamp;
    }
  }

  private record Stale()
      implements Undecided<Outdated>, Decider<LampCommand, Lamp, LampEvent, Outdated> {}

  enum Outdated {
    OLD,
    STALE_VERSION {
      @Override
      public String toString() {
        return "old";
      }
    }
  }

  private record Large()
      implements Undecided<Heavy>, Decider<LampCommand, Lamp, LampEvent, Heavy> {}

  sealed interface Heavy {
    record Heavier() implements Heavy {}

    sealed interface Heaviest extends Heavy {
      record TooLarge(int kilograms) implements Heaviest {}
    }
  }

  /** Some commands and events. */
  sealed interface Final {}
}
