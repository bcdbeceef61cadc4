package dev.headwater.cli;

import dev.headwater.cli.machine.LocalSdk;
import dev.headwater.cli.machine.ServedTemplate;
import dev.headwater.cli.operated.BuildVersion;
import dev.headwater.cli.operated.Logging;
import dev.headwater.cli.report.Addresses;
import dev.headwater.local.LocalCloud;
import dev.headwater.local.LocalCloudOptions;
import dev.headwater.local.chaos.ChaosSettings;
import dev.headwater.local.chaos.Fault;
import dev.headwater.local.ground.LocalCloudException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a template until a signal stops it. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    sortOptions = false,
    description = "Run a SAM template on this machine: the customer service's, or your own.",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "1:The service could not start, for example because the port is in use.",
      "2:The command line is invalid.",
      "130, 143:The service was stopped by Ctrl-C or SIGTERM."
    })
final class ServeCommand implements Callable<Integer> {
  private static final int LAST_PORT = 65_535;
  private static final Pattern WRAPPED = Pattern.compile("(.{1,62})(?: |$)");

  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--port",
      defaultValue = "8080",
      paramLabel = "PORT",
      description =
          "Port of the HTTP API on the loopback interface; 0 picks a free one"
              + " (default: ${DEFAULT-VALUE}).")
  private int port;

  @ArgGroup private DataOptions dataOptions = new DataOptions();

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description = "SAM template to run (default: the customer service's).")
  private @Nullable Path template;

  @Option(
      names = "--parameter",
      paramLabel = "KEY=VALUE",
      description = "Set a parameter of the template; can be repeated.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--watch",
      description = "Reload functions when a build replaces their code; data and ports stay.")
  private boolean watch;

  @Option(
      names = "--rebuild",
      description =
          "Once it is ready, refold views of another version of the projection, as 'headwater"
              + " rebuild' does.")
  private boolean rebuild;

  @Option(
      names = "--opensearch",
      paramLabel = "URL",
      description = "OpenSearch server to use for search (default: the built-in one).")
  private @Nullable URI opensearch;

  @Option(
      names = "--chaos",
      paramLabel = "FAULT=RATE,...",
      description =
          "Inject faults, for example seed=7,duplicate=0.2,throttle=0.05 or all=0.1. The same"
              + " seed draws the same faults. Faults exist only in this process: the template and"
              + " the functions know nothing about them. They are listed below.")
  private @Nullable String chaos;

  @Option(
      names = "--verbose",
      description = "Print requests, metrics and stack traces to standard error.")
  private boolean verbose;

  /** Generates the help's list of faults from the enum. */
  @Spec
  void describe(CommandSpec command) {
    spec = command;
    spec.usageMessage()
        .footerHeading("%nFaults for --chaos, each with a rate from 0 to 1:%n")
        .footer(
            Stream.concat(
                    Arrays.stream(Fault.values())
                        .map(fault -> faultLine(fault.option(), fault.description())),
                    Stream.of(faultLine("all", "every fault that is not named")))
                .toArray(String[]::new));
  }

  /** Wraps the description, so that its lines stay in their column. */
  private static String faultLine(String fault, String description) {
    return WRAPPED
        .matcher(description)
        .results()
        .map(line -> line.group(1))
        .collect(Collectors.joining("%n" + " ".repeat(16), "  %-13s ".formatted(fault), ""));
  }

  /** Where data is kept, if at all; the two options exclude each other. */
  private static final class DataOptions {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        description =
            "Folder that keeps all data across restarts (default: headwater, or headwater-NAME"
                + " for another template, in your user data folder).")
    private @Nullable Path folder;

    @Option(names = "--ephemeral", description = "Keep no data after the service stops.")
    private boolean ephemeral;

    boolean isBlank() {
      return folder != null && folder.toString().isBlank();
    }

    @Nullable Path dataFolder(ServedTemplate template) {
      if (ephemeral) {
        return null;
      }
      return (folder == null ? template.dataFolder() : folder).toAbsolutePath();
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > LAST_PORT) {
      throw invalid("--port", "it must be from 0 to " + LAST_PORT);
    }
    if (dataOptions.isBlank()) {
      throw invalid("--data", "it is empty; omit the option to use the default folder");
    }
    ChaosSettings faults = faults();
    Logging.start(verbose);
    LocalSdk.configure();
    PrintWriter out = spec.commandLine().getOut();
    ServedTemplate served = ServedTemplate.of(template);
    served.defaults().forEach(parameters::putIfAbsent);
    Path data = dataOptions.dataFolder(served);
    LocalCloudOptions options =
        LocalCloudOptions.of(served.file(), served.name())
            .withParameters(parameters)
            .withHttpPort(port)
            .withChaos(faults)
            .withPreparation(new ClaimsFilling(out))
            .withProgress(line -> out.println("  " + line));
    if (data != null) {
      options = options.withDataFolder(data);
    }
    if (watch) {
      options = options.withWatching();
    }
    if (opensearch != null) {
      options = options.withOpensearch(opensearch);
    }
    LocalCloud cloud = LocalCloud.start(options);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cloud), "stop"));
    out.println(Addresses.text(cloud.endpoints(), data));
    out.printf(Locale.ROOT, "started in %.1f s%n", secondsSinceStart());
    out.println("ready");
    lookForForeignViews(cloud, data);
    new CountDownLatch(1).await(); // until a signal ends the process
    return 0;
  }

  /** A run that keeps no data has no views of an earlier version. */
  private void lookForForeignViews(LocalCloud cloud, @Nullable Path data) {
    if (data == null) {
      return;
    }
    CommandLine command = spec.commandLine();
    ForeignViews views =
        new ForeignViews(cloud.endpoints(), data, command.getOut(), command.getErr());
    if (rebuild) {
      views.rebuild();
    } else {
      views.report();
    }
  }

  private ChaosSettings faults() {
    try {
      return chaos == null ? ChaosSettings.NONE : ChaosSettings.parse(chaos);
    } catch (LocalCloudException refused) {
      throw invalid("--chaos", String.valueOf(refused.getMessage()));
    }
  }

  private ParameterException invalid(String option, String reason) {
    return new ParameterException(
        spec.commandLine(), "Invalid value for option '" + option + "': " + reason);
  }

  private void stop(LocalCloud cloud) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("stopping (finishing work in progress)");
    try {
      cloud.close();
    } catch (LocalCloudException stuck) {
      Main.print(stuck, verbose, spec.commandLine().getErr());
    }
    if (cloud.chaos().isOn()) {
      out.println("injected faults: " + cloud.chaos().summary());
    }
  }

  /** Since this JVM started; the launcher may have run a build before. */
  private static double secondsSinceStart() {
    return ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
  }
}
