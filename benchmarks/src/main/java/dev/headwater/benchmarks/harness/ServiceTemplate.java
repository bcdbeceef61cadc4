package dev.headwater.benchmarks.harness;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCredentials;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.Stack;
import dev.headwater.local.template.StackReader;
import dev.headwater.local.template.TableDeclaration;
import dev.headwater.local.template.values.StackOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The template that is deployed, so that benchmarks measure what it declares. */
public record ServiceTemplate(Stack stack) {
  public static ServiceTemplate read(Path file) {
    return new ServiceTemplate(
        StackReader.read(
            file,
            StackOptions.unstarted(
                "benchmarks", Map.of("SearchEnabled", "true", "UniqueEmail", "false"))));
  }

  List<TableDeclaration> tables() {
    return stack.tables();
  }

  /** A function by its name in the template. */
  public FunctionDeclaration function(String name) {
    return stack.functions().stream()
        .filter(function -> function.logicalId().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** How many messages or records a function receives at once. */
  public int batchSize(String name) {
    return function(name).mappings().getFirst().batchSize();
  }

  /** A function's environment, with our own servers instead of AWS. */
  public Map<String, String> environment(String name, Map<String, URI> endpoints) {
    Map<String, String> environment = new HashMap<>(function(name).environment());
    environment.put("AWS_REGION", LocalArn.REGION);
    environment.put("AWS_ACCESS_KEY_ID", LocalCredentials.ACCESS_KEY_ID);
    environment.put("AWS_SECRET_ACCESS_KEY", LocalCredentials.SECRET_ACCESS_KEY);
    endpoints.forEach(
        (service, endpoint) -> environment.put("AWS_ENDPOINT_URL_" + service, endpoint.toString()));
    return environment;
  }
}
