package dev.headwater;

import static dev.headwater.Nicknames.NONE;
import static dev.headwater.Nicknames.claim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.BatchItem.Answered;
import dev.headwater.Outcome.Committed;
import dev.headwater.Outcome.Refused;
import dev.headwater.event.CommandStamp;
import dev.headwater.event.StreamId;
import dev.headwater.testkit.ManualHost;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CommandClaimTest {
  private final ManualHost machine = new ManualHost(1);
  private final InMemoryEventStore<String, String> stored = new InMemoryEventStore<>();
  private final WatchedEventStore<String, String> store = new WatchedEventStore<>(stored);
  private final CommandHandler<String, String, String, String> handler = handler(true);

  @Test
  void a_taken_claim_is_refused_by_the_decider_without_a_retry() {
    call("ann", "Bob");

    assertThat(call("eve", "BOB")).isEqualTo(new Refused<>("bob is taken", 0));
    assertThat(store.appends()).isEqualTo(2);
    assertThat(machine.waits()).isEmpty();
    assertThat(stored.read(person("eve"), 0, 10).commits()).isEmpty();
  }

  @Test
  void a_refused_claim_can_be_taken_later() {
    call("ann", "Bob");
    call("eve", "Al");
    assertThat(call("eve", "Bob")).isEqualTo(new Refused<>("bob is taken", 1));
    call("ann", "Rob");

    assertThat(call("eve", "Bob")).isEqualTo(committed(2, "Bob"));
    assertThat(call("ann", "Al")).isEqualTo(committed(3, "Al"));
  }

  @Test
  void a_claim_that_the_state_drops_is_free_for_others() {
    call("ann", "Bob");
    call("ann", NONE);

    assertThat(call("eve", "bob")).isEqualTo(committed(1, "bob"));
    assertThat(call("ann", "bob")).isEqualTo(new Refused<>("bob is taken", 2));
  }

  @Test
  void a_change_of_the_spelling_alone_touches_no_claim() {
    call("ann", "Bob");
    assertThat(call("ann", "BOB")).isEqualTo(committed(2, "BOB"));

    assertThat(lastClaims()).isEqualTo(ClaimChanges.NONE);
    assertThat(call("eve", "bob")).isEqualTo(new Refused<>("bob is taken", 0));
  }

  @Test
  void a_change_takes_the_new_and_releases_the_old_in_one_append() {
    call("ann", "Bob");
    call("ann", "Rob");

    assertThat(lastClaims())
        .isEqualTo(new ClaimChanges(Set.of(claim("rob")), Set.of(claim("bob"))));
    assertThat(store.appends()).isEqualTo(2);
  }

  @Test
  void the_version_of_a_refusal_is_the_streams_even_when_the_cache_was_old() {
    call("ann", "Bob");
    call("eve", "Al");
    handler(true).handle(request("eve", "Ed"));

    assertThat(call("eve", "Bob")).isEqualTo(new Refused<>("bob is taken", 2));
    assertThat(call("ann", "al")).isEqualTo(committed(2, "al"));
  }

  @Test
  void retries_an_append_with_claims_after_a_lost_reply() {
    store.loseReplies(2);

    assertThat(call("ann", "Bob")).isEqualTo(committed(1, "Bob"));
    assertThat(store.appends()).isEqualTo(3);
    assertThat(call("eve", "Bob")).isEqualTo(new Refused<>("bob is taken", 0));
  }

  @Test
  void a_repeat_is_answered_with_the_first_outcome_although_its_claim_has_gone_to_another() {
    CommandRequest<String> request = request("ann", "Bob").withStamp(CommandStamp.of("c", "Bob"));
    handler.handle(request);
    call("ann", "Rob");
    call("eve", "Bob");

    assertThat(handler.handle(request)).isEqualTo(committed(1, "Bob"));
    assertThat(handler(true).handle(request)).isEqualTo(committed(1, "Bob"));
  }

  /** Both were Bob before claims were switched on, and Eve was the first to claim it. */
  @Test
  void a_claim_that_another_stream_took_first_does_not_block_commands() {
    handler(false).handle(request("ann", "Bob"));
    call("eve", "Bob");
    int appends = store.appends();

    assertThat(call("ann", "Rob")).isEqualTo(committed(2, "Rob"));
    assertThat(store.appends() - appends).isEqualTo(2);
    assertThat(lastClaims()).isEqualTo(new ClaimChanges(Set.of(claim("rob")), Set.of()));
    assertThat(call("joe", "Bob")).isEqualTo(new Refused<>("bob is taken", 0));
    assertThat(call("joe", "Rob")).isEqualTo(new Refused<>("rob is taken", 0));
  }

  @Test
  void a_claim_that_was_never_taken_may_be_dropped_and_taken() {
    handler(false).handle(request("ann", "Bob"));

    assertThat(call("ann", "Rob")).isEqualTo(committed(2, "Rob"));
    assertThat(call("eve", "Bob")).isEqualTo(committed(1, "Bob"));
  }

  @Test
  void another_streams_claim_is_detected_again_after_a_lost_race() {
    handler(false).handle(request("ann", "Bob"));
    call("eve", "Bob");
    store.beforeAppend(() -> {});
    store.beforeAppend(() -> handler(false).handle(request("ann", "bob")));

    assertThat(call("ann", "Rob")).isEqualTo(committed(3, "Rob"));
    assertThat(lastClaims()).isEqualTo(new ClaimChanges(Set.of(claim("rob")), Set.of()));
  }

  @Test
  void one_command_of_a_batch_gets_the_claim() {
    List<CommandRequest<String>> requests =
        IntStream.range(0, 20).mapToObj(number -> request("person " + number, "Bob")).toList();
    var results = handler.handleAll(requests);

    assertThat(results).filteredOn(new Answered<>(committed(1, "Bob"))::equals).hasSize(1);
    assertThat(results)
        .filteredOn(new Answered<>(new Refused<>("bob is taken", 0))::equals)
        .hasSize(19);
  }

  @Test
  void a_claim_moves_within_a_batch_along_its_stream() {
    assertThat(
            handler.handleAll(
                List.of(
                    request("ann", "Bob"),
                    request("ann", "Rob"),
                    request("ann", "Bob"),
                    request("ann", "Rob"))))
        .containsExactly(
            new Answered<>(committed(1, "Bob")),
            new Answered<>(committed(2, "Rob")),
            new Answered<>(committed(3, "Bob")),
            new Answered<>(committed(4, "Rob")));
    assertThat(call("eve", "Bob")).isEqualTo(committed(1, "Bob"));
  }

  @Test
  void a_decider_with_claims_has_to_refuse_taken_ones() {
    call("ann", "Bob");
    var silent = new CommandHandler<>(new Silent(), store, machine.host());

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> silent.handle(request("eve", "Bob")));
    assertThat(stored.read(person("eve"), 0, 10).commits()).isEmpty();
  }

  @Test
  void a_claim_that_is_not_declared_is_a_bug_and_stores_nothing() {
    var undeclared = new CommandHandler<>(new Undeclared(), store, machine.host());

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> undeclared.handle(request("eve", "Bob")))
        .withMessage(
            "The decider makes a claim named nickname that it does not declare: add nickname to its"
                + " claimNames()");
    assertThat(store.appends()).isZero();
  }

  @Test
  void a_store_without_claims_is_refused_when_the_handler_is_created() {
    var without = new WithoutClaims();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CommandHandler<>(new Nicknames(true), without, machine.host()))
        .withMessage(
            "The decider makes claims (nickname), which this event store cannot store: give the"
                + " store a table for claims, as DynamoDbEventStore.withClaims does, or use a"
                + " decider without claims");
    assertThat(
            new CommandHandler<>(new Nicknames(false), without, machine.host())
                .handle(request("eve", "Bob")))
        .isEqualTo(committed(1, "Bob"));
  }

  private CommandHandler<String, String, String, String> handler(boolean claiming) {
    return new CommandHandler<>(new Nicknames(claiming), claiming ? store : stored, machine.host());
  }

  private Outcome<String, String> call(String id, String nickname) {
    return handler.handle(request(id, nickname));
  }

  private ClaimChanges lastClaims() {
    return store.appended().getLast().claims();
  }

  private static CommandRequest<String> request(String id, String nickname) {
    return CommandRequest.of(person(id), nickname);
  }

  private static StreamId person(String id) {
    return new StreamId("PERSON", id);
  }

  private static Outcome<String, String> committed(long version, String nickname) {
    return new Committed<>(version, List.of(nickname));
  }

  /** A store that was not given a place for claims. */
  private static final class WithoutClaims implements EventStore<String, String> {
    private final InMemoryEventStore<String, String> stored = new InMemoryEventStore<>();

    @Override
    public boolean storesClaims() {
      return false;
    }

    @Override
    public AppendResult<String> append(AppendRequest<String, String> append) {
      assertThat(append.claims().isEmpty()).isTrue();
      return stored.append(append);
    }

    @Override
    public Page<String> read(StreamId stream, long afterVersion, int maxCommits) {
      return stored.read(stream, afterVersion, maxCommits);
    }

    @Override
    public @Nullable StreamTail<String, String> readEnd(StreamId stream) {
      return stored.readEnd(stream);
    }
  }

  /** Has claims, but does not declare them. */
  private static class Undeclared implements Decider<String, String, String, String> {
    private final Nicknames nicknames = new Nicknames(true);

    @Override
    public String initialState() {
      return nicknames.initialState();
    }

    @Override
    public Decision<String, String> decide(String command, String state) {
      return nicknames.decide(command, state);
    }

    @Override
    public String evolve(String state, String event) {
      return event;
    }

    @Override
    public Set<Claim> claims(String state) {
      return nicknames.claims(state);
    }
  }

  /** Declares its claims, but does not say how to refuse a taken one. */
  private static final class Silent extends Undeclared {
    @Override
    public Set<String> claimNames() {
      return Set.of("nickname");
    }
  }
}
