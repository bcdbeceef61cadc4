package dev.headwater.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One service for all tests that do not mind each other's customers. It ends with the run. */
final class SharedService implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return List.of(CustomerApi.class, RunningService.class)
        .contains(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    RunningService service =
        context
            .getRoot()
            .getStore(Namespace.create(SharedService.class))
            .computeIfAbsent(Shared.class, _ -> new Shared(), Shared.class)
            .service;
    return parameter.getParameter().getType() == CustomerApi.class ? service.api() : service;
  }

  private static final class Shared implements AutoCloseable {
    private final Path folder;
    private final RunningService service;

    Shared() {
      try {
        folder = Files.createTempDirectory("headwater-e2e");
        service = RunningService.on(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() throws IOException {
      service.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
