package dev.headwater.local.mappings;

import dev.headwater.local.functions.FunctionInvoker.Invocation;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The outcome of a batch, read from the function's response as Lambda does. An empty response, or
 * an empty or absent list of failures, means success. A malformed response means that the whole
 * batch failed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Lambda:
 *     partial batch responses</a>
 */
sealed interface BatchOutcome {
  /** The function handled the whole batch. */
  record Succeeded() implements BatchOutcome {}

  /** The whole batch failed. */
  record Failed(boolean throttled, boolean functionError) implements BatchOutcome {}

  /** The function handled all records but these. */
  record PartlyFailed(Set<String> identifiers) implements BatchOutcome {}

  BatchOutcome MALFORMED = new Failed(false, false);
  JsonMapper JSON = JsonMapper.shared();

  static BatchOutcome of(Invocation invocation, boolean reportsBatchItemFailures) {
    return switch (invocation) {
      case Invocation.Failed failed ->
          new Failed(Invocation.Failed.THROTTLED.equals(failed.errorType()), true);
      case Invocation.Answered answered ->
          reportsBatchItemFailures ? read(answered.payload()) : new Succeeded();
    };
  }

  private static BatchOutcome read(String payload) {
    if (payload.isBlank()) {
      return new Succeeded();
    }
    try {
      JsonNode answer = JSON.readTree(payload);
      if (!answer.isObject()) {
        return answer.isNull() ? new Succeeded() : MALFORMED;
      }
      return failures(answer.path("batchItemFailures"));
    } catch (JacksonException e) {
      return MALFORMED;
    }
  }

  private static BatchOutcome failures(JsonNode failures) {
    if (failures.isNull() || failures.isMissingNode()) {
      return new Succeeded();
    }
    Set<String> identifiers = new LinkedHashSet<>();
    for (JsonNode failure : failures) {
      identifiers.add(failure.path("itemIdentifier").asString(""));
    }
    if (!failures.isArray() || identifiers.contains("")) {
      return MALFORMED;
    }
    return identifiers.isEmpty() ? new Succeeded() : new PartlyFailed(identifiers);
  }
}
