package dev.headwater.cli;

import dev.headwater.local.Endpoints;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What somebody wants to know of a local cloud that has just started. */
final class Addresses {
  private Addresses() {}

  static String text(Endpoints endpoints, @Nullable Path dataFolder) {
    return """

      HTTP API     %s
      DynamoDB     %s
      SQS          %s
      EventBridge  %s
      Lambda       %s
      OpenSearch   %s
      data         %s
    """
        .formatted(
            endpoints.http(),
            endpoints.dynamodb(),
            endpoints.sqs(),
            endpoints.eventbridge(),
            endpoints.lambda(),
            endpoints.opensearch() == null ? "not in the template" : endpoints.opensearch(),
            dataFolder == null ? "is not kept" : dataFolder);
  }
}
