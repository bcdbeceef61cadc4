package dev.headwater.benchmarks.harness;

import dev.headwater.testsupport.ServerProcess;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs one of our servers in a separate JVM, so that it does not share the measured JVM's heap and
 * compiler. It exits when its standard input closes, so it ends with its parent, even if that is
 * killed.
 */
public final class ChildJvm {
  private static final String READY = "ready: ";
  private static final Pattern TOLD = Pattern.compile("^" + READY + "(.*)");

  private static final Duration RUN_LIMIT = Duration.ofMinutes(20);

  private ChildJvm() {}

  /** Starts the main class, which calls {@link #report} soon, on our own class path. */
  public static ServerProcess start(Class<?> main, List<String> javaOptions, String... arguments)
      throws IOException {
    return ServerProcess.start(command(main, javaOptions, arguments), TOLD);
  }

  /** Runs the main class on our own class path, and returns what it {@link #report reports}. */
  public static String run(Class<?> main, List<String> javaOptions, String... arguments)
      throws IOException {
    try (var process =
        ServerProcess.start(command(main, javaOptions, arguments), TOLD, RUN_LIMIT)) {
      return process.address();
    }
  }

  private static ProcessBuilder command(
      Class<?> main, List<String> javaOptions, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:+UseSerialGC");
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(Redirect.INHERIT);
  }

  /** In the child: prints a line, such as its address, and returns when the child should exit. */
  public static void report(Object line) throws IOException {
    System.out.println(READY + line);
    while (System.in.read() >= 0) {
      // Ignore what the parent writes.
    }
  }
}
