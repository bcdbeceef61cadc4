package dev.headwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.AppendRequest;
import dev.headwater.Claim;
import dev.headwater.ClaimChanges;
import dev.headwater.EventStore;
import dev.headwater.EventStore.AppendResult;
import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.EventStore.AppendResult.ClaimNotHeld;
import dev.headwater.EventStore.AppendResult.ClaimTaken;
import dev.headwater.EventStore.AppendResult.Conflict;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.StreamId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of an {@link EventStore} for commits that take and release claims. */
interface ClaimContract {
  /**
   * The store under test, with the codec {@link EventCodec#asStored} and the {@link
   * TextStateCodec}.
   */
  EventStore<String, EncodedEvent> eventStore();

  @Test
  default void reports_that_it_stores_claims() {
    assertThat(eventStore().storesClaims()).isTrue();
  }

  @Test
  default void a_claim_belongs_to_the_stream_that_took_it() {
    EventStore<String, EncodedEvent> store = eventStore();
    Claim claim = newClaim();
    AppendRequest<String, EncodedEvent> first = first(newStream(), taking(claim));
    AppendRequest<String, EncodedEvent> second = first(newStream(), taking(claim));

    assertThat(store.append(first)).isEqualTo(new Appended<>(false));
    assertThat(store.append(second)).isEqualTo(new ClaimTaken<>(claim));
    assertThat(versions(store, first)).containsExactly(1L);
    assertThat(versions(store, second)).isEmpty();
  }

  @Test
  default void a_stream_may_take_a_claim_that_it_already_holds() {
    EventStore<String, EncodedEvent> store = eventStore();
    Claim claim = newClaim();
    AppendRequest<String, EncodedEvent> first = first(newStream(), taking(claim));
    store.append(first);

    assertThat(store.append(next(first, taking(claim)))).isEqualTo(new Appended<>(false));
  }

  @Test
  default void a_released_claim_is_free() {
    EventStore<String, EncodedEvent> store = eventStore();
    Claim claim = newClaim();
    AppendRequest<String, EncodedEvent> first = first(newStream(), taking(claim));
    store.append(first);
    store.append(next(first, releasing(claim)));

    assertThat(store.append(first(newStream(), taking(claim)))).isEqualTo(new Appended<>(false));
    assertThat(store.append(first(newStream(), taking(claim)))).isEqualTo(new ClaimTaken<>(claim));
  }

  @Test
  default void a_free_claim_may_be_released() {
    EventStore<String, EncodedEvent> store = eventStore();
    AppendRequest<String, EncodedEvent> first = first(newStream(), releasing(newClaim()));

    assertThat(store.append(first)).isEqualTo(new Appended<>(false));
    assertThat(versions(store, first)).containsExactly(1L);
  }

  @Test
  default void a_claim_of_another_stream_cannot_be_released() {
    EventStore<String, EncodedEvent> store = eventStore();
    Claim claim = newClaim();
    store.append(first(newStream(), taking(claim)));
    AppendRequest<String, EncodedEvent> thief = first(newStream(), releasing(claim));

    assertThat(store.append(thief)).isEqualTo(new ClaimNotHeld<>(claim));
    assertThat(versions(store, thief)).isEmpty();
    assertThat(store.append(first(newStream(), taking(claim)))).isEqualTo(new ClaimTaken<>(claim));
  }

  @Test
  default void an_append_moves_all_claims_or_none() {
    EventStore<String, EncodedEvent> store = eventStore();
    Claim held = newClaim();
    Claim free = newClaim();
    Claim taken = newClaim();
    store.append(first(newStream(), taking(taken)));
    AppendRequest<String, EncodedEvent> first = first(newStream(), taking(held));
    store.append(first);

    assertThat(store.append(next(first, new ClaimChanges(Set.of(free, taken), Set.of(held)))))
        .isEqualTo(new ClaimTaken<>(taken));
    AppendRequest<String, EncodedEvent> other = first(newStream(), taking(free));
    assertThat(store.append(other)).isEqualTo(new Appended<>(false));
    assertThat(store.append(next(other, taking(held)))).isEqualTo(new ClaimTaken<>(held));
  }

