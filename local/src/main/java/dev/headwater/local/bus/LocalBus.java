package dev.headwater.local.bus;

import dev.headwater.local.bus.PutAnswer.Result.Accepted;
import dev.headwater.local.bus.PutAnswer.Result.Refused;
import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.functions.AsyncInvoker;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.LoggedThreads;
import dev.headwater.local.ground.StopSignal;
import dev.headwater.local.template.BusDeclaration;
import dev.headwater.local.template.RuleDeclaration;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The event buses of a template, with their rules. A call returns after its events were sent to the
 * target queues of the matching rules, or to their dead-letter queues, and after asynchronous calls
 * of their target functions were accepted. A target that rejects events never fails the call: the
 * bus retries it for less than a second, then logs the lost events and reports the loss. A call
 * takes longer only if the queues do not answer at all.
 *
 * <p>Limits are those of <a
 * href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html">PutEvents </a>:
 * 10 entries and 256 KB in total. The bus is stricter than EventBridge in one point: EventBridge
 * accepts and drops an event for a bus that does not exist, while this bus refuses the entry, so
 * that a wrong name shows up on a laptop.
 */
public final class LocalBus implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalBus.class);

  static final int MAX_ENTRIES = 10;
  static final int MAX_BYTES = 256 * 1024;

  private static final int MAX_BUS_NAME = 1600;
  private static final Pattern BUS_NAME =
      Pattern.compile(
          "(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:\\d{12}:event-bus/)?[/.\\-_A-Za-z0-9]+");

  private final Map<String, RuleMatcher> buses = new LinkedHashMap<>();
  private final Map<RuleDeclaration, List<RuleTarget>> deliveries = new LinkedHashMap<>();
  private final AtomicInteger deliveriesInFlight = new AtomicInteger();
  private final Runnable onLoss;
  private final Chaos chaos;
  private final Clock clock = Clock.systemUTC();

  /**
   * How to reach targets.
   *
   * @param functions calls functions that are targets
   * @param onLoss called when events reach neither their target nor a dead-letter queue, for
   *     instance because of a stop, but not when chaos drops them
   * @param stop ends retries; after a stop, each event gets one attempt
   */
  public record Targets(
      SqsClient sqs,
      UnaryOperator<String> queueUrlByName,
      AsyncInvoker functions,
      Runnable onLoss,
      Chaos chaos,
      StopSignal stop) {
    /** Without functions, without chaos, and without a stop. */
    public Targets(SqsClient sqs, UnaryOperator<String> queueUrlByName, Runnable onLoss) {
      this(sqs, queueUrlByName, AsyncInvoker.NONE, onLoss, Chaos.NONE, new StopSignal());
    }
  }

  /**
   * @throws LocalCloudException when a rule's pattern is invalid or its bus does not exist
   */
  public LocalBus(List<BusDeclaration> declarations, List<RuleDeclaration> rules, Targets targets) {
    onLoss = targets.onLoss();
    chaos = targets.chaos();
    buses.put(BusDeclaration.DEFAULT, new RuleMatcher());
    declarations.forEach(bus -> buses.put(bus.name(), new RuleMatcher()));
    for (RuleDeclaration rule : rules) {
      matcher(rule).add(rule);
      deliveries.put(
          rule,
          rule.targets().stream()
              .map(
                  target ->
                      new RuleTarget(LocalArn.rule(rule.busName(), rule.name()), target, targets))
              .toList());
    }
  }

  /** Puts events on their buses; each entry has a result of its own. */
  public PutAnswer put(List<BusEntry> entries) {
    if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
      return new PutAnswer.Invalid(
          "1 validation error detected: Value at 'entries' failed "
              + "to satisfy constraint: Member must have length "
              + (entries.isEmpty()
                  ? "greater than or equal to 1"
                  : "less than or equal to " + MAX_ENTRIES));
    }
    if (entries.stream().map(BusEntry::busName).anyMatch(LocalBus::isInvalidBusName)) {
      return new PutAnswer.Invalid(
          "1 validation error detected: Value at 'eventBusName'"
              + " failed to satisfy constraint: Member must be a name or an ARN, with length"
              + " less than or equal to "
              + MAX_BUS_NAME);
    }
    if (entries.stream().mapToInt(BusEntry::sizeBytes).sum() > MAX_BYTES) {
      return new PutAnswer.Invalid("Total size of the entries in the request is over the limit.");
    }
    Map<RuleTarget, List<String>> events = new LinkedHashMap<>();
    List<PutAnswer.Result> results = new ArrayList<>();
    for (BusEntry entry : entries) {
      results.add(route(entry, events));
    }
    deliver(events);
    return new PutAnswer.Answered(results);
  }

  /**
   * Delivers to all targets in parallel, so that an unreachable target does not delay the others.
   */
  private void deliver(Map<RuleTarget, List<String>> events) {
    deliveriesInFlight.incrementAndGet();
    try (var targets = LoggedThreads.executor("target-")) {
      events.forEach((target, bodies) -> targets.execute(() -> target.deliver(bodies)));
    } finally {
      deliveriesInFlight.decrementAndGet();
    }
  }

  /** Reports events as lost that are still on their way to targets. */
  @Override
  public void close() {
    if (deliveriesInFlight.get() > 0) {
      LOG.warn("The stop abandons events that are on their way to targets");
      onLoss.run();
    }
  }

  private PutAnswer.Result route(BusEntry entry, Map<RuleTarget, List<String>> events) {
    String name = busName(entry.busName());
    RuleMatcher bus = buses.get(name);
    if (bus == null) {
      return new Refused("ResourceNotFoundException", "Event bus " + name + " does not exist.");
    }
    String chaosError = chaos.entryError();
    if (!chaosError.isEmpty()) {
      return new Refused(chaosError, "The entry was rejected (chaos).");
    }
    return switch (EventEnvelope.of(entry, clock.instant())) {
      case EventEnvelope.Malformed(Refused refusal) -> refusal;
      case EventEnvelope.Event(String id, String json) -> {
        for (RuleDeclaration rule : bus.match(json)) {
          for (RuleTarget delivery : deliveries.getOrDefault(rule, List.of())) {
            events.computeIfAbsent(delivery, absent -> new ArrayList<>()).add(json);
          }
        }
        yield new Accepted(id);
      }
    };
  }

  private RuleMatcher matcher(RuleDeclaration rule) {
    RuleMatcher bus = buses.get(busName(rule.busName()));
    if (bus == null) {
      throw new LocalCloudException(
          "Rule %s refers to the event bus %s, which the template does not declare."
              .formatted(rule.logicalId(), rule.busName()));
    }
    return bus;
  }

  private static boolean isInvalidBusName(@Nullable String nameOrArn) {
    return nameOrArn != null
        && (nameOrArn.length() > MAX_BUS_NAME || !BUS_NAME.matcher(nameOrArn).matches());
  }

  private static String busName(@Nullable String nameOrArn) {
    return nameOrArn == null
        ? BusDeclaration.DEFAULT
        : nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
  }
}
