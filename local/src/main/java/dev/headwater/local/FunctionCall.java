package dev.headwater.local;

import dev.headwater.local.code.TemplateCode;
import dev.headwater.local.functions.FunctionEnvironment;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.LocalCredentials;
import dev.headwater.local.template.EventInvokeConfig;
import dev.headwater.local.template.FunctionDeclaration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Calls a function of a build once, without the rest of its template: for a function that answers
 * from its code alone. No service of AWS is there for it.
 *
 * @param template the place that a relative {@code codeUri} is seen from
 * @param codeUri the folder with classes and {@code lib/*.jar}, or a jar or zip
 * @param handler the name of the class
 * @param environment the function's environment variables
 */
public record FunctionCall(
    Path template, String codeUri, String handler, Map<String, String> environment) {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final int MEGABYTES = 1024;

  /** A port that nothing listens on. */
  private static final String NOWHERE = "http://127.0.0.1:1";

  private static final Map<String, String> OUTSIDE =
      Map.of(
          "AWS_REGION", LocalArn.REGION,
          "AWS_ACCESS_KEY_ID", LocalCredentials.ACCESS_KEY_ID,
          "AWS_SECRET_ACCESS_KEY", LocalCredentials.SECRET_ACCESS_KEY,
          "AWS_ENDPOINT_URL", NOWHERE);

  public FunctionCall {
    environment = Map.copyOf(environment);
  }

  /**
   * Loads the code apart from that of this JVM, calls the function, and discards the code again.
   *
   * @param event JSON
   * @return the function's answer, as JSON
   * @throws LocalCloudException when the code is missing, or the function cannot be created, fails
   *     or takes more than a minute
   */
  public String run(String event) {
    FunctionDeclaration function = declaration();
    try (TemplateCode code = new TemplateCode(template)) {
      var shared = new FunctionEnvironment(OUTSIDE, code, line -> false);
      return new UnstartedFunctions(List.of(function), shared).call(function.logicalId(), event);
    }
  }

  private FunctionDeclaration declaration() {
    String name = handler.substring(handler.lastIndexOf('.') + 1);
    return new FunctionDeclaration(
        name,
        name,
        handler,
        codeUri,
        Runtime.version().feature(),
        TIMEOUT,
        MEGABYTES,
        1,
        environment,
        List.of(),
        List.of(),
        EventInvokeConfig.DEFAULTS);
  }
}
