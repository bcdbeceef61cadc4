package dev.headwater.cli;

import dev.headwater.cli.operated.BuildVersion;
import dev.headwater.cli.operated.Console;
import dev.headwater.cli.operated.OperatedService;
import dev.headwater.cli.operated.OutputOptions;
import dev.headwater.cli.report.ScanProgress;
import dev.headwater.host.Host;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows how a service is, and what needs an operator. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeOnExecutionException = CommandLine.ExitCode.USAGE,
    versionProvider = BuildVersion.class,
    description = {
      "Show how a service is, and what needs attention.",
      "Looks at tables, relay, queues, views, search and functions, and changes nothing. What does"
          + " not answer within a few seconds is unknown."
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The service is healthy.",
      "1:Something needs attention, or is unknown.",
      "2:The command line is invalid, or the service did not answer."
    })
final class StatusCommand implements Callable<Integer> {
  private static final int DEFAULT_SECONDS = 5;
  private static final int MAX_SECONDS = 3_600;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private OperatedService service = new OperatedService();

  @Option(
      names = "--watch",
      description = "Look again and again until Ctrl-C, also while the service is away.")
  private boolean watch;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      description =
          "How long --watch waits between two looks, 1 to "
              + MAX_SECONDS
              + " (default: "
              + DEFAULT_SECONDS
              + ").")
  private @Nullable Integer interval;

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    service.check(spec.commandLine());
    Duration pause = pause();
    output.start();
    StatusLook look = new StatusLook(service, output.isJson());
    PrintWriter out = spec.commandLine().getOut();
    if (watch) {
      boolean screen = !output.isJson() && ScanProgress.hasTerminal();
      new StatusWatch(look::tryOnce, out, screen, pause, Host.system().sleeper()).run();
    }
    StatusLook.Seen seen = look.once(Console.of(spec));
    out.print(seen.text());
    out.flush();
    return seen.healthy() ? 0 : 1;
  }

  private Duration pause() {
    if (interval != null && !watch) {
      throw new ParameterException(spec.commandLine(), "--interval goes with --watch");
    }
    int seconds = interval == null ? DEFAULT_SECONDS : interval;
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '--interval': it must be from 1 to " + MAX_SECONDS);
    }
    return Duration.ofSeconds(seconds);
  }
}
