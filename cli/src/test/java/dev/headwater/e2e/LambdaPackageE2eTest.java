package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.StackReader;
import dev.headwater.local.template.values.StackOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What template.yaml uploads to Lambda, by itself. */
class LambdaPackageE2eTest {
  private static final Path CUSTOMERS = Path.of("..", "customers");
  private static final Path LIBRARIES = CUSTOMERS.resolve("target/lambda/lib");

  /** Lambda's limit for a package, unzipped. */
  private static final long MAX_BYTES = 250L * 1024 * 1024;

  private final List<FunctionDeclaration> functions =
      StackReader.read(CUSTOMERS.resolve("template.yaml"), StackOptions.unstarted("test", Map.of()))
          .functions();

  @Test
  void every_function_starts_from_the_package_alone() throws Exception {
    assertThat(functions).isNotEmpty();
    try (URLClassLoader lambda =
            new URLClassLoader(
                jars().stream().map(LambdaPackageE2eTest::url).toArray(URL[]::new),
                ClassLoader.getPlatformClassLoader());
        AnyTable table = new AnyTable()) {
      for (FunctionDeclaration function : functions) {
        Map<String, String> environment = new HashMap<>(function.environment());
        environment.putAll(
            Map.of(
                "AWS_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                "a",
                "AWS_SECRET_ACCESS_KEY",
                "b",
                "AWS_ENDPOINT_URL_DYNAMODB",
                table.address()));

        Object handler =
            lambda.loadClass(function.handler()).getConstructor(Map.class).newInstance(environment);

        assertThat(handler.getClass().getClassLoader()).isSameAs(lambda);
      }
    }
  }

  @Test
  void the_package_logs_and_holds_nothing_that_is_only_for_a_laptop() throws IOException {
    List<String> names = jars().stream().map(jar -> jar.getFileName().toString()).toList();

    assertThat(names)
        .anyMatch(name -> name.startsWith("slf4j-jdk14"))
        .noneMatch(name -> name.matches("(?i).*(dynamodblocal|elasticmq|logback).*"));
    long bytes = 0;
    for (Path jar : jars()) {
      bytes += Files.size(jar);
    }
    assertThat(bytes).isPositive().isLessThan(MAX_BYTES);
  }

  private static List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.list(LIBRARIES)) {
      return files.toList();
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Describes any table that a function asks for. */
  private static final class AnyTable implements AutoCloseable {
    private static final byte[] ANSWER =
        "{\"Table\": {\"TableName\": \"any\"}}".getBytes(StandardCharsets.UTF_8);
    private final HttpServer server;

    AnyTable() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
            exchange.close();
          });
      server.start();
    }

    String address() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
