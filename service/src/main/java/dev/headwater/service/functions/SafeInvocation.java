package dev.headwater.service.functions;

import dev.headwater.host.RedactedException;
import java.io.IOException;

/**
 * Keeps personal data out of failed invocations: Lambda's runtime logs, and returns to the caller,
 * the messages of an exception and all its causes.
 */
final class SafeInvocation {
  private SafeInvocation() {}

  /** What a function does with one event. */
  @FunctionalInterface
  interface Work {
    void run() throws IOException;
  }

  static void run(Work work) throws IOException {
    try {
      work.run();
    } catch (VirtualMachineError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw RedactedException.of(e);
    }
  }
}
