package dev.headwater.cli.report;

import dev.headwater.local.Endpoints;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The summary that is printed when a local cloud has started. */
public final class Addresses {
  private Addresses() {}

  public static String text(Endpoints endpoints, @Nullable Path dataFolder) {
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
            dataFolder == null ? "not kept" : dataFolder);
  }
}
