package dev.headwater.local.chaos;

import static java.util.Objects.requireNonNull;

import dev.headwater.local.chaos.CallFate.Completes;
import dev.headwater.local.chaos.CallFate.CrashesAfter;
import dev.headwater.local.chaos.CallFate.CrashesBefore;
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
 * Decides at each point of failure whether a fault strikes. Each fault draws from its own random
 * stream, split from the seed, so faults do not affect each other's rates. With several threads,
 * which thread makes the n-th draw is open, but the outcome of the n-th draw is fixed.
 */
public final class Chaos {
  /** Without faults. */
  public static final Chaos NONE = new Chaos(ChaosSettings.NONE);

  /** Beyond this many recorded drops, events are no longer dropped. */
  static final int MAX_DROPS = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger(Chaos.class);
  private static final int MAX_DELAY_SECONDS = 3;

  /** About as long as a call takes, so that timeouts occur before, during and after the work. */
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

  /** How often each fault has struck, including those that never did. */
  public Map<Fault, Long> strikes() {
    Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    streams.forEach((fault, stream) -> counts.put(fault, stream.strikes()));
    return counts;
  }

  /** The {@link #strikes} of all active faults in one line. */
  public String summary() {
    return Arrays.stream(Fault.values())
        .filter(settings.rates()::containsKey)
        .map(fault -> fault.option() + " " + stream(fault).strikes())
        .collect(Collectors.joining(", "));
  }

  /** All dropped events in order. */
  public List<Drop> drops() {
    synchronized (drops) {
      return List.copyOf(drops);
    }
  }

  /**
   * Decides whether this event is lost on its way to this queue or function, and records the loss.
   */
  public boolean drops(String event, String targetName) {
    if (draw(Fault.DROP).isEmpty()) {
      return false;
    }
    var drop = new Drop(eventId(event), targetName);
    synchronized (drops) {
      if (drops.size() == MAX_DROPS) {
        return false;
      }
      drops.add(drop);
      LOG.warn("chaos: dropped event {} for {}, drop {}", drop.eventId(), targetName, drops.size());
    }
    return true;
  }

  /** Decides whether a message is delivered twice. */
  public boolean duplicates() {
    return draw(Fault.DUPLICATE).isPresent();
  }

  /** By how many seconds a message is delayed; usually 0. */
  public int delaySeconds() {
    OptionalDouble strike = draw(Fault.DELAY);
    return strike.isPresent() ? 1 + (int) (strike.getAsDouble() * MAX_DELAY_SECONDS) : 0;
  }

  /** For how many seconds later messages may overtake this one; usually 0. */
  public int reorderSeconds() {
    return draw(Fault.REORDER).isPresent() ? 1 : 0;
  }

  /** The same messages in the same or another order. */
  public <M> List<M> reordered(List<M> messages) {
    OptionalDouble strike = messages.size() > 1 ? draw(Fault.REORDER) : OptionalDouble.empty();
    if (strike.isEmpty()) {
      return messages;
    }
    List<M> shuffled = new ArrayList<>(messages);
    Collections.shuffle(shuffled, new Random(Double.doubleToLongBits(strike.getAsDouble())));
    return shuffled;
  }

  /** The error code with which the bus rejects an entry; usually empty. */
  public String entryError() {
    OptionalDouble strike = draw(Fault.PARTIAL_PUT);
    if (strike.isEmpty()) {
      return "";
    }
    return strike.getAsDouble() < 0.5 ? "InternalFailure" : "ThrottlingException";
  }

  /** What happens to the function's instance in the call that begins now. */
  public CallFate callFate() {
    if (draw(Fault.CRASH_BEFORE).isPresent()) {
      return new CrashesBefore();
    }
    OptionalDouble outOfTime = draw(Fault.TIMEOUT);
    if (outOfTime.isPresent()) {
      return new TimesOut(
          Duration.ofNanos((long) (outOfTime.getAsDouble() * MAX_CALL_TIME.toNanos())));
    }
    return draw(Fault.CRASH_AFTER).isPresent() ? new CrashesAfter() : new Completes();
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
