package dev.headwater.cli;

import dev.headwater.cli.arguments.UserDataFolder;
import dev.headwater.cli.operated.CommandException;
import dev.headwater.cli.operated.Console;
import dev.headwater.cli.operated.LongOperation;
import dev.headwater.cli.operated.OperatedService;
import dev.headwater.cli.operated.OperationsClient;
import dev.headwater.cli.report.Report;
import dev.headwater.cli.report.TextReport;
import dev.headwater.host.Host;
import dev.headwater.local.Endpoints;
import dev.headwater.service.status.Part;
import dev.headwater.service.status.ServiceStatus.ViewSample;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Views that another version of the projection folded, in a service that has just started. */
record ForeignViews(Endpoints endpoints, Path data, PrintWriter out, PrintWriter errors) {
  private static final Logger LOG = LoggerFactory.getLogger(ForeignViews.class);

  /** What is not known by then is not said. */
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Looks while the caller goes on, and prints one line if there are any. */
  void report() {
    Thread.ofVirtual().name("foreign-views").start(this::look);
  }

  private void look() {
    try (OperationsClient client = open()) {
      ObjectNode answer = StatusLook.ask(client, TIMEOUT);
      List<ViewSample> samples =
          StatusLook.read(answer.path("result"), client).views().stream()
              .map(Part::found)
              .filter(Objects::nonNull)
              .toList();
      long foreign = samples.stream().mapToLong(ViewSample::foreign).sum();
      if (foreign > 0) {
        out.println(
            foreign
                + " of "
                + samples.stream().mapToLong(ViewSample::sampled).sum()
                + " views looked at were folded by another version of the projection; ./headwater"
                + " rebuild"
                + (data.equals(UserDataFolder.here()) ? "" : OperatedService.option("--data", data))
                + " refolds them");
        out.flush();
      }
    } catch (CommandException unknown) {
      LOG.debug("Not known whether views are foreign: {}", unknown.getMessage());
    }
  }

  /** Refolds all of them, and returns when that is done, or has failed. */
  void rebuild() {
    ObjectNode arguments = JsonMapper.shared().createObjectNode().put("dryRun", false);
    var console = new Console(errors, Host.system().sleeper());
    try (OperationsClient client = open();
        Report lines = TextReport.ofRebuild(out)) {
      lines.end(
          new LongOperation(
                  client,
                  new LongOperation.Run("rebuild", arguments, false),
                  LongOperation.Exchange.OF_POSITIONS,
                  console)
              .run(lines));
    } catch (CommandException failed) {
      errors.println("headwater: " + failed.getMessage());
      errors.flush();
    }
  }

  private OperationsClient open() {
    return OperatedService.onThisMachine(endpoints, data, null);
  }
}
