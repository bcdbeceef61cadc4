package dev.headwater.service.functions;

import dev.headwater.dynamodb.DynamoDbEventLog;
import dev.headwater.dynamodb.DynamoDbStreamReader;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.EventCodec;
import dev.headwater.event.EventLog;
import dev.headwater.event.UnreadableEventException;
import dev.headwater.eventbridge.DeadLetter;
import dev.headwater.eventbridge.DeadLetterQueue;
import dev.headwater.eventbridge.DeadLetters;
import dev.headwater.eventbridge.EventBridgePublisher;
import dev.headwater.eventbridge.RelayRedrive;
import dev.headwater.eventbridge.RelayRedrive.GoneException;
import dev.headwater.eventbridge.StreamPosition;
import dev.headwater.host.Host;
import dev.headwater.host.RedactedException;
import dev.headwater.relay.StreamRecord;
import dev.headwater.service.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two queues of what the relay did not publish. */
record RelayLetters(Service service, Environment environment, AwsClients clients, Host host) {
  private static final String PARKED_COMMITS = "parked-commits";
  private static final String RELAY_FAILURES = "relay-failures";

  /** Adds those that the environment names. */
  void addTo(List<DeadLetters> all) {
    add(all, PARKED_COMMITS, Environment.PARKED_COMMITS_QUEUE_URL, this::parkedCommit);
    add(all, RELAY_FAILURES, Environment.RELAY_FAILURES_QUEUE_URL, this::partOfStream);
  }

  private void add(
      List<DeadLetters> all, String name, String variable, RelayRedrive.Source source) {
    String url = environment.settings().get(variable);
    if (url != null) {
      all.add(
          new DeadLetters(
              name,
              new DeadLetterQueue(clients.sqs(), url, host),
              () -> new RelayRedrive(source, publisher(), host)));
    }
  }

  /** Publishes as the relay does: most of these events have reached no consumer yet. */
  EventBridgePublisher publisher() {
    return new EventBridgePublisher(
            clients.eventBridge(),
            environment.settings().text(Environment.EVENT_BUS_NAME),
            environment.settings().text(Environment.EVENT_SOURCE_NAME))
        .withEventIds(service.eventIds());
  }

  private List<StreamRecord> parkedCommit(DeadLetter letter) throws GoneException {
    if (letter.stream() == null || letter.version() == 0) {
      throw new GoneException("It names no commit");
    }
    List<Commit<EncodedEvent>> commits;
    try {
      commits = log().read(letter.stream(), letter.version() - 1, 1).commits();
    } catch (UnreadableEventException e) {
      throw new GoneException(String.valueOf(e.getMessage()));
    }
    if (commits.isEmpty() || commits.getFirst().firstVersion() != letter.version()) {
      throw new GoneException("The events table has no such commit");
    }
    return List.of(
        new StreamRecord.Committed(
            letter.messageId(),
            Map.of("stream", letter.stream().toString(), "version", "" + letter.version()),
            commits.getFirst()));
  }

  private Optional<List<StreamRecord>> read(StreamPosition position) throws GoneException {
    try {
      return new DynamoDbStreamReader(clients.dynamoDbStreams())
          .read(
              new DynamoDbStreamReader.Part(
                  position.streamArn(), position.shardId(), position.first(), position.last()));
    } catch (IllegalArgumentException e) {
      throw new GoneException(RedactedException.reason(e));
    }
  }

  /** The streams, as they are stored. */
  EventLog<EncodedEvent> log() {
    return new DynamoDbEventLog<>(
        clients.dynamoDb(),
        environment.settings().text(Environment.COMMAND_TABLE),
        EventCodec.asStored());
  }

  private List<StreamRecord> partOfStream(DeadLetter letter) throws GoneException {
    @Nullable StreamPosition position = StreamPosition.read(letter.body());
    if (position == null) {
      throw new GoneException("It names no part of the stream");
    }
    return read(position)
        .orElseThrow(
            () ->
                new GoneException(
                    "The stream keeps records for 24 hours, and has these no more: headwater"
                        + " republish --from "
                        + position.from()
                        + " --to "
                        + position.to()));
  }
}
