package dev.headwater.dynamodb;

import static dev.headwater.dynamodb.CannedTransactions.occupiedBy;
import static dev.headwater.dynamodb.CannedTransactions.reasons;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headwater.AppendRequest;
import dev.headwater.Claim;
import dev.headwater.ClaimChanges;
import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.EventStore.AppendResult.Appended;
import dev.headwater.EventStore.AppendResult.ClaimNotHeld;
import dev.headwater.EventStore.AppendResult.ClaimTaken;
import dev.headwater.EventStore.AppendResult.Conflict;
import dev.headwater.Outcome;
import dev.headwater.PublishingLimits;
import dev.headwater.StateFormat;
import dev.headwater.dynamodb.internal.CommitItem;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.StreamId;
import dev.headwater.host.UnavailableException;
import dev.headwater.testkit.ManualHost;
import dev.headwater.testkit.TextStateCodec;
import dev.headwater.testkit.basket.Basket;
import dev.headwater.testkit.basket.BasketCodec;
import dev.headwater.testkit.basket.BasketCommand;
import dev.headwater.testkit.basket.BasketEvent;
import dev.headwater.testkit.basket.BasketRefusal;
import dev.headwater.testkit.basket.BasketRefusal.InAnotherBasket;
import dev.headwater.testkit.basket.BasketStateCodec;
import dev.headwater.testkit.basket.OneOffDecider;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reasons mean for which DynamoDB cancels a transaction. */
class CancelledTransactionTest {
  private static final String CLAIMS = "claims";
  private static final Claim TAKEN = new Claim("email", "new@example.com");
  private static final Claim RELEASED = new Claim("email", "old@example.com");
  private static final CommandRequest<BasketCommand> OPEN =
      CommandRequest.of(new StreamId("BASKET", "1"), new BasketCommand.OpenBasket(List.of("tea")));

  private final CannedTransactions table = new CannedTransactions();
  private final DynamoDbEventStore<String, EncodedEvent> store =
      new DynamoDbEventStore<>(
              table, "events", EventCodec.asStored(), TextStateCodec.FORMAT, PublishingLimits.NONE)
          .withClaims(CLAIMS);
  private final StreamId stream = Commits.newStream();
  private final AppendRequest<String, EncodedEvent> append =
      AppendRequest.<String, EncodedEvent>of(Commits.at(stream, 1, Commits.written("a")))
          .withClaims(new ClaimChanges(Set.of(TAKEN), Set.of(RELEASED)));

  @Test
  void the_place_of_the_commit_is_judged_before_any_claim() {
    Commit<EncodedEvent> other = Commits.at(stream, 1, Commits.written("b"));
    table.cancel(
        occupiedBy(CommitItem.write(other)),
        reasons("ConditionalCheckFailed")[0],
        reasons("ConditionalCheckFailed")[0]);

    assertThat(store.append(append)).isEqualTo(new Conflict<>(other));
  }

  @Test
  void the_refused_claim_is_identified_by_its_position() {
    table
        .cancel(reasons("None", "ConditionalCheckFailed", "None"))
        .cancel(reasons("None", "None", "ConditionalCheckFailed"))
        .cancel(reasons("None", "ConditionalCheckFailed", "TransactionConflict"))
        .cancel(reasons("None", "TransactionConflict", "ConditionalCheckFailed"));

    assertThat(store.append(append)).isEqualTo(new ClaimTaken<>(TAKEN));
    assertThat(store.append(append)).isEqualTo(new ClaimNotHeld<>(RELEASED));
    assertThat(store.append(append)).isEqualTo(new ClaimTaken<>(TAKEN));
    assertThat(store.append(append)).isEqualTo(new ClaimNotHeld<>(RELEASED));
  }

