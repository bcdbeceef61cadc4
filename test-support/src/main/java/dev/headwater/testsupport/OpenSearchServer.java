package dev.headwater.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a real OpenSearch server from a temporary folder, on a free local port. The server refuses
 * to run as root, so for root it runs as {@code nobody}.
 */
public final class OpenSearchServer implements AutoCloseable {
  /** JVM options for tests: the shortest start-up. */
  public static final List<String> QUICK_START = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

  private static final Pattern LISTENING =
      Pattern.compile("HttpServerTransport.*publish_address \\{([^}]+)}");
  private static final String UNPRIVILEGED = "nobody";

  private final Path folder;
  private final ServerProcess process;

  private OpenSearchServer(Path folder, ServerProcess process) {
    this.folder = folder;
    this.process = process;
  }

  /**
   * Starts the server, and returns once it listens.
   *
   * @param distribution the archive {@code org.opensearch.distribution.integ-test-zip}
   * @param javaOptions of its JVM, such as {@link #QUICK_START}
   * @throws IOException if the server does not start; no process is left running
   */
  public static OpenSearchServer start(Path distribution, List<String> javaOptions)
      throws IOException {
    Path folder = Files.createTempDirectory("opensearch-");
    try {
      return start(folder, distribution, javaOptions);
    } catch (IOException | RuntimeException | Error e) {
      delete(folder);
      throw e;
    }
  }

  private static OpenSearchServer start(Path folder, Path distribution, List<String> javaOptions)
      throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    unpack(distribution, folder);
    Path run = Files.createDirectories(folder.resolve("run"));
    configure(folder, run);
    OpenSearchServer server =
        new OpenSearchServer(
            folder,
            ServerProcess.start(
                new ProcessBuilder(command(folder, run, javaOptions))
                    .directory(folder.toFile())
                    .redirectErrorStream(true),
                LISTENING));
    Runtime.getRuntime().addShutdownHook(new Thread(server::closeAtExit, "end of OpenSearch"));
    return server;
  }

  private void closeAtExit() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI endpoint() {
    return URI.create("http://" + process.address());
  }

  /** Strips the archive's single top-level folder. */
  private static void unpack(Path archive, Path folder) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = folder.resolve(entry.getName().replaceFirst("^[^/]*/", "")).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("An entry of the archive points outside the target folder");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(zip, target);
        }
      }
    }
  }

  private static void configure(Path folder, Path run) throws IOException {
    Path config = folder.resolve("config");
    Files.writeString(
        config.resolve("opensearch.yml"),
        """
        discovery.type: single-node
        network.host: 127.0.0.1
        http.port: 0
        transport.port: 0
        path.data: %1$s/data
        path.logs: %1$s/logs
        """
            .formatted(run));
    if (isRoot()) {
      UserPrincipal owner =
          folder
              .getFileSystem()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName(UNPRIVILEGED);
      for (Path path : List.of(run, config)) {
        Files.setOwner(path, owner);
      }
    }
  }

  private static List<String> command(Path folder, Path run, List<String> javaOptions) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=" + UNPRIVILEGED, "--clear-groups", "--"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Djava.io.tmpdir=" + run,
            "-Djava.awt.headless=true",
            "-Duser.language=en",
            "-Duser.country=US",
            "-Djna.nosys=true",
            "-Dlog4j2.disable.jmx=true",
            "-Dlog4j.shutdownHookEnabled=false",
            "-Djava.locale.providers=SPI,CLDR",
            "-javaagent:agent/opensearch-agent.jar",
            "--add-opens=java.base/java.nio=org.apache.arrow.memory.core,ALL-UNNAMED",
            "-Dopensearch.path.home=" + folder,
            "-Dopensearch.path.conf=" + folder.resolve("config"),
            "-Dopensearch.distribution.type=zip",
            "-Dopensearch.bundled_jdk=false",
            "-cp",
            "lib/*",
            "org.opensearch.bootstrap.OpenSearch"));
    return command;
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** Stops the server and deletes its data. Idempotent. */
  @Override
  public synchronized void close() throws IOException {
    process.close();
    if (Files.exists(folder)) {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path path, @Nullable IOException failure)
              throws IOException {
            Files.delete(path);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
