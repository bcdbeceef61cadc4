package dev.headwater.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import dev.headwater.local.LocalCloud;
import dev.headwater.local.LocalCloudOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a template until somebody stops it. */
@Command(name = "serve", mixinStandardHelpOptions = true, versionProvider = BuildVersion.class,
        sortOptions = false, description = "Run the customer service on this machine, from the"
                + " template that AWS would deploy.")
final class ServeCommand implements Callable<Integer> {
    private static final String STACK = "headwater";
    private static final int LAST_PORT = 65_535;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", defaultValue = "8080", paramLabel = "PORT",
            description = "Port of the HTTP API on the loopback interface; 0 takes a free one"
                    + " (default: ${DEFAULT-VALUE}).")
    private int port;

    @ArgGroup
    private Keeping keeping = new Keeping();

    @Option(names = "--template", paramLabel = "FILE",
            description = "SAM template to run (default: the customer service's).")
    private @Nullable Path template;

    @Option(names = "--parameter", paramLabel = "KEY=VALUE",
            description = "Value of a parameter of the template; can be repeated.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--opensearch", paramLabel = "URL",
            description = "OpenSearch server to use for search (default: the built-in one).")
    private @Nullable URI opensearch;

    @Option(names = "--verbose", description = "Log more, to standard error.")
    private boolean verbose;

    /** What becomes of the data: one or the other. */
    private static final class Keeping {
        @Option(names = "--data", paramLabel = "DIR",
                description = "Folder that keeps everything across restarts (default: headwater"
                        + " in your user's data folder).")
        private @Nullable Path folder;

        @Option(names = "--ephemeral", description = "Keep nothing.")
        private boolean ephemeral;

        @Nullable
        Path dataFolder() {
            if (ephemeral) {
                return null;
            }
            return (folder == null ? UserDataFolder.here() : folder).toAbsolutePath();
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > LAST_PORT) {
            throw new ParameterException(spec.commandLine(),
                    "Invalid value for option '--port': " + port + " is not from 0 to "
                            + LAST_PORT);
        }
        Logging.start(verbose);
        PrintWriter out = spec.commandLine().getOut();
        Path file = template == null ? CustomerTemplate.file() : template;
        if (template == null) {
            // Here it costs nothing.
            parameters.putIfAbsent(CustomerTemplate.SEARCH_ENABLED, "true");
        }
        Path data = keeping.dataFolder();
        LocalCloud cloud = LocalCloud.start(new LocalCloudOptions(file, STACK, parameters, data,
                port, opensearch, line -> out.println("  " + line)));
        Runtime.getRuntime().addShutdownHook(new Thread(cloud::close, "stop"));
        out.println(Addresses.text(cloud.endpoints(), data));
        out.println("ready");
        new CountDownLatch(1).await(); // until a signal ends the process
        return 0;
    }
}
