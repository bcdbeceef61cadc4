package dev.headwater.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** The shop in a separate process, which a test can kill. */
final class ShopProcess {
  private ShopProcess() {}

  /** Starts it with a limit on open files; its output shows how that ends. */
  static Process startWithFiles(int limit, Path template) throws IOException {
    return new ProcessBuilder(
            "bash",
            "-c",
            "ulimit -n " + limit + " && exec \"$@\"",
            "bash",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ShopProcess.class.getName(),
            template.toString(),
            template.resolveSibling("none").toString())
        .redirectErrorStream(true)
        .start();
  }

  static Process start(Path template, Path dataFolder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            ShopProcess.class.getName(),
            template.toString(),
            dataFolder.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Runs until the process is killed. */
  public static void main(String[] arguments) throws InterruptedException {
    Locale.setDefault(Locale.US);
    LocalCloud.start(
        LocalCloudOptions.of(Path.of(arguments[0]), "test")
            .withHandlersOnClassPath()
            .withDataFolder(Path.of(arguments[1])));
    new CountDownLatch(1).await();
  }
}
