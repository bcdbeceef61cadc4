package dev.headwater.service.status;

import dev.headwater.service.status.Part.State;
import dev.headwater.service.status.ServiceStatus.Attention;
import dev.headwater.service.status.ServiceStatus.FunctionCalls;
import dev.headwater.service.status.ServiceStatus.Queue;
import dev.headwater.service.status.ServiceStatus.Relay;
import dev.headwater.service.status.ServiceStatus.Run;
import dev.headwater.service.status.ServiceStatus.Table;
import dev.headwater.service.status.ServiceStatus.ViewSample;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What needs an operator, in the order in which a commit passes through a service. */
final class AttentionRules {
  /** Those that the command line can resume; of the others, it does the whole again. */
  private static final Set<String> RESUMED = Set.of("verify", "rebuild", "claims", "republish");

  /** More than a busy relay or a failed call takes. */
  private static final Duration MAX_LAG = Duration.ofMinutes(1);

  /** A run that is older has to begin anew; it is forgotten here, too. */
  private static final Duration RESUMABLE = Duration.ofDays(7);

  private static final Duration REPAIR_OF_CLAIMS_RESUMABLE = Duration.ofHours(1);
  private static final Set<String> IN_SERVICE = Set.of("ACTIVE", "UPDATING");
  private static final String EVENTS = "events";

  private final ServiceStatus found;
  private final Instant now;
  private final List<Attention> attention = new ArrayList<>();

  AttentionRules(ServiceStatus found, Instant now) {
    this.found = found;
    this.now = now;
  }

  List<Attention> all() {
    unknown();
    known(found.tables()).forEach(this::table);
    known(List.of(found.relay())).forEach((name, relay) -> relay(relay));
    known(found.queues()).forEach(this::queue);
    views(known(found.views()).values());
    known(List.of(found.claims())).values().stream()
        .filter(claims -> !claims.filled())
        .forEach(
            claims ->
                add(
                    "The claims table was not filled from these events, so taken values may seem"
                        + " free",
                    "headwater claims repair" + (claims.ofAnotherTable() ? " --take-over" : "")));
    known(List.of(found.functions())).values().forEach(each -> each.forEach(this::function));
    known(List.of(found.runs())).values().forEach(each -> each.forEach(this::interrupted));
    return attention;
  }

  private void unknown() {
    Stream.of(
            group("table", found.tables()),
            group("", List.of(found.relay())),
            group("queue", found.queues()),
            group("view", found.views()),
            group("", List.of(found.search())),
            group("", List.of(found.claims())),
            group("", List.of(found.runs())))
        .flatMap(each -> each)
        .forEach(line -> add(line, null));
  }

  private static <T> Stream<String> group(String kind, List<Part<T>> parts) {
    return parts.stream()
        .filter(part -> part.state() == State.UNKNOWN)
        .map(
            part ->
                ("Could not look at " + kind + " ").replace("  ", " ")
                    + part.name()
                    + ": "
                    + part.reason());
  }

  private static <T> Map<String, T> known(List<Part<T>> parts) {
    Map<String, T> known = new LinkedHashMap<>();
    for (Part<T> part : parts) {
      T found = part.found();
      if (found != null) {
        known.put(part.name(), found);
      }
    }
    return known;
  }

  private void table(String holds, Table table) {
    if (!IN_SERVICE.contains(table.status())) {
      add("The table " + table.table() + " is " + table.status(), null);
    }
    if (holds.equals(EVENTS) && !table.stream()) {
      add(
          "The stream of " + table.table() + " is off, so that no commit is published",
          "headwater check");
    }
  }

  private void relay(Relay relay) {
    Long lag = relay.lagMillis();
    if (lag != null && lag > MAX_LAG.toMillis()) {
      add(
          "The relay lags by " + Duration.ofMillis(lag).toSeconds() + " s" + logOf(relay.log()),
          tail(relay.log()));
    }
    if (Boolean.TRUE.equals(relay.written()) && relay.calls() == 0) {
      add(
          "Events were written, but the relay was not called: its event source is off, or lost",
          "aws lambda list-event-source-mappings --function-name " + relay.function());
    }
  }

  private void queue(String name, Queue queue) {
    if (queue.parked() > 0) {
      add(
          counted(queue.parked(), "message is", "messages are") + " parked in " + name,
          "headwater dead-letters list --queue " + name);
    }
  }

  /** A view's table and search index are one to an operator. */
  private void views(Collection<ViewSample> samples) {
    for (String view : samples.stream().map(ViewSample::view).distinct().toList()) {
      List<ViewSample> stores =
          samples.stream().filter(sample -> sample.view().equals(view)).toList();
      long foreign = stores.stream().mapToLong(ViewSample::foreign).sum();
      if (foreign > 0) {
        long sampled = stores.stream().mapToLong(ViewSample::sampled).sum();
        add(
            of(foreign, sampled)
                + " of "
                + view
                + " looked at were folded by another version of the projection",
            "headwater rebuild " + view);
      }
      long stale = stores.stream().mapToLong(ViewSample::stale).sum();
      if (stale > 0) {
        long compared = stores.stream().mapToLong(ViewSample::compared).sum();
        add(
            of(stale, compared) + " of " + view + " looked at lack events older than five minutes",
            "headwater verify --repair --view " + view);
      }
    }
  }

  private static String of(long some, long all) {
    return some + " of " + counted(all, "view", "views");
  }

  private void function(FunctionCalls function) {
    if (function.errors() > 0) {
      add(
          counted(function.errors(), "call", "calls")
              + " of "
              + function.function()
              + " failed in the last 15 minutes"
              + logOf(function.log()),
          tail(function.log()));
    }
    if (function.throttles() > 0) {
      add(
          counted(function.throttles(), "call", "calls")
              + " of "
              + function.function()
              + " were throttled in the last 15 minutes: raise its concurrency, or the account's",
          null);
    }
  }

  private static String logOf(@Nullable String log) {
    return log == null ? ": see what headwater serve prints" : "";
  }

  private static @Nullable String tail(@Nullable String log) {
    return log == null ? null : "aws logs tail " + log + " --since 15m";
  }

  private void interrupted(Run run) {
    Duration age = Duration.between(run.since(), now);
    if (run.interrupted() && age.compareTo(resumable(run)) < 0) {
      boolean resumes = RESUMED.contains(run.operation());
      add(
          "The run \""
              + run.request()
              + "\" by "
              + run.by()
              + " since "
              + run.since().truncatedTo(ChronoUnit.SECONDS)
              + " was interrupted; "
              + (resumes
                  ? "resume it with the options that it had"
                  : "run it again with the options that it had"),
          "headwater " + command(run) + (resumes ? " --resume" : ""));
    }
  }

  private static Duration resumable(Run run) {
    return run.operation().equals("claims") && repairs(run)
        ? REPAIR_OF_CLAIMS_RESUMABLE
        : RESUMABLE;
  }

  private static String command(Run run) {
    return switch (run.operation()) {
      case "claims" -> repairs(run) ? "claims repair" : "claims check";
      case "verify" -> repairs(run) ? "verify --repair" : "verify";
      default -> run.operation();
    };
  }

  private static boolean repairs(Run run) {
    return run.request().contains("repair=true");
  }

  private static String counted(long number, String one, String more) {
    return number + " " + (number == 1 ? one : more);
  }

  private void add(String problem, @Nullable String command) {
    attention.add(new Attention(problem, command));
  }
}
