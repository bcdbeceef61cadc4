package dev.headwater.service.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a service is. No part hides another: one that did not answer is unknown, with the reason.
 *
 * @param tables by what they hold: {@code events}, {@code claims}, {@code operations}, or the name
 *     of a view
 * @param queues by their projections, and {@code parked-commits} and {@code relay-failures}
 * @param views samples of each view's table and, by its projection, of its search index
 * @param search the cluster
 * @param functions what they did in the last 15 minutes
 * @param runs the last run of each long operation that did not come to its end
 * @param claims the claims table as a whole
 * @param attention what needs an operator; empty if all is well
 */
public record ServiceStatus(
    List<Part<Table>> tables,
    Part<Relay> relay,
    List<Part<Queue>> queues,
    List<Part<ViewSample>> views,
    Part<Search> search,
    Part<List<FunctionCalls>> functions,
    Part<List<Run>> runs,
    Part<Claims> claims,
    List<Attention> attention) {
  public ServiceStatus {
    tables = List.copyOf(tables);
    queues = List.copyOf(queues);
    views = List.copyOf(views);
    attention = List.copyOf(attention);
  }

  /**
   * A table.
   *
   * @param status as DynamoDB calls it, such as {@code ACTIVE}
   * @param items approximate: on AWS, up to six hours old
   * @param stream whether its changes go to a stream
   */
  public record Table(String table, String status, long items, boolean stream) {}

  /**
   * The way to the bus, in the last 15 minutes.
   *
   * @param lastPublished the minute in which the last commit was published; {@code null} if none
   *     was
   * @param lagMillis how old the newest record was in the relay's last call, if that was in the
   *     last five minutes; otherwise {@code null}
   * @param calls of the relay
   * @param written whether the events table was written, but not in the last three minutes; {@code
   *     null} if that is not measured, as in the local cloud
   * @param log where the relay's log is; {@code null} if the caller has it before their eyes
   */
  public record Relay(
      String function,
      @Nullable Instant lastPublished,
      @Nullable Long lagMillis,
      long calls,
      @Nullable Boolean written,
      @Nullable String log) {}

  /**
   * A queue with its dead-letter queue; all numbers are approximate.
   *
   * @param waiting also those that are delayed
   * @param inFlight received, and not yet deleted
   * @param parked in the dead-letter queue
   */
  public record Queue(long waiting, long inFlight, long parked) {}

  /**
   * Some views of a store: the first that a scan finds.
   *
   * @param view its name
   * @param fingerprint that the deployed projection gives to views
   * @param sampled how many were looked at
   * @param foreign how many of these another version of the projection folded, or are damaged
   * @param compared how many of the others were compared with the heads of their streams
   * @param behind how many of these lack events
   * @param stale how many of these lack events that are older than five minutes
   */
  public record ViewSample(
      String view,
      String fingerprint,
      long sampled,
      long foreign,
      long compared,
      long behind,
      long stale) {}

  /**
   * The search cluster, which answers.
   *
   * @param documents in all indexes of the service
   */
  public record Search(long documents) {}

  /**
   * What a function did in the last 15 minutes.
   *
   * @param log where its log is; {@code null} if the caller has it before their eyes
   */
  public record FunctionCalls(
      String function, long calls, long errors, long throttles, @Nullable String log) {}

  /**
   * A run of a long operation that did not come to its end.
   *
   * @param by who began it
   * @param since when it began, or was resumed
   * @param request the operation with its options, as the run was asked to do
   * @param interrupted whether it has no lease any more; otherwise it is under way
   */
  public record Run(
      String operation, String by, Instant since, String request, boolean interrupted) {}

  /**
   * The claims table.
   *
   * @param filled whether it holds the claims of the events that there are
   * @param ofAnotherTable whether it holds those of another events table
   */
  public record Claims(boolean filled, boolean ofAnotherTable) {}

  /**
   * Something that needs an operator.
   *
   * @param problem a sentence without a full stop
   * @param command to type; {@code null} if there is none
   */
  public record Attention(String problem, @Nullable String command) {}

  /** Whether nothing needs an operator. */
  @JsonIgnore
  public boolean isHealthy() {
    return attention.isEmpty();
  }

  /**
   * Reads {@link #json}, which another version of Headwater may have written: ignores unknown
   * fields, and takes absent lists as empty.
   *
   * @throws IllegalArgumentException if this is something else; the message quotes no content
   */
  public static ServiceStatus read(JsonNode json) {
    return StatusJson.read(json);
  }

  /** As JSON, with a field for each component that is not {@code null}. */
  public JsonNode json() {
    return StatusJson.write(this);
  }
}
