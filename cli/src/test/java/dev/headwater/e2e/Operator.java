package dev.headwater.e2e;

import dev.headwater.e2e.Launcher.Finished;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Who runs operations on the service that has a data folder. */
record Operator(Path folder) {
  Finished run(String operation, String... arguments) throws InterruptedException {
    return Launcher.end(start(operation, arguments));
  }

  /**
   * @param operation a command, with subcommands after spaces
   */
  Process start(String operation, String... arguments) {
    return Launcher.start(
        Stream.of(
                Stream.of(operation.split(" ")),
                Stream.of("--data", folder.toString()),
                Stream.of(arguments))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  /** As on AWS, but for where the environment says that AWS is. */
  static Finished onAws(RunningService service, String stack, String operation)
      throws InterruptedException {
    return Launcher.run(
        Map.of(
            "AWS_ENDPOINT_URL_LAMBDA",
            service.endpoints().lambda().toString(),
            "AWS_ACCESS_KEY_ID",
            "a",
            "AWS_SECRET_ACCESS_KEY",
            "b"),
        Stream.concat(
                Stream.of(operation.split(" ")),
                Stream.of("--stack", stack, "--region", "us-east-1"))
            .toArray(String[]::new));
  }
}
