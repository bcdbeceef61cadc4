package dev.headwater.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.event.CommandStamp;
import dev.headwater.event.Commit;
import dev.headwater.event.EncodedEvent;
import dev.headwater.event.RecordedEvent;
import dev.headwater.eventbridge.RelayRedrive.GoneException;
import dev.headwater.host.ConfigurationFault;
import dev.headwater.host.Host;
import dev.headwater.host.UnavailableException;
import dev.headwater.projection.Failure;
import dev.headwater.relay.EventPublisher;
import dev.headwater.relay.StreamRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Letters of the relay, which are published again. */
class RelayRedriveTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final ConfigurationFault FAULT =
      new ConfigurationFault("DynamoDB", "AccessDenied");
  private static final Failure FAILURE = new Failure("refused", "EntryTooLarge");

  private final Host host = new Host(InstantSource.fixed(NOW), new Random(1), waiting -> {});
  private final List<String> published = new ArrayList<>();
  private final Map<String, EventPublisher.Result> results = new HashMap<>();
  private final RelayRedrive redrive = new RelayRedrive(this::commits, this::publish, host);

  @Test
  void publishes_the_commits_of_every_letter() {
    Redrive.Result result =
        redrive.redrive(List.of(letter("a"), letter("b,c")), NOW.plusSeconds(9));

    assertThat(result).isEqualTo(new Redrive.Result(Map.of(), Set.of(), Set.of()));
    assertThat(published).containsExactly("a", "b", "c");
    assertThat(redrive.superfluous(List.of(letter("a")))).isEmpty();
  }

  @Test
  void says_what_fails_again_and_why() {
    results.put("b", new EventPublisher.Result.Refused("MalformedDetail"));

    Redrive.Result result =
        redrive.redrive(
            List.of(letter("a"), letter("b,c"), letter("gone"), letter("b")), NOW.plusSeconds(9));

    assertThat(result.failed())
        .isEqualTo(
            Map.of(
                "b,c", DeadLetter.refused("MalformedDetail"),
                "b", DeadLetter.refused("MalformedDetail"),
                "gone", new Failure("gone", "Nothing is there")));
    assertThat(result.later()).isEmpty();
  }

  @Test
  void what_the_bus_does_not_take_now_stays_and_holds_up_no_other() {
    ConfigurationFault fault = new ConfigurationFault("EventBridge", "AccessDenied");
    results.put("b", new EventPublisher.Result.Deferred("AccessDenied", fault));

    Redrive.Result result =
        redrive.redrive(List.of(letter("a"), letter("b"), letter("c")), NOW.plusSeconds(9));

    assertThat(result.later()).containsExactly("b");
    assertThat(published).containsExactly("a", "c");
    assertThat(result.faults()).containsExactly(fault);
  }

  @Test
  void a_store_that_does_not_answer_for_one_letter_holds_up_no_other() {
    Redrive.Result result =
        redrive.redrive(List.of(letter("silent"), letter("a")), NOW.plusSeconds(9));

    assertThat(result.later()).containsExactly("silent");
    assertThat(result.faults()).containsExactly(FAULT);
    assertThat(published).containsExactly("a");
  }

  @Test
  void begins_nothing_after_the_deadline() {
    Redrive.Result result = redrive.redrive(List.of(letter("a")), NOW.minusSeconds(1));

    assertThat(result.later()).containsExactly("a");
    assertThat(published).isEmpty();
  }

  private List<StreamRecord> commits(DeadLetter letter) throws GoneException {
    if (letter.messageId().equals("silent")) {
      throw new UnavailableException("No answer", false, FAULT, null);
    }
    if (letter.messageId().equals("gone")) {
      throw new GoneException("Nothing is there");
    }
    List<StreamRecord> records = new ArrayList<>();
    for (String id : letter.messageId().split(",", -1)) {
      RecordedEvent<EncodedEvent> event = Events.note(id, 1, "text");
      records.add(
          new StreamRecord.Committed(
              letter.messageId() + id,
              Map.of("PK", id),
              new Commit<>(
                  event.stream(),
                  1,
                  List.of(event.event()),
                  event.timestamp(),
                  CommandStamp.of("command"),
                  event.metadata())));
    }
    return records;
  }

  private List<EventPublisher.Result> publish(List<RecordedEvent<EncodedEvent>> events) {
    List<EventPublisher.Result> answer = new ArrayList<>();
    for (RecordedEvent<EncodedEvent> event : events) {
      String id = event.stream().id();
      EventPublisher.Result result =
          results.getOrDefault(id, new EventPublisher.Result.Published());
      if (result instanceof EventPublisher.Result.Published) {
        published.add(id);
      }
      answer.add(result);
    }
    return answer;
  }

  private static DeadLetter letter(String id) {
    return DeadLetter.kept(id, "", LetterAttributes.of(FAILURE), NOW);
  }
}
