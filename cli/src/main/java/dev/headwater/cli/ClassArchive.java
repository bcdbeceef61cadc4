package dev.headwater.cli;

import dev.headwater.local.Endpoints;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.ground.RedactedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Creates the archive of parsed and linked classes (CDS) that the launcher starts with. The build
 * runs this: it starts the service, uses it, stops it, and archives the library classes that were
 * loaded. Libraries rarely change, so the archive is rarely rebuilt.
 *
 * <p>An AOT cache, which would also hold method profiles, is not possible: the manifest of DynamoDB
 * Local puts the folder of its jar on the class path, and an archive's class path must not contain
 * folders. For the same reason, DynamoDB Local comes after the libraries on the class path,
 * together with our own jars, and is not archived.
 */
final class ClassArchive {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Path JDK = Path.of(System.getProperty("java.home"));
  private static final List<String> OPTIONS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "-XX:+UseSerialGC",
          "-Dheadwater.home=" + System.getProperty("headwater.home"));

  private final String libraries;
  private final String others;
  private final Path archive;

  /** Records what the archive was made from. */
  private final Path key;

  /** A copy of the JDK's {@code release} file, which the launcher compares. */
  private final Path jdk;

  private final Path output;

  private ClassArchive(String libraries, String others, Path archive) {
    this.libraries = libraries;
    this.others = others;
    this.archive = archive;
    this.key = sibling("key");
    this.jdk = sibling("jdk");
    this.output = sibling("log");
  }

  private Path sibling(String extension) {
    return archive.resolveSibling(archive.getFileName() + "." + extension);
  }

  /**
   * Takes the class path of the libraries, the rest of the class path, and the archive's file.
   * Without an archive the service only starts more slowly, so a failure is reported and the build
   * continues.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ClassArchive wanted = new ClassArchive(arguments[0], arguments[1], Path.of(arguments[2]));
    try {
      wanted.makeUnlessThere();
    } catch (IOException | LocalCloudException e) {
      wanted.remove();
      System.err.println(
          "Could not archive classes, so each start takes a few seconds longer: "
              + RedactedException.describe(e)
              + ". The output is in "
              + wanted.output);
    }
  }

  private void makeUnlessThere() throws IOException, InterruptedException {
    String identity = identity();
    if (Files.exists(archive)
        && Files.exists(jdk)
        && Files.exists(key)
        && Files.readString(key).equals(identity)) {
      return;
    }
    remove();
    make();
    Files.copy(JDK.resolve("release"), jdk);
    Files.writeString(key, identity);
  }

  /** The JVM compares the same things before it uses an archive. */
  private String identity() throws IOException {
    StringBuilder identity = new StringBuilder(JDK + " " + Runtime.version() + "\n");
    for (String library : libraries.split(System.getProperty("path.separator"), -1)) {
      Path file = Path.of(library);
      identity
          .append(file)
          .append(' ')
          .append(Files.size(file))
          .append(' ')
          .append(Files.getLastModifiedTime(file))
          .append('\n');
    }
    return identity.toString();
  }

  private void remove() throws IOException {
    for (Path file : List.of(jdk, key, archive)) {
      Files.deleteIfExists(file);
    }
  }

  private void make() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("headwater-classes");
    try {
      Path classes = folder.resolve("classes");
      rehearse(folder.resolve("data"), classes);
      omitFunctions(classes);
      Path made = sibling("new");
      dump(classes, made);
      Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(folder);
    }
  }

  private void rehearse(Path data, Path classes) throws IOException, InterruptedException {
    Process service =
        start(
            List.of(
                "-XX:DumpLoadedClassList=" + classes,
                "-cp",
                libraries + System.getProperty("path.separator") + others,
                Main.class.getName(),
                "serve",
                "--port",
                "0",
                "--data",
                data.toString()));
    try {
      use(await(service, data).http());
    } finally {
      service.destroy();
      end(service);
    }
  }

  /** Functions have class loaders of their own, for copies of jars that are gone by now. */
  private static void omitFunctions(Path classes) throws IOException {
    List<String> lines = Files.readAllLines(classes);
    lines.removeIf(line -> line.contains(" source: "));
    Files.write(classes, lines);
  }

  private static Endpoints await(Process service, Path data)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Endpoints> endpoints = Endpoints.read(data);
      if (endpoints.isPresent()) {
        return endpoints.get();
      }
      if (service.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("the service ended with " + service.exitValue());
      }
    }
    throw new IOException("the service was not ready within " + PATIENCE);
  }

  private static void use(URI service) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest registration =
          request(service, "/customers")
              .header("Content-Type", "application/json")
              .POST(
                  BodyPublishers.ofString(
                      "{\"customerId\": \"rehearsal\", \"email\":"
                          + " \"rehearsal@example.com\", \"name\": \"Rehearsal\"}"))
              .build();
      // On a machine that is busy building, the first request may time out.
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (http.send(registration, BodyHandlers.discarding()).statusCode() >= 500) {
        if (System.nanoTime() > deadline) {
          throw new IOException("no registration succeeded");
        }
      }
      // The first of these waits until the view exists.
      for (String path :
          List.of(
              "/customers/rehearsal?minVersion=1",
              "/customers",
              "/customers?email=rehearsal*",
              "/customers/count",
              "/metrics")) {
        http.send(request(service, path).build(), BodyHandlers.discarding());
      }
    }
  }

  private static HttpRequest.Builder request(URI service, String path) {
    return HttpRequest.newBuilder(service.resolve(path)).timeout(PATIENCE);
  }

  private void dump(Path classes, Path made) throws IOException, InterruptedException {
    Process process =
        start(
            List.of(
                "-Xshare:dump",
                "-XX:+AOTClassLinking",
                "-XX:SharedClassListFile=" + classes,
                "-XX:SharedArchiveFile=" + made,
                "-cp",
                libraries));
    end(process);
    if (process.exitValue() != 0) {
      throw new IOException("the JVM that archives classes ended with " + process.exitValue());
    }
  }

  private Process start(List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(JDK.resolve("bin").resolve("java").toString());
    command.addAll(OPTIONS);
    command.addAll(options);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static void end(Process process) throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walked = Files.walk(folder)) {
      files = walked.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
