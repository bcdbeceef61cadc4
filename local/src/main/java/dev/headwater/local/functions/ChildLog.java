package dev.headwater.local.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.headwater.local.ground.RedactedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies what a process prints to its function's log, line by line. */
final class ChildLog {
  /** CloudWatch's limit for one event. */
  private static final int MAX_LINE_CHARS = 256 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(ChildLog.class);

  private ChildLog() {}

  /**
   * Begins to copy, until the process ends. On a platform thread: reading from a pipe would block
   * the carrier of a virtual one.
   */
  static void copy(InputStream output, LambdaLogger log) {
    Thread.ofPlatform()
        .daemon()
        .name("function-log")
        .start(
            () -> {
              try (Reader text = new BufferedReader(new InputStreamReader(output, UTF_8))) {
                copy(text, log);
              } catch (IOException e) {
                LOG.debug("A function's output broke off: {}", RedactedException.describe(e));
              }
            });
  }

  /** Splits longer lines. */
  private static void copy(Reader text, LambdaLogger log) throws IOException {
    var line = new StringBuilder();
    for (int next = text.read(); next >= 0; next = text.read()) {
      if (next == '\n' || line.length() == MAX_LINE_CHARS) {
        log.log(line.toString());
        line.setLength(0);
      }
      if (next != '\n') {
        line.append((char) next);
      }
    }
    if (!line.isEmpty()) {
      log.log(line.toString());
    }
  }
}
