package dev.headwater.local;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.headwater.local.ground.LocalCloudException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a running local cloud listens, what its resources are called, and with which parameters it
 * runs.
 *
 * @param http the HTTP API
 * @param dynamodb for any SDK's DynamoDB and DynamoDB Streams clients
 * @param opensearch {@code null} when the template has no search domain
 * @param functions names by logical id, as all maps of resources here
 * @param processStart when the process began, where the operating system tells: its id alone may
 *     have become another's
 * @param queues URLs
 * @param parameters of the template, by name, with the values that it runs with; those that are
 *     secret ({@code NoEcho}) are left out; none of a run that did not tell them yet
 */
public record Endpoints(
    URI http,
    URI dynamodb,
    URI sqs,
    URI eventbridge,
    URI lambda,
    @Nullable URI opensearch,
    String region,
    long pid,
    @Nullable Instant processStart,
    Map<String, String> functions,
    Map<String, String> tables,
    Map<String, String> queues,
    Map<String, String> buses,
    @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> parameters) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  /** By as much may Linux tell another start when the clock was set meanwhile. */
  private static final Duration CLOCK_CHANGES = Duration.ofSeconds(10);

  public Endpoints {
    functions = Map.copyOf(functions);
    tables = Map.copyOf(tables);
    queues = Map.copyOf(queues);
    buses = Map.copyOf(buses);
    parameters = Map.copyOf(parameters);
  }

  /**
   * Reads what the local cloud on a data folder wrote there when it was ready.
   *
   * @return empty when none is running there; a file that an unclean stop left behind, and whose
   *     process is gone, counts as none
   * @throws LocalCloudException when the file cannot be read
   */
  public static Optional<Endpoints> read(Path dataFolder) {
    Path file = dataFolder.resolve(DataFolder.ENDPOINTS);
    try {
      return Optional.of(JSON.readValue(Files.readString(file), Endpoints.class))
          .filter(Endpoints::isAlive);
    } catch (NoSuchFileException notRunning) {
      return Optional.empty();
    } catch (JacksonException broken) {
      throw new LocalCloudException(
          file + " cannot be read: delete it and start the local cloud again.", broken);
    } catch (IOException unreadable) {
      throw new LocalCloudException(
          file + " cannot be read: is its folder a data folder, and may you read it?", unreadable);
    }
  }

  private boolean isAlive() {
    return ProcessHandle.of(pid).filter(this::hasThatStart).isPresent();
  }

  private boolean hasThatStart(ProcessHandle process) {
    Instant start = process.info().startInstant().orElse(null);
    return start == null
        || processStart == null
        || Duration.between(start, processStart).abs().compareTo(CLOCK_CHANGES) < 0;
  }

  String toJson() {
    return JSON.writeValueAsString(this) + "\n";
  }
}
