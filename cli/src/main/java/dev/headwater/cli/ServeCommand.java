package dev.headwater.cli;

import dev.headwater.customers.CustomerClaims;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Runs a template until somebody stops it. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    sortOptions = false,
    description =
        "Run the customer service on this machine, from the" + " template that AWS would deploy.")
final class ServeCommand implements Callable<Integer> {
  private static final int LAST_PORT = 65_535;
  private static final String FAULT_LINE = "  %-13s %s";

  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--port",
      defaultValue = "8080",
      paramLabel = "PORT",
      description =
          "Port of the HTTP API on the loopback interface; 0 takes a free one"
              + " (default: ${DEFAULT-VALUE}).")
  private int port;

  @ArgGroup private Keeping keeping = new Keeping();

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description = "SAM template to run (default: the customer service's).")
  private @Nullable Path template;

  @Option(
      names = "--parameter",
      paramLabel = "KEY=VALUE",
      description = "Value of a parameter of the template; can be repeated.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--opensearch",
      paramLabel = "URL",
      description = "OpenSearch server to use for search (default: the built-in one).")
  private @Nullable URI opensearch;

  @Option(
      names = "--chaos",
      paramLabel = "FAULT=RATE,...",
      description =
          "Make faults happen on purpose, for example seed=7,duplicate=0.2,"
              + "throttle=0.05 or all=0.1; the same seed draws the same faults. Only here:"
              + " neither the template nor the functions know of it, and there is no such"
              + " thing on AWS. The faults are listed below.")
  private @Nullable String chaos;

  @Option(names = "--verbose", description = "Log more, to standard error.")
  private boolean verbose;

  /** Picocli's; the help gets the faults as they are, rather than a copy of their list. */
  @Spec
  void describe(CommandSpec command) {
    spec = command;
    spec.usageMessage()
        .footerHeading("%nFaults for --chaos, each with a rate from 0 to 1:%n")
        .footer(
            Stream.concat(
                    Arrays.stream(Fault.values())
                        .map(fault -> FAULT_LINE.formatted(fault.option(), fault.description())),
                    Stream.of(FAULT_LINE.formatted("all", "all that are not named")))
                .toArray(String[]::new));
  }

  /** What becomes of the data: one or the other. */
  private static final class Keeping {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        description =
            "Folder that keeps everything across restarts (default: headwater,"
                + " or headwater-NAME for another template, in your user's data"
                + " folder).")
    private @Nullable Path folder;

    @Option(names = "--ephemeral", description = "Keep nothing.")
    private boolean ephemeral;

    boolean isNamelessFolder() {
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
      throw invalid("--port", port + " is not from 0 to " + LAST_PORT);
    }
    if (keeping.isNamelessFolder()) {
      throw invalid("--data", "it is empty; leave the option out for the usual folder");
    }
    ChaosSettings faults = faults();
    Logging.start(verbose);
    LocalSdk.configure();
    PrintWriter out = spec.commandLine().getOut();
    ServedTemplate served = ServedTemplate.of(template);
    served.defaults().forEach(parameters::putIfAbsent);
    Path data = keeping.dataFolder(served);
    LocalCloudOptions options =
        LocalCloudOptions.of(served.file(), served.name())
            .withParameters(parameters)
            .withHttpPort(port)
            .withChaos(faults)
            .withPreparation((tables, names) -> fillClaims(tables, names, out))
            .withProgress(line -> out.println("  " + line));
    if (data != null) {
      options = options.withDataFolder(data);
    }
    if (opensearch != null) {
      options = options.withOpensearch(opensearch);
    }
    LocalCloud cloud = LocalCloud.start(options);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cloud), "stop"));
    out.println(Addresses.text(cloud.endpoints(), data));
    out.printf(Locale.ROOT, "started in %.1f s%n", secondsSinceStart());
    out.println("ready");
    new CountDownLatch(1).await(); // until a signal ends the process
    return 0;
  }

  /** Beside events of an older version there is a claims table in which every e-mail is free. */
  private static void fillClaims(
      DynamoDbClient tables, Map<String, String> names, PrintWriter out) {
    String events = names.get(ExistingTables.EVENTS);
    String claims = names.get(ExistingTables.CLAIMS);
    if (events == null || claims == null) {
      return;
    }
    CustomerClaims.fill(tables, events, claims)
        .ifPresent(
            filled ->
                out.printf(
                    Locale.ROOT,
                    "  filled the claims table from the events: %d customers, %d claims taken%n",
                    filled.streams(),
                    filled.repaired()));
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
    out.println("stopping (finishing what is under way)");
    try {
      cloud.close();
    } catch (LocalCloudException stuck) {
      Main.print(stuck, verbose, spec.commandLine().getErr());
    }
    if (cloud.chaos().isOn()) {
      out.println("chaos struck: " + cloud.chaos().summary());
    }
  }

  /** Of this JVM: the process may have begun with a build. */
  private static double secondsSinceStart() {
    return ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
  }
}
