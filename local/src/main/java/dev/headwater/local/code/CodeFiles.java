package dev.headwater.local.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files at a {@code CodeUri}, as Lambda finds them: a folder with classes, and jars in its
 * folder {@code lib}, or a single jar.
 */
record CodeFiles(Path place) {
  private static final int MAX_FILES = 50_000;
  private static final List<String> SOURCES =
      List.of("pom.xml", "build.gradle", "build.gradle.kts");

  /** Folders and jars, in the order in which Lambda searches them. */
  List<Path> classPath() throws IOException {
    List<Path> classPath = new ArrayList<>(List.of(place));
    Path libraries = place.resolve("lib");
    if (Files.isDirectory(libraries)) {
      try (Stream<Path> files = Files.list(libraries)) {
        files.filter(CodeFiles::isJar).sorted().forEach(classPath::add);
      }
    }
    return classPath;
  }

  /** The folder that a function is started in. */
  Path folder() {
    Path parent = place.getParent();
    return Files.isDirectory(place) || parent == null ? place : parent;
  }

  /** Whether two places have the same files with the same bytes. */
  boolean sameAs(CodeFiles other) throws IOException {
    SequencedMap<Path, Stamp> files = stamps();
    SequencedMap<Path, Stamp> others = other.stamps();
    if (!files.keySet().equals(others.keySet())) {
      return false;
    }
    for (Path file : files.keySet()) {
      if (Files.mismatch(place.resolve(file), other.place.resolve(file)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** When a file was written, and its size. */
  record Stamp(long modifiedMillis, long bytes) {}

  /** All files by their relative paths; a jar's path is empty. */
  SequencedMap<Path, Stamp> stamps() throws IOException {
    SequencedMap<Path, Stamp> stamps = new TreeMap<>();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (stamps.size() == MAX_FILES) {
          throw new IOException(place + " has more than " + MAX_FILES + " files");
        }
        stamps.put(
            place.relativize(file),
            new Stamp(Files.getLastModifiedTime(file).toMillis(), Files.size(file)));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return stamps;
  }

  /** Copies everything into an empty folder. */
  CodeFiles copiedTo(Path folder) throws IOException {
    Path copy = folder.resolve(place.getFileName());
    for (Path file : stamps().keySet()) {
      Path target = copy.resolve(file);
      Files.createDirectories(target.getParent());
      Files.copy(place.resolve(file), target);
    }
    return new CodeFiles(copy);
  }

  /** Why this cannot be run, and what to do; empty if it can. */
  String problem() throws IOException {
    if (!Files.exists(place)) {
      return "does not exist: build it first" + example();
    }
    if (Files.isRegularFile(place)) {
      return isJar(place)
          ? ""
          : "is neither a folder nor a jar: name the folder that it is packed from, with classes"
              + " and lib/*.jar";
    }
    if (SOURCES.stream().anyMatch(name -> Files.exists(place.resolve(name)))) {
      return "is a folder of sources: build it with \"sam build\", and run the template that this"
          + " writes, .aws-sam/build/template.yaml";
    }
    return hasCode() ? "" : "has neither classes nor lib/*.jar: build it first" + example();
  }

  private boolean hasCode() throws IOException {
    if (classPath().size() > 1) {
      return true;
    }
    try (Stream<Path> files = Files.walk(place)) {
      return files.anyMatch(file -> file.toString().endsWith(".class"));
    }
  }

  private String example() {
    for (Path above = place.getParent(); above != null; above = above.getParent()) {
      if (Files.exists(above.resolve("pom.xml"))) {
        return " (mvn package)";
      }
      if (Files.exists(above.resolve("gradlew"))) {
        return " (./gradlew build)";
      }
    }
    return "";
  }

  private static boolean isJar(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".jar");
  }
}
