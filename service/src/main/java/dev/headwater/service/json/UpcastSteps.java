package dev.headwater.service.json;

import dev.headwater.event.EncodedEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The steps that lead to today's event types, by where they begin. */
final class UpcastSteps {
  private final Map<String, Map<Integer, UpcastStep>> steps = new HashMap<>();

  /** The versions of each type that a step leads to. */
  private final Map<String, TreeSet<Integer>> reached = new HashMap<>();

  private UpcastSteps() {}

  /**
   * @throws IllegalArgumentException if two begin at the same version
   */
  static UpcastSteps of(List<UpcastStep> declared) {
    UpcastSteps steps = new UpcastSteps();
    declared.forEach(steps::add);
    return steps;
  }

  private void add(UpcastStep step) {
    Map<Integer, UpcastStep> ofType = steps.computeIfAbsent(step.from(), type -> new HashMap<>());
    if (ofType.put(step.fromVersion(), step) != null) {
      throw new IllegalArgumentException(
          "Two upcasters from version " + step.fromVersion() + " of " + step.from());
    }
    reached.computeIfAbsent(step.to(), type -> new TreeSet<>()).add(step.toVersion());
  }

  /** The current schema version of a type: the highest that a step leads to, or 1. */
  int versionOf(String type) {
    TreeSet<Integer> versions = reached.get(type);
    return versions == null ? 1 : versions.last();
  }

  /** Whether a step begins at this type. */
  boolean knows(String type) {
    return steps.containsKey(type);
  }

  /**
   * @param today the types that exist today
   * @throws IllegalArgumentException if a step leads nowhere, or a version lacks one
   */
  void check(Set<String> today) {
    steps.values().stream().map(Map::values).forEach(ofType -> checkEnds(ofType, today));
    today.forEach(this::checkGaps);
  }

  private static void checkEnds(Collection<UpcastStep> ofType, Set<String> today) {
    for (UpcastStep step : ofType) {
      if (!today.contains(step.to())) {
        throw new IllegalArgumentException(
            "An upcaster leads to "
                + step.to()
                + ", which is not an event; there are "
                + today.stream().sorted().collect(Collectors.joining(", ")));
      }
      if (step.renames() && today.contains(step.from())) {
        throw new IllegalArgumentException(
            "An upcaster renames " + step.from() + ", which is an event: use upcast");
      }
    }
  }

  /** A type begins at version 1, unless it took the place of another. */
  private void checkGaps(String type) {
    Map<Integer, UpcastStep> ofType = steps.getOrDefault(type, Map.of());
    int first =
        steps.values().stream()
            .flatMap(each -> each.values().stream())
            .filter(step -> step.renames() && step.to().equals(type))
            .mapToInt(UpcastStep::toVersion)
            .min()
            .orElse(1);
    first = ofType.keySet().stream().reduce(first, Math::min);
    for (int version = first; version < versionOf(type); version++) {
      if (!ofType.containsKey(version)) {
        throw new IllegalArgumentException(
            "Version " + version + " of " + type + " has no upcaster, but a later one has");
      }
    }
  }

  /** Every step leads to a higher version of a type of today, so that this ends. */
  EncodedEvent upcast(EncodedEvent stored) {
    if (steps.isEmpty()) {
      return stored;
    }
    EncodedEvent event = stored;
    UpcastStep step = stepFrom(event);
    while (step != null) {
      event = step.apply(event);
      step = stepFrom(event);
    }
    return event;
  }

  private @Nullable UpcastStep stepFrom(EncodedEvent event) {
    Map<Integer, UpcastStep> ofType = steps.get(event.eventType());
    return ofType == null ? null : ofType.get(event.schemaVersion());
  }
}
