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
 * The addresses, resource names and parameters of a running local cloud.
 *
 * @param http the HTTP API
 * @param dynamodb for any SDK's DynamoDB and DynamoDB Streams clients
 * @param opensearch {@code null} if the template has no search domain
 * @param functions names by logical id
 * @param processStart when the process started, if the operating system reports it; needed because
 *     process ids are reused
 * @param tables names by logical id
 * @param queues URLs by logical id
 * @param buses names by logical id
 * @param parameters the template's parameter values by name, without secret ({@code NoEcho}) ones;
 *     empty if an older version wrote the file
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

  /** After the clock is set, Linux may report another start time for the same process. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(10);

  public Endpoints {
    functions = Map.copyOf(functions);
    tables = Map.copyOf(tables);
    queues = Map.copyOf(queues);
    buses = Map.copyOf(buses);
    parameters = Map.copyOf(parameters);
  }

  /**
   * Reads the endpoints of the local cloud that is running on a data folder.
   *
   * @return empty if none is running there, even if an unclean stop left a file behind
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
          "Cannot read " + file + ": delete it and restart the local cloud.", broken);
    } catch (IOException unreadable) {
      throw new LocalCloudException(
          "Cannot read " + file + ": check that its folder is a readable data folder.", unreadable);
    }
  }

  private boolean isAlive() {
    return ProcessHandle.of(pid).filter(this::hasSameStart).isPresent();
  }

  private boolean hasSameStart(ProcessHandle process) {
    Instant start = process.info().startInstant().orElse(null);
    return start == null
        || processStart == null
        || Duration.between(start, processStart).abs().compareTo(CLOCK_TOLERANCE) < 0;
  }

  String toJson() {
    return JSON.writeValueAsString(this) + "\n";
  }
}