  @Test
  default void a_claim_is_exchanged_for_another() {
    EventStore<String, EncodedEvent> store = eventStore();
    Claim old = newClaim();
    Claim young = newClaim();
    AppendRequest<String, EncodedEvent> first = first(newStream(), taking(old));
    store.append(first);

    assertThat(store.append(next(first, new ClaimChanges(Set.of(young), Set.of(old)))))
        .isEqualTo(new Appended<>(false));
    assertThat(store.append(first(newStream(), taking(old)))).isEqualTo(new Appended<>(false));
    assertThat(store.append(first(newStream(), taking(young)))).isEqualTo(new ClaimTaken<>(young));
  }

  @Test
  default void claims_with_different_names_are_independent() {
    EventStore<String, EncodedEvent> store = eventStore();
    String value = UUID.randomUUID().toString();

    for (String name : new String[] {"a", "A", "b", "a-", "a_"}) {
      assertThat(store.append(first(newStream(), taking(new Claim(name, value)))))
          .as(name)
          .isEqualTo(new Appended<>(false));
    }
  }

  @Test
  default void the_version_is_checked_before_the_claims() {
    EventStore<String, EncodedEvent> store = eventStore();
    Claim claim = newClaim();
    store.append(first(newStream(), taking(claim)));
    AppendRequest<String, EncodedEvent> first = first(newStream(), ClaimChanges.NONE);
    store.append(first);
    Commit<EncodedEvent> rival = ContractCommits.rival(first.commit(), 1);

    assertThat(
            store.append(AppendRequest.<String, EncodedEvent>of(rival).withClaims(taking(claim))))
        .isEqualTo(new Conflict<>(first.commit()));
    assertThat(
            store.append(
                AppendRequest.<String, EncodedEvent>of(rival).withClaims(releasing(claim))))
        .isEqualTo(new Conflict<>(first.commit()));
  }

  @Test
  default void a_repeated_append_with_claims_returns_its_commit_or_the_same_result() {
    EventStore<String, EncodedEvent> store = eventStore();
    AppendRequest<String, EncodedEvent> first = first(newStream(), taking(newClaim()));
    AppendResult<EncodedEvent> done = store.append(first);

    assertThat(store.append(first)).isIn(done, new Conflict<>(first.commit()));
    assertThat(versions(store, first)).containsExactly(1L);
  }

  @Test
  default void one_of_the_streams_that_race_for_a_claim_gets_it() {
    EventStore<String, EncodedEvent> store = eventStore();
    for (int round = 0; round < 5; round++) {
      Claim claim = newClaim();
      List<AppendRequest<String, EncodedEvent>> appends =
          IntStream.range(0, 8).mapToObj(number -> first(newStream(), taking(claim))).toList();
      var results = Race.run(appends.size(), racer -> store.append(appends.get(racer)));

      assertThat(results).filteredOn(Appended.class::isInstance).hasSize(1);
      assertThat(results).filteredOn(new ClaimTaken<>(claim)::equals).hasSize(7);
    }
  }

  private static List<Long> versions(
      EventStore<String, EncodedEvent> store, AppendRequest<String, EncodedEvent> append) {
    return store.read(append.commit().stream(), 0, 10).commits().stream()
        .map(Commit::firstVersion)
        .toList();
  }

  private static AppendRequest<String, EncodedEvent> first(StreamId stream, ClaimChanges claims) {
    return AppendRequest.<String, EncodedEvent>of(ContractCommits.rivals(stream, 1, 1).getFirst())
        .withClaims(claims);
  }

  private static AppendRequest<String, EncodedEvent> next(
      AppendRequest<String, EncodedEvent> before, ClaimChanges claims) {
    return AppendRequest.<String, EncodedEvent>of(
            ContractCommits.rivals(before.commit().stream(), before.commit().lastVersion() + 1, 1)
                .getFirst())
        .withClaims(claims);
  }

  private static ClaimChanges taking(Claim claim) {
    return new ClaimChanges(Set.of(claim), Set.of());
  }

  private static ClaimChanges releasing(Claim claim) {
    return new ClaimChanges(Set.of(), Set.of(claim));
  }

  private static StreamId newStream() {
    return new StreamId("CONTRACT", UUID.randomUUID().toString());
  }

  private static Claim newClaim() {
    return new Claim("email", UUID.randomUUID() + "@example.com");
  }
}
