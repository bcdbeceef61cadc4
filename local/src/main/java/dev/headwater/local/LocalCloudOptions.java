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
 * What to run, and where. Unless an option says otherwise, a run keeps nothing, listens on a free
 * port, uses the built-in search, injects no faults, and reports no progress. Immutable.
 */
public final class LocalCloudOptions {
  private static final int MAX_PORT = 65_535;

  // Only a copy that is still being made changes; see with.
  final Path template;
  final String stackName;
  Map<String, String> parameters = Map.of();
  @Nullable Path dataFolder;
  int httpPort;
  boolean handlersOnClassPath;
  boolean watching;
  @Nullable URI opensearch;
  ChaosSettings chaos = ChaosSettings.NONE;
  Preparation preparation = (tables, functions) -> {};
  Consumer<String> progress = line -> {};

  private LocalCloudOptions(Path template, String stackName) {
    this.template = template;
    this.stackName = stackName;
  }

  /**
   * Runs a template.
   *
   * @param stackName prefixes the names of resources that have no explicit name
   */
  public static LocalCloudOptions of(Path template, String stackName) {
    return new LocalCloudOptions(template, stackName);
  }

  private LocalCloudOptions with(Consumer<LocalCloudOptions> change) {
    var copy = new LocalCloudOptions(template, stackName);
    copy.parameters = parameters;
    copy.dataFolder = dataFolder;
    copy.httpPort = httpPort;
    copy.handlersOnClassPath = handlersOnClassPath;
    copy.watching = watching;
    copy.opensearch = opensearch;
    copy.chaos = chaos;
    copy.preparation = preparation;
    copy.progress = progress;
    change.accept(copy);
    return copy;
  }

  /** Sets parameters of the template; those not listed have their defaults. */
  public LocalCloudOptions withParameters(Map<String, String> values) {
    return with(copy -> copy.parameters = Map.copyOf(values));
  }

  /** Keeps everything across restarts in a folder. */
  public LocalCloudOptions withDataFolder(Path folder) {
    return with(copy -> copy.dataFolder = folder);
  }

  /**
   * Sets the port of the HTTP API on the loopback interface; 0 for any free port.
   *
   * @throws LocalCloudException when it is not a port
   */
  public LocalCloudOptions withHttpPort(int port) {
    if (port < 0 || port > MAX_PORT) {
      throw new LocalCloudException(
          port + " is not a port: choose one from 1 to " + MAX_PORT + ".");
    }
    return with(copy -> copy.httpPort = port);
  }

  /**
   * Finds the functions on the class path of this JVM instead of at their {@code CodeUri}: for
   * tests beside the functions, which run before there is a build.
   */
  public LocalCloudOptions withHandlersOnClassPath() {
    return with(copy -> copy.handlersOnClassPath = true);
  }

  /**
   * Reloads the functions at a {@code CodeUri} when a build has replaced it, and passes a line to
   * the listener for progress. Tables, queues and ports stay, and calls in progress end on the code
   * that they began with. Without effect for handlers on the class path.
   */
  public LocalCloudOptions withWatching() {
    return with(copy -> copy.watching = true);
  }

  /**
   * Uses a server as the template's search domain.
   *
   * @param server its URL, without a path
   * @throws LocalCloudException when the URL has another form
   */
  public LocalCloudOptions withOpensearch(URI server) {
    if (!isUsable(server)) {
      throw new LocalCloudException(
          server
              + " is not the address of a server: write http://HOST:PORT, without a path or"
              + " query.");
    }
    return with(copy -> copy.opensearch = server);
  }

  private static boolean isUsable(URI server) {
    return server.getHost() != null
        && server.getUserInfo() == null
        && List.of("http", "https").contains(server.getScheme())
        && List.of("", "/").contains(server.getPath())
        && server.getQuery() == null
        && server.getFragment() == null;
  }

  /** Injects faults. */
  public LocalCloudOptions withChaos(ChaosSettings faults) {
    return with(copy -> copy.chaos = faults);
  }

  /** Runs work on the tables before the first function starts. */
  public LocalCloudOptions withPreparation(Preparation work) {
    return with(copy -> copy.preparation = work);
  }

  /** Passes progress lines to a listener: on the starting thread and, when watching, on another. */
  public LocalCloudOptions withProgress(Consumer<String> listener) {
    return with(copy -> copy.progress = listener);
  }

  /** Work on the tables of a stack before its functions start. A failure ends the start. */
  public interface Preparation {
    /**
     * Prepares the tables.
     *
     * @param tables a client of the stack's tables; not to be closed
     */
    void run(DynamoDbClient tables, Functions functions);
  }

  /** The functions of a stack that has not started yet. */
  public interface Functions {
    /**
     * The environment variables that the template gives to a function.
     *
     * @param logicalId its name in the template
     * @return empty if there is no such function
     */
    Map<String, String> environment(String logicalId);

    /**
     * Starts a function for one call, which can use the stack's tables, queues and buses.
     *
     * @param event JSON
     * @return the answer, JSON
     * @throws LocalCloudException if there is no such function, or if it cannot start or fails
     */
    String call(String logicalId, String event);
  }
}
