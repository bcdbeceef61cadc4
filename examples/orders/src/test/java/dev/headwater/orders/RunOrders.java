package dev.headwater.orders;

import dev.headwater.local.LocalCloud;
import dev.headwater.local.LocalCloudOptions;
import java.nio.file.Path;
import java.util.Map;

/** Runs the order service on this machine, until Enter is pressed. Keeps nothing. */
final class RunOrders {
  private RunOrders() {}

  public static void main(String[] args) {
    LocalCloudOptions options =
        LocalCloudOptions.of(Path.of("template.yaml"), "orders")
            .withHandlersOnClassPath()
            .withParameters(Map.of("SearchEnabled", "true"))
            .withHttpPort(8080);
    try (LocalCloud cloud = LocalCloud.start(options)) {
      IO.readln(cloud.endpoints().http() + " is ready. Press Enter to stop it.");
    }
  }
}
