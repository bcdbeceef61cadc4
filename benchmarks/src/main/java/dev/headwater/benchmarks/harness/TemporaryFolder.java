package dev.headwater.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is deleted, with its content, when this is closed. */
public record TemporaryFolder(Path path) implements AutoCloseable {
  public static TemporaryFolder create(String name) throws IOException {
    return new TemporaryFolder(Files.createTempDirectory(name));
  }

  @Override
  public void close() throws IOException {
    List<Path> files;
    try (Stream<Path> walked = Files.walk(path)) {
      files = walked.toList();
    }
    for (Path file : files.reversed()) {
      Files.deleteIfExists(file);
    }
  }
}
