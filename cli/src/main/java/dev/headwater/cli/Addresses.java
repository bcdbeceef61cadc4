package dev.headwater.cli;

import java.nio.file.Path;
import java.util.List;

import dev.headwater.local.Endpoints;
import org.jspecify.annotations.Nullable;

/** What somebody wants to know of a local cloud that has just started. */
final class Addresses {
    private Addresses() {}

    /** @param ignored what the template declares and has no local meaning */
    static String text(Endpoints endpoints, @Nullable Path dataFolder, List<String> ignored) {
        String addresses = """

                  HTTP API     %s
                  DynamoDB     %s
                  SQS          %s
                  EventBridge  %s
                  Lambda       %s
                  data         %s
                """.formatted(endpoints.http(), endpoints.dynamodb(), endpoints.sqs(),
                endpoints.eventbridge(), endpoints.lambda(),
                dataFolder == null ? "is not kept" : dataFolder);
        return ignored.isEmpty()
                ? addresses
                : addresses + "\nWithout meaning on this machine:\n  "
                        + String.join("\n  ", ignored) + "\n";
    }
}
