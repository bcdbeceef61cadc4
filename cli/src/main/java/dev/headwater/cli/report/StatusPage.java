package dev.headwater.cli.report;

import dev.headwater.service.status.Part;
import dev.headwater.service.status.ServiceStatus;
import dev.headwater.service.status.ServiceStatus.Attention;
import dev.headwater.service.status.ServiceStatus.FunctionCalls;
import dev.headwater.service.status.ServiceStatus.Queue;
import dev.headwater.service.status.ServiceStatus.Relay;
import dev.headwater.service.status.ServiceStatus.Run;
import dev.headwater.service.status.ServiceStatus.Table;
import dev.headwater.service.status.ServiceStatus.ViewSample;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Prints how a service is, for people: what needs attention first. */
public record StatusPage(PrintWriter out) {
  /**
   * Prints a page.
   *
   * @param version of Headwater in the service
   */
  public void print(ServiceStatus status, String service, String version) {
    line(service + " (Headwater " + version + "): " + summary(status.attention().size()));
    status.attention().forEach(this::print);
    title("tables");
    status.tables().forEach(table -> row(table, StatusPage::table));
    title("relay");
    row(status.relay(), StatusPage::relay);
    title("queues                waiting  in flight  parked");
    status.queues().forEach(queue -> row(queue, StatusPage::queue));
    title("views, a sample of each store");
    status.views().forEach(sample -> row(sample, StatusPage::sample));
    row(status.search(), search -> "reachable, " + search.documents() + " documents");
    row(status.claims(), claims -> claims.filled() ? "filled" : "not filled from these events");
    title("functions, in the last 15 minutes");
    list(status.functions(), StatusPage::function);
    title("operations");
    list(status.runs(), StatusPage::run);
  }

  private static String summary(int attention) {
    return switch (attention) {
      case 0 -> "healthy";
      case 1 -> "one thing needs attention";
      default -> attention + " things need attention";
    };
  }

  private void print(Attention attention) {
    line("");
    line("! " + attention.problem());
    if (attention.command() != null) {
      line("    " + attention.command());
    }
  }

  private static String table(Table table) {
    return table.status()
        + ", about "
        + table.items()
        + " items"
        + (table.stream() ? ", stream on" : "")
        + ", "
        + table.table();
  }

  private static String relay(Relay relay) {
    String published =
        relay.lastPublished() == null
            ? "nothing published in the last 15 minutes"
            : "last published at " + relay.lastPublished().truncatedTo(ChronoUnit.MINUTES);
    Long lag = relay.lagMillis();
    return published
        + (lag == null ? "" : String.format(Locale.ROOT, ", lag %.1f s", lag / 1000.0))
        + ", "
        + relay.calls()
        + " calls";
  }

  private static String queue(Queue queue) {
    return String.format(
        Locale.ROOT, "%9d  %9d  %6d", queue.waiting(), queue.inFlight(), queue.parked());
  }

  private static String sample(ViewSample sample) {
    return "of "
        + sample.sampled()
        + " views, "
        + sample.foreign()
        + " of another version; of "
        + sample.compared()
        + " compared, "
        + sample.behind()
        + " behind; fingerprint "
        + sample.fingerprint();
  }

  private static String function(FunctionCalls function) {
    return function.function()
        + ": "
        + function.calls()
        + " calls, "
        + function.errors()
        + " errors, "
        + function.throttles()
        + " throttled";
  }

  private static String run(Run run) {
    return run.request()
        + ", by "
        + run.by()
        + " since "
        + run.since().truncatedTo(ChronoUnit.SECONDS)
        + (run.interrupted() ? ": interrupted" : ": under way");
  }

  private void title(String title) {
    line("");
    line(title);
  }

  private <T> void list(Part<List<T>> part, Function<T, String> found) {
    List<T> all = part.found();
    if (all == null) {
      row(part, List::toString);
    } else if (all.isEmpty()) {
      line("  none under way, none interrupted");
    } else {
      all.forEach(each -> line("  " + found.apply(each)));
    }
  }

  private <T> void row(Part<T> part, Function<T, String> found) {
    T known = part.found();
    String text =
        known != null
            ? found.apply(known)
            : part.reason() == null ? "off" : "unknown: " + part.reason();
    line(String.format(Locale.ROOT, "  %-18s ", part.name()) + text);
  }

  /** With the same line break everywhere, since it may be drawn on a screen. */
  private void line(String text) {
    out.print(text + "\n");
  }
}
