package dev.headwater.local.chaos;

import static java.util.Objects.requireNonNull;

import dev.headwater.local.chaos.CallFate.CrashesAfter;
import dev.headwater.local.chaos.CallFate.CrashesBefore;
import dev.headwater.local.chaos.CallFate.Lives;
import dev.headwater.local.chaos.CallFate.TimesOut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decides, wherever something can go wrong, whether it does now. Each fault draws from a random
 * stream of its own, split from the seed: the rate of one does not change when another strikes.
 * With several threads it is open which of them makes the n-th draw; its outcome is not.
 */
public final class Chaos {
  /** No fault ever strikes. */
  public static final Chaos NONE = new Chaos(ChaosSettings.NONE);

  /** An event that could not be remembered any more is not dropped. */
  static final int MAX_DROPS = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger(Chaos.class);
  private static final int MAX_DELAY_SECONDS = 3;

  /** About as long as a call takes, so that time runs out before, amid and after the work. */
  private static final Duration MAX_CALL_TIME = Duration.ofMillis(100);

  private final ChaosSettings settings;
  private final Map<Fault, FaultStream> streams = new EnumMap<>(Fault.class);
  private final List<Drop> drops = new ArrayList<>();

  public Chaos(ChaosSettings settings) {
    this.settings = settings;
    var seeded = new SplittableRandom(settings.seed());
    for (Fault fault : Fault.values()) {
      streams.put(
          fault, new FaultStream(settings.rates().getOrDefault(fault, 0.0), seeded.split()));
    }
  }

  public ChaosSettings settings() {
    return settings;
  }

  /** Whether any fault can strike. */
  public boolean isOn() {
    return !settings.rates().isEmpty();
  }

  /** How often each fault has struck, those that never did included. */
  public Map<Fault, Long> strikes() {
    Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    streams.forEach((fault, stream) -> counts.put(fault, stream.strikes()));
    return counts;
  }

  /** {@link #strikes} in one line. */
  public String summary() {
    return Arrays.stream(Fault.values())
        .filter(settings.rates()::containsKey)
        .map(fault -> fault.option() + " " + stream(fault).strikes())
        .collect(Collectors.joining(", "));
  }

  /** Every event that was dropped, in the order in which they were. */
  public List<Drop> drops() {
    synchronized (drops) {
      return List.copyOf(drops);
    }
  }

  /** Whether this event gets lost on its way to this queue. */
  public boolean drops(String event, String queueName) {
    if (draw(Fault.DROP).isEmpty()) {
      return false;
    }
    var drop = new Drop(eventId(event), queueName);
    synchronized (drops) {
      if (drops.size() == MAX_DROPS) {
        return false;
      }
      drops.add(drop);
      LOG.warn("chaos: dropped event {} for {}, drop {}", drop.eventId(), queueName, drops.size());
    }
    return true;
  }

  /** Whether a message comes twice. */
  public boolean duplicates() {
    return draw(Fault.DUPLICATE).isPresent();
  }

  /** By how many seconds a message is late; usually 0. */
  public int delaySeconds() {
    OptionalDouble strike = draw(Fault.DELAY);
    return strike.isPresent() ? 1 + (int) (strike.getAsDouble() * MAX_DELAY_SECONDS) : 0;
  }

  /** For how many seconds later messages overtake this one; usually 0. */
  public int overtakenSeconds() {
    return draw(Fault.REORDER).isPresent() ? 1 : 0;
  }

  /** The same messages in this or another order. */
  public <M> List<M> reordered(List<M> messages) {
    OptionalDouble strike = messages.size() > 1 ? draw(Fault.REORDER) : OptionalDouble.empty();
    if (strike.isEmpty()) {
      return messages;
    }
    List<M> shuffled = new ArrayList<>(messages);
    Collections.shuffle(shuffled, new Random(Double.doubleToLongBits(strike.getAsDouble())));
    return shuffled;
  }

  /** The error with which the bus refuses an entry of a call; usually empty. */
  public String entryError() {
    OptionalDouble strike = draw(Fault.PARTIAL_PUT);
    if (strike.isEmpty()) {
      return "";
    }
    return strike.getAsDouble() < 0.5 ? "InternalFailure" : "ThrottlingException";
  }

  /** What becomes of the call that begins now. */
  public CallFate callFate() {
    if (draw(Fault.CRASH_BEFORE).isPresent()) {
      return new CrashesBefore();
    }
    OptionalDouble outOfTime = draw(Fault.TIMEOUT);
    if (outOfTime.isPresent()) {
      return new TimesOut(
          Duration.ofNanos((long) (outOfTime.getAsDouble() * MAX_CALL_TIME.toNanos())));
    }
    return draw(Fault.CRASH_AFTER).isPresent() ? new CrashesAfter() : new Lives();
  }

  boolean throttles() {
    return draw(Fault.THROTTLE).isPresent();
  }

  LostReply lostReply() {
    OptionalDouble strike = draw(Fault.LOST_REPLY);
    if (strike.isEmpty()) {
      return LostReply.NOT_LOST;
    }
    return strike.getAsDouble() < 0.5 ? LostReply.CONNECTION_CLOSED : LostReply.SERVER_ERROR;
  }

  private OptionalDouble draw(Fault fault) {
    return stream(fault).draw();
  }

  private FaultStream stream(Fault fault) {
    return requireNonNull(streams.get(fault));
  }

  private static String eventId(String event) {
    JsonNode json = JsonMapper.shared().readTree(event);
    return json.at("/detail/eventId").asString(json.path("id").asString(""));
  }
}
