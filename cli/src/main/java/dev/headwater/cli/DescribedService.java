package dev.headwater.cli;

import dev.headwater.cli.operated.CommandException;
import dev.headwater.local.FunctionCall;
import dev.headwater.service.facts.ServiceFacts;
import dev.headwater.template.check.ServiceBuild;
import dev.headwater.template.check.yaml.Template;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lets the build of a service describe it: no class of the service is loaded into this program. */
final class DescribedService {
  private static final String DESCRIBE = "{\"operation\":\"describe\"}";

  private DescribedService() {}

  /**
   * The facts of the service that a template deploys.
   *
   * @throws CommandException if its build does not describe one
   * @throws dev.headwater.local.ground.LocalCloudException if there is no such build
   */
  static ServiceFacts of(Path file, Template template) {
    ServiceBuild build =
        ServiceBuild.of(template)
            .orElseThrow(
                () ->
                    new CommandException(
                        file
                            + " names no CodeUri, so there is no build to ask what"
                            + " the service needs: name the build.",
                        null));
    String answer =
        new FunctionCall(file, build.codeUri(), ServiceBuild.HANDLER, build.environment())
            .run(DESCRIBE);
    return facts(answer, build.codeUri());
  }

  private static ServiceFacts facts(String answer, String codeUri) {
    try {
      JsonNode json = JsonMapper.shared().readTree(answer);
      String problem = json.at("/error/message").asString("");
      if (!problem.isEmpty()) {
        throw new CommandException("The service cannot be described: " + problem, null);
      }
      return ServiceFacts.read(json.path("result"));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new CommandException(
          "The build in "
              + codeUri
              + " describes its service in a way that this program does not know: use the same"
              + " version of both.",
          e);
    }
  }
}
