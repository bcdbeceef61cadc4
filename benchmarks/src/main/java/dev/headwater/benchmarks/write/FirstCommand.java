package dev.headwater.benchmarks.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headwater.benchmarks.harness.ChildJvm;
import dev.headwater.benchmarks.harness.QuietLog;
import dev.headwater.local.functions.InvocationContext;
import dev.headwater.local.template.EventInvokeConfig;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.service.functions.CommandFunction;
import dev.headwater.testsupport.ServerProcess;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A JVM as Lambda starts it, without a snapshot, that makes the command function and registers a
 * customer.
 */
final class FirstCommand {
  private static final FunctionDeclaration DECLARATION =
      new FunctionDeclaration(
          "CommandFunction",
          "command",
          CommandFunction.class.getName(),
          null,
          25,
          Duration.ofSeconds(29),
          1024,
          1,
          Map.of(),
          List.of(),
          List.of(),
          EventInvokeConfig.DEFAULTS);

  private FirstCommand() {}

  /** Returns the time from the start of the process until its command was answered. */
  static long nanos(Map<String, String> environment) throws IOException {
    String[] variables =
        environment.entrySet().stream()
            .map(variable -> variable.getKey() + '=' + variable.getValue())
            .toArray(String[]::new);
    long begun = System.nanoTime();
    try (ServerProcess child =
        ChildJvm.start(FirstCommand.class, FirstCall.javaOptions(environment), variables)) {
      long nanos = System.nanoTime() - begun;
      String answer = child.address();
      if (!answer.contains("\"statusCode\":200")) {
        throw new IOException("The function answers " + answer);
      }
      return nanos;
    }
  }

  /** The process. */
  public static void main(String[] variables) throws IOException {
    Locale.setDefault(Locale.US);
    QuietLog.configure();
    Map<String, String> environment = new HashMap<>();
    for (String variable : variables) {
      String[] parts = variable.split("=", 2);
      environment.put(parts[0], parts[1]);
    }
    String id = "first-" + ProcessHandle.current().pid() + '-' + System.nanoTime();
    String command =
        """
        {"commandType": "RegisterCustomer", "payload": {"customerId": "%1$s",
          "email": "%1$s@mail.example", "name": "Anna Maria Smith"}}\
        """
            .formatted(id);
    var answer = new ByteArrayOutputStream();
    try (CommandFunction function = new CommandFunction(environment)) {
      function.handleRequest(
          new ByteArrayInputStream(command.getBytes(UTF_8)),
          answer,
          InvocationContext.of(DECLARATION));
      ChildJvm.report(answer.toString(UTF_8));
    }
  }
}