  /** The stream may have moved on, and have the claim itself. */
  @Test
  void a_claim_is_not_judged_where_the_place_was_not() {
    table
        .cancel(reasons("TransactionConflict", "ConditionalCheckFailed", "None"))
        .cancel(reasons("ThrottlingError", "None", "ConditionalCheckFailed"));

    assertUnavailable(false);
    assertUnavailable(false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TransactionConflict",
        "ThrottlingError",
        "ProvisionedThroughputExceeded",
        "InternalServerError"
      })
  void any_other_reason_may_pass_and_nothing_is_written(String code) {
    table.cancel(reasons(code, "None", "None")).cancel(reasons("None", code, "None"));

    assertUnavailable(false).withMessageContaining(code);
    assertUnavailable(false).withMessageContaining(code);
  }

  @Test
  void a_transaction_that_was_cancelled_without_reasons_may_pass() {
    table.cancel();

    assertUnavailable(false);
  }

  @Test
  void an_attempt_before_the_cancelled_one_may_still_arrive() {
    table
        .cancelAtAttempt(2, reasons("TransactionConflict", "None", "None"))
        .cancelAtAttempt(2, reasons("None", "ConditionalCheckFailed", "None"));

    assertUnavailable(true);
    assertUnavailable(true);
  }

  @Test
  void a_transaction_in_progress_may_take_effect() {
    table.inProgress();

    assertUnavailable(true).withMessageContaining("TransactionInProgress");
  }

  @Test
  void an_item_that_dynamodb_never_takes_is_a_bad_argument() {
    table.cancel(reasons("ValidationError", "None", "None"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.append(append))
        .withMessageContaining("ValidationError")
        .withMessageNotContaining("a secret");
  }

  @Test
  void a_handler_repeats_what_may_pass_under_the_same_token() {
    table
        .cancel(reasons("TransactionConflict", "None"))
        .inProgress()
        .cancel(reasons("None", "ThrottlingError"));

    assertThat(handler().handle(OPEN)).isInstanceOf(Outcome.Committed.class);
    assertThat(table.tokens).hasSize(4).containsOnly(table.tokens.getFirst());
    assertThat(table.tokens.getFirst()).hasSizeBetween(1, 36);
  }

  @Test
  void a_handler_answers_at_once_that_a_claim_is_taken() {
    table.cancel(reasons("None", "ConditionalCheckFailed"));

    assertThat(handler().handle(OPEN))
        .isEqualTo(new Outcome.Refused<>(new InAnotherBasket("tea"), 0));
    assertThat(table.tokens).hasSize(1);
  }

  /** The lost try could still arrive, and find the claim free. */
  @Test
  void a_claim_that_is_taken_after_a_lost_reply_is_no_answer() {
    table.inProgress().cancel(reasons("None", "ConditionalCheckFailed"));

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> handler().handle(OPEN))
        .matches(UnavailableException::mayHaveTakenEffect);
    assertThat(table.tokens).hasSize(2);
  }

  @Test
  void other_content_has_another_token() {
    store.append(append);
    store.append(append.withClaims(new ClaimChanges(Set.of(TAKEN), Set.of())));
    store.append(
        AppendRequest.<String, EncodedEvent>of(Commits.at(stream, 1, Commits.written("b")))
            .withClaims(append.claims()));
    store.append(append);

    assertThat(Set.copyOf(table.tokens)).hasSize(3);
    assertThat(table.tokens.getLast()).isEqualTo(table.tokens.getFirst());
  }

  @Test
  void a_claimed_append_is_stored() {
    assertThat(store.append(append)).isEqualTo(new Appended<>(false));
  }

  private ThrowableAssertAlternative<UnavailableException> assertUnavailable(
      boolean mayHaveTakenEffect) {
    return assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> store.append(append))
        .withMessageNotContaining("a secret")
        .matches(UnavailableException::mayPass)
        .matches(e -> e.mayHaveTakenEffect() == mayHaveTakenEffect);
  }

  private CommandHandler<BasketCommand, Basket, BasketEvent, BasketRefusal> handler() {
    OneOffDecider decider = new OneOffDecider();
    return new CommandHandler<>(
        decider,
        new DynamoDbEventStore<>(
                table,
                "events",
                new BasketCodec(),
                StateFormat.of(decider, Basket.class, new BasketStateCodec()),
                PublishingLimits.NONE)
            .withClaims(CLAIMS),
        new ManualHost(1).host());
  }
}
