package dev.headwater.local;

import dev.headwater.local.LocalCloudOptions.Functions;
import dev.headwater.local.chaos.Chaos;
import dev.headwater.local.functions.FunctionEnvironment;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Answered;
import dev.headwater.local.functions.FunctionInvoker.Invocation.Failed;
import dev.headwater.local.functions.FunctionRuntime;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.FunctionDeclaration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions that are started for one call at a time, without chaos. */
record UnstartedFunctions(List<FunctionDeclaration> declarations, FunctionEnvironment shared)
    implements Functions {
  @Override
  public Map<String, String> environment(String logicalId) {
    return find(logicalId).map(FunctionDeclaration::environment).orElse(Map.of());
  }

  @Override
  public String call(String logicalId, String event) {
    FunctionDeclaration function =
        find(logicalId)
            .orElseThrow(
                () -> new LocalCloudException("The template has no function " + logicalId + "."));
    try (var started = new FunctionRuntime(List.of(function), shared, Chaos.NONE)) {
      return switch (started.invoke(function.functionName(), event)) {
        case Answered answer -> answer.payload();
        case Failed failure ->
            throw new LocalCloudException(
                "Function %s failed: %s (%s)."
                    .formatted(logicalId, failure.errorMessage(), failure.errorType()));
      };
    }
  }

  private Optional<FunctionDeclaration> find(String logicalId) {
    return declarations.stream()
        .filter(function -> function.logicalId().equals(logicalId))
        .findFirst();
  }
}
