package dev.headwater.local;

import dev.headwater.local.chaos.ChaosSettings;
import dev.headwater.local.ground.LocalCloudException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What to run, and where.
 *
 * @param stackName prefixes the names of resources that have no explicit name
 * @param parameters values of the template's parameters; parameters not listed have their defaults
 * @param dataFolder keeps everything across restarts; {@code null} to keep nothing
 * @param httpPort of the HTTP API on the loopback interface; 0 for any free port
 * @param opensearch the URL, without a path, of a server to use as the template's search domain;
 *     {@code null} for the built-in search
 * @param chaos the faults to inject
 * @param preparation work on the tables before the first function starts
 * @param progress receives progress lines of the start, on the starting thread
 */
public record LocalCloudOptions(
    Path template,
    String stackName,
    Map<String, String> parameters,
    @Nullable Path dataFolder,
    int httpPort,
    @Nullable URI opensearch,
    ChaosSettings chaos,
    Preparation preparation,
    Consumer<String> progress) {
  private static final int MAX_PORT = 65_535;

  public LocalCloudOptions {
    parameters = Map.copyOf(parameters);
    if (httpPort < 0 || httpPort > MAX_PORT) {
      throw new LocalCloudException(
          httpPort + " is not a port: choose one from 1 to " + MAX_PORT + ".");
    }
    if (opensearch != null && !isUsable(opensearch)) {
      throw new LocalCloudException(
          opensearch
              + " is not the address of a server: write http://HOST:PORT, without a path or"
              + " query.");
    }
  }

  private static boolean isUsable(URI server) {
    return server.getHost() != null
        && server.getUserInfo() == null
        && List.of("http", "https").contains(server.getScheme())
        && List.of("", "/").contains(server.getPath())
        && server.getQuery() == null
        && server.getFragment() == null;
  }

  /** Keeps nothing, listens on a free port, and reports no progress. */
  public static LocalCloudOptions of(Path template, String stackName) {
    return new LocalCloudOptions(
        template,
        stackName,
        Map.of(),
        null,
        0,
        null,
        ChaosSettings.NONE,
        (client, names) -> {},
        line -> {});
  }

  public LocalCloudOptions withParameters(Map<String, String> values) {
    return new LocalCloudOptions(
        template,
        stackName,
        values,
        dataFolder,
        httpPort,
        opensearch,
        chaos,
        preparation,
        progress);
  }

  public LocalCloudOptions withDataFolder(Path folder) {
    return new LocalCloudOptions(
        template,
        stackName,
        parameters,
        folder,
        httpPort,
        opensearch,
        chaos,
        preparation,
        progress);
  }

  public LocalCloudOptions withHttpPort(int port) {
    return new LocalCloudOptions(
        template,
        stackName,
        parameters,
        dataFolder,
        port,
        opensearch,
        chaos,
        preparation,
        progress);
  }

  public LocalCloudOptions withOpensearch(URI server) {
    return new LocalCloudOptions(
        template,
        stackName,
        parameters,
        dataFolder,
        httpPort,
        server,
        chaos,
        preparation,
        progress);
  }

  public LocalCloudOptions withChaos(ChaosSettings settings) {
    return new LocalCloudOptions(
        template,
        stackName,
        parameters,
        dataFolder,
        httpPort,
        opensearch,
        settings,
        preparation,
        progress);
  }

  public LocalCloudOptions withProgress(Consumer<String> listener) {
    return new LocalCloudOptions(
        template,
        stackName,
        parameters,
        dataFolder,
        httpPort,
        opensearch,
        chaos,
        preparation,
        listener);
  }

  public LocalCloudOptions withPreparation(Preparation work) {
    return new LocalCloudOptions(
        template, stackName, parameters, dataFolder, httpPort, opensearch, chaos, work, progress);
  }

  /** Work on the tables of a stack before its functions start. A failure ends the start. */
  public interface Preparation {
    /**
     * Prepares the tables.
     *
     * @param tables a client of the stack's tables; not to be closed
     * @param names the names of the tables by their logical ids
     */
    void run(DynamoDbClient tables, Map<String, String> names);
  }
}
