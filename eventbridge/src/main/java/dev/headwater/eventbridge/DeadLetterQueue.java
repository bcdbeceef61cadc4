package dev.headwater.eventbridge;

import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A dead-letter queue, for an operator: looks at letters, removes them, gives them back and parks
 * them again. What it receives is hidden from others for {@value #HIDDEN_SECONDS} seconds at most,
 * whatever happens to the caller. Thread-safe.
 *
 * <p>Every method throws {@link UnavailableException} if SQS does not answer, or refuses.
 */
public final class DeadLetterQueue {
  /** For how long a letter that was received is hidden from others. */
  public static final int HIDDEN_SECONDS = 30;

  /** SQS's limit for one call. */
  private static final int MAX_ENTRIES = 10;

  private static final int MAX_CALLS_AT_ONCE = 8;

  private final SqsClient sqs;
  private final String queueUrl;
  private final Host host;
  private final QueueSender sender;

  /** The dead-letter queue with this URL. */
  public DeadLetterQueue(SqsClient sqs, String queueUrl, Host host) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.host = host;
    this.sender = new QueueSender(sqs, queueUrl);
  }

  /** About how many letters there are, those that are hidden for now included. */
  public long approximateSize() {
    return approximate(
        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
  }

  /** About how many letters are hidden for now, by this reader or another one. */
  public long approximateHidden() {
    return approximate(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
  }

  private long approximate(QueueAttributeName... counts) {
    return call(
        () ->
            sqs
                .getQueueAttributes(get -> get.queueUrl(queueUrl).attributeNames(counts))
                .attributes()
                .values()
                .stream()
                .mapToLong(Long::parseLong)
                .sum());
  }

  /** A pass over the letters: close it within {@value #HIDDEN_SECONDS} seconds. */
  public LetterSweep sweep() {
    return new QueueSweep(this);
  }

  /**
   * Receives some letters.
   *
   * @param calls how many calls to make at once, each for up to ten letters
   * @param waitSeconds how long each waits for a letter; a call that does not wait asks only some
   *     of SQS's hosts
   * @param receiver gets the letters of each call on its thread, even if another call fails
   */
  void receive(int calls, int waitSeconds, Consumer<List<DeadLetter>> receiver) {
    List<Supplier<Boolean>> each = new ArrayList<>();
    for (int call = 0; call < Math.min(calls, MAX_CALLS_AT_ONCE); call++) {
      each.add(
          () -> {
            receiver.accept(receive(waitSeconds));
            return true;
          });
    }
    host.parallelCalls().callEach(each, MAX_CALLS_AT_ONCE);
  }

  private List<DeadLetter> receive(int waitSeconds) {
    return call(
        () ->
            sqs
                .receiveMessage(
                    receive ->
                        receive
                            .queueUrl(queueUrl)
                            .maxNumberOfMessages(MAX_ENTRIES)
                            .visibilityTimeout(HIDDEN_SECONDS)
                            .waitTimeSeconds(waitSeconds)
                            .messageAttributeNames("All")
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages()
                .stream()
                .map(LetterReader::read)
                .toList());
  }

  /** Removes letters. Returns the receipt handles of those that stay. */
  Set<String> remove(Collection<String> receiptHandles) {
    return inCalls(
        receiptHandles,
        call -> {
          List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
          for (String receiptHandle : call) {
            entries.add(
                DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .receiptHandle(receiptHandle)
                    .build());
          }
          return sqs.deleteMessageBatch(delete -> delete.queueUrl(queueUrl).entries(entries))
              .failed();
        });
  }

  /** Shows letters to others again, at once. */
  void giveBack(Collection<String> receiptHandles) {
    inCalls(
        receiptHandles,
        call -> {
          List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
          for (String receiptHandle : call) {
            entries.add(
                ChangeMessageVisibilityBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .receiptHandle(receiptHandle)
                    .visibilityTimeout(0)
                    .build());
          }
          return sqs.changeMessageVisibilityBatch(
                  change -> change.queueUrl(queueUrl).entries(entries))
              .failed();
        });
  }

  /** Returns those for which SQS failed. */
  private Set<String> inCalls(
      Collection<String> receiptHandles, Function<List<String>, List<BatchResultErrorEntry>> send) {
    List<String> all = List.copyOf(receiptHandles);
    List<Supplier<List<String>>> calls = new ArrayList<>();
    for (int from = 0; from < all.size(); from += MAX_ENTRIES) {
      List<String> some = all.subList(from, Math.min(all.size(), from + MAX_ENTRIES));
      calls.add(
          () ->
              call(() -> send.apply(some)).stream()
                  .map(failed -> some.get(Integer.parseInt(failed.id())))
                  .toList());
    }
    Set<String> failed = new HashSet<>();
    host.parallelCalls().callEach(calls, MAX_CALLS_AT_ONCE).forEach(failed::addAll);
    return failed;
  }

  /**
   * Parks messages.
   *
   * @param bodies with their attributes, by any id
   * @return the ids of those that could not be parked
   */
  public Set<String> park(Map<String, Parked> bodies) {
    Set<ConfigurationFault> faults = new HashSet<>();
    Set<String> unsent =
        sender.send(
            bodies.entrySet().stream()
                .map(
                    each ->
                        new QueueSender.Outgoing(
                            each.getKey(), each.getValue().body(), each.getValue().attributes()))
                .toList(),
            faults::add);
    for (ConfigurationFault fault : faults) {
      throw new UnavailableException("Could not park letters", true, fault, null);
    }
    return unsent;
  }

  /** A message to park. */
  public record Parked(String body, Map<String, String> attributes) {
    public Parked {
      attributes = Map.copyOf(attributes);
    }
  }

  private static <T> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new UnavailableException(
          "Could not use a dead-letter queue (" + FailedCall.describe(e) + ")",
          true,
          FailedCall.fault(FailedCall.SQS, e),
          e);
    }
  }
}
