package dev.headwater.cli.operated;

import dev.headwater.cli.report.Report;
import dev.headwater.cli.report.ScanProgress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run of a long operation, from its first slice to its last. It can be interrupted at any moment:
 * the service ends the slice in progress by itself, and the run can be resumed.
 */
public final class LongOperation {
  /** The first answers come quickly, so that something is seen; then calls cost less. */
  private static final int FIRST_SECONDS = 1;

  private static final int MOST_SECONDS = 30;

  /** For each try to record the end of a run, which is complete then. */
  private static final Duration END_TIMEOUT = Duration.ofSeconds(10);

  /** For giving the lease back: a process that is to end must not hang. Longer than connecting. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(7);

  private final OperationsClient service;
  private final Exchange exchange;
  private final String operation;
  private final ObjectNode run;
  private final ObjectNode request;
  private final Console console;

  /**
   * What to run.
   *
   * @param resume whether to go on with the last run
   */
  public record Run(String operation, ObjectNode arguments, boolean resume) {}

  /**
   * What goes to and fro with each slice, besides positions and findings.
   *
   * @param prepare completes a request; it is sent again unchanged if its answer is lost
   * @param received takes an answer before the next request, once for each slice
   * @param resumable whether another run can go on with this one
   * @param toContinue what to do after a run that did not come to its end
   */
  public record Exchange(
      Consumer<ObjectNode> prepare,
      Consumer<ObjectNode> received,
      boolean resumable,
      String toContinue) {
    /** For operations whose position is all there is to it. */
    public static final Exchange OF_POSITIONS =
        new Exchange(request -> {}, answer -> {}, true, "--resume continues this run");

    /** For operations that do not repeat what they have done. */
    public static final Exchange REPEATABLE =
        new Exchange(request -> {}, answer -> {}, false, "begin again to go on");
  }

  public LongOperation(OperationsClient service, Run run, Exchange exchange, Console console) {
    this.service = service;
    this.exchange = exchange;
    this.operation = run.operation();
    this.console = console;
    this.run =
        JsonMapper.shared()
            .createObjectNode()
            .put("operation", run.operation())
            .put("run", UUID.randomUUID().toString())
            .put("by", user());
    this.request = this.run.deepCopy();
    request.set("arguments", run.arguments());
    if (run.resume()) {
      request.put("resume", true);
    }
  }

  private static String user() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "an unknown host";
    }
    return (System.getProperty("user.name", "an unknown user") + " on " + host)
        .replaceAll("[^ -~]", "?");
  }

  /**
   * Runs to the end.
   *
   * @return the last answer
   * @throws CommandException if the service refuses or fails; what it had found before is reported
   */
  public ObjectNode run(Report report) {
    Thread stop = new Thread(() -> interrupted(report), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try (ScanProgress progress = ScanProgress.start(operation)) {
      for (int seconds = FIRST_SECONDS; ; seconds = Math.min(2 * seconds, MOST_SECONDS)) {
        exchange.prepare().accept(request.put("seconds", seconds));
        ObjectNode answer = service.callAgain(request, console);
        progress.moveTo(answer.path("read").asLong(0), answer.path("expected").asLong(0));
        warn(answer.path("earlier"));
        report(answer, report, progress);
        OperationsClient.done(answer, service.function(), exchange.toContinue());
        exchange.received().accept(answer);
        if (answer.path("done").asBoolean(false)) {
          end();
          return answer;
        }
        request.remove("resume");
        request.set("from", answer.required("from"));
      }
    } finally {
      removeHook(stop);
    }
  }

  /** All is done by then, so a failure of this call does not make the run fail. */
  private void end() {
    String failure;
    try {
      JsonNode error =
          service.callAgain(run.deepCopy().put("end", true), END_TIMEOUT, console).path("error");
      failure = error.path("message").asString("");
    } catch (CommandException e) {
      failure = String.valueOf(e.getMessage());
    }
    if (!failure.isEmpty()) {
      console
          .errors()
          .println(
              "The run is complete, but the service could not record that: until the next run,"
                  + " 'headwater status' shows it as interrupted. "
                  + failure);
      console.errors().flush();
    }
  }

  private void warn(JsonNode earlier) {
    if (!earlier.isMissingNode()
        && exchange.resumable()
        && !request.path("resume").asBoolean(false)) {
      console
          .errors()
          .println(
              "An earlier run, by "
                  + earlier.path("by").asString()
                  + " since "
                  + earlier.path("since").asString()
                  + ", was interrupted; --resume would have continued it.");
    }
  }

  /** Before the next call, since that tells the service what was received. */
  private void report(ObjectNode answer, Report report, ScanProgress progress) {
    for (JsonNode finding : answer.path("findings")) {
      progress.clearLine();
      report.add(finding);
      String reason = finding.path("reason").asString("");
      if (!reason.isEmpty()) {
        console.errors().println(finding.path("stream").asString() + " was skipped: " + reason);
      }
    }
    long omitted = answer.path("omitted").asLong(0);
    if (omitted > 0) {
      console.errors().println(omitted + " more did not fit into one answer, and are not listed.");
    }
    report.omit(omitted);
    report.flush();
    console.errors().flush();
  }

  /** Frees the service for others at once, instead of when the lease ends. */
  private void interrupted(Report report) {
    try {
      service.call(run.deepCopy().put("stop", true), STOP_TIMEOUT);
    } catch (CommandException leaseEndsByItself) {
      console.errors().println("The lease of this run ends by itself, within a minute or two.");
    }
    report.close();
    console.errors().println("Interrupted; " + exchange.toContinue() + ".");
    console.errors().flush();
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // It runs already.
    }
  }
}
