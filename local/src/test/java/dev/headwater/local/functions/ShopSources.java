package dev.headwater.local.functions;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.headwater.local.code.CompiledCode;
import java.io.IOException;
import java.nio.file.Path;
import org.joda.time.DateTime;

/** Handlers of every form that Lambda accepts, none of which can run in the tests' JVM. */
final class ShopSources {
  private static final String ORDERS =
      """
      package shop;

      import com.amazonaws.services.lambda.runtime.*;

      public class Orders implements RequestHandler<Orders.Order, Orders.Receipt> {
        public static class Order {
          public String item;
          public int count;
        }

        public record Receipt(String text, int price) {}

        public Receipt handleRequest(Order order, Context context) {
          return new Receipt(order.item + " × " + order.count, 7 * order.count);
        }
      }
      """;

  private static final String CUSTOMERS =
      """
      package shop;

      public class Customers {
        public static class Customer {
          private String name;

          public String getName() {
            return name;
          }

          public void setName(String name) {
            this.name = name;
          }
        }

        public String greet(Customer customer) {
          return "Hello " + customer.getName();
        }

        public static int count() {
          return 3;
        }
      }
      """;

  private static final String STREAM =
      """
      package shop;

      import com.amazonaws.services.lambda.runtime.*;
      import java.io.*;
      import java.nio.charset.StandardCharsets;

      public class Stream implements RequestStreamHandler {
        public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
          String size = new String(input.readAllBytes(), StandardCharsets.UTF_8);
          output.write("x".repeat(Integer.parseInt(size)).getBytes(StandardCharsets.UTF_8));
        }
      }
      """;

  private static final String QUEUE =
      """
      package shop;

      import com.amazonaws.services.lambda.runtime.*;
      import com.amazonaws.services.lambda.runtime.events.*;
      import java.util.List;

      public class Queue implements RequestHandler<SQSEvent, SQSBatchResponse> {
        public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
          return new SQSBatchResponse(
              event.getRecords().stream()
                  .filter(message -> message.getBody().isEmpty())
                  .map(message -> new SQSBatchResponse.BatchItemFailure(message.getMessageId()))
                  .toList());
        }
      }
      """;

  private static final String API =
      """
      package shop;

      import com.amazonaws.services.lambda.runtime.*;
      import com.amazonaws.services.lambda.runtime.events.*;

      public class Api
          implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
        public APIGatewayV2HTTPResponse handleRequest(
            APIGatewayV2HTTPEvent event, Context context) {
          return APIGatewayV2HTTPResponse.builder()
              .withStatusCode(200)
              .withBody(event.getRequestContext().getHttp().getMethod() + " " + event.getRawPath())
              .build();
        }
      }
      """;

  /** Does what the event says, with one argument. */
  private static final String TROUBLE =
      """
      package shop;

      import com.amazonaws.services.lambda.runtime.*;
      import java.nio.file.*;
      import java.io.*;
      import java.util.*;
      import java.util.concurrent.locks.LockSupport;

      public class Trouble implements RequestHandler<Map<String, String>, Object> {
        private static final List<byte[]> KEPT = new ArrayList<>();

        public Object handleRequest(Map<String, String> event, Context context) {
          String argument = event.get("with");
          switch (event.get("do")) {
            case "env": return System.getenv(argument);
            case "property": return System.getProperty(argument);
            case "context":
              return context.getFunctionName() + " " + context.getMemoryLimitInMB() + " "
                  + context.getInvokedFunctionArn() + " " + context.getLogGroupName() + " "
                  + (context.getRemainingTimeInMillis() > 1000);
            case "pid": return ProcessHandle.current().pid();
            case "spawn":
              try {
                return new ProcessBuilder("sleep", argument).inheritIO().start().pid();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            case "exit": System.exit(Integer.parseInt(argument));
            case "fill":
              while (true) {
                KEPT.add(new byte[1024 * 1024]);
              }
            case "throw":
              throw new IllegalStateException(argument, new RuntimeException("disk full"));
            case "print":
              System.out.println(argument);
              System.err.println(argument.toUpperCase(Locale.ROOT));
              context.getLogger().log("logged " + argument);
              return "";
            case "flood":
              for (int line = 0; line < 100; line++) {
                System.out.println("x".repeat(100_000));
              }
              System.out.println("y".repeat(300_000));
              return "";
            case "await":
              System.out.println("waiting " + ProcessHandle.current().pid());
              while (!Files.exists(Path.of(argument))) {
                LockSupport.parkNanos(1_000_000);
              }
              return ProcessHandle.current().pid();
            default:
              System.out.println("waiting " + ProcessHandle.current().pid());
              long end = System.nanoTime() + Long.parseLong(argument) * 1_000_000;
              while (System.nanoTime() < end) {
                LockSupport.parkNanos(1_000_000);
              }
              return ProcessHandle.current().pid();
          }
        }
      }
      """;

  private static final String STILLBORN =
      """
      package shop;

      public class Stillborn {
        public Stillborn() {
          switch (System.getenv("FATE")) {
            case "throws": throw new IllegalStateException("TABLE is not set");
            case "exits": System.exit(4);
            default: while (true) {}
          }
        }

        public String run() {
          return "";
        }
      }
      """;

  private static final String HIDDEN =
      """
      package shop;

      public class Hidden {
        private Hidden() {}

        public String run() {
          return "";
        }
      }
      """;

  private ShopSources() {}

  static CompiledCode compile(Path folder) throws IOException {
    return new CompiledCode(folder)
        .with(ORDERS, CUSTOMERS, STREAM, QUEUE, API, TROUBLE, STILLBORN, HIDDEN)
        .withLibraries(SQSEvent.class, DateTime.class);
  }
}
