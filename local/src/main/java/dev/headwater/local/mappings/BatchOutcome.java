package dev.headwater.local.mappings;

import dev.headwater.local.functions.FunctionInvoker.Invocation;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a call says about its batch, read as Lambda reads it: no answer, an empty one, or an empty
 * or absent list of failures mean success; an answer that cannot be understood means that all of
 * the batch failed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Lambda:
 *     partial batch responses</a>
 */
sealed interface BatchOutcome {
  /** The whole batch is done. */
  record Succeeded() implements BatchOutcome {}

  /** Nothing of the batch is done. */
  record Failed(boolean throttled, boolean functionError) implements BatchOutcome {}

  /** All but these are done. */
  record PartlyFailed(Set<String> identifiers) implements BatchOutcome {}

  BatchOutcome NOT_UNDERSTOOD = new Failed(false, false);
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
        return answer.isNull() ? new Succeeded() : NOT_UNDERSTOOD;
      }
      return failures(answer.path("batchItemFailures"));
    } catch (JacksonException e) {
      return NOT_UNDERSTOOD;
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
      return NOT_UNDERSTOOD;
    }
    return identifiers.isEmpty() ? new Succeeded() : new PartlyFailed(identifiers);
  }
}
