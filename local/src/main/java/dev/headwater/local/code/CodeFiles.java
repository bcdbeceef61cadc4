package dev.headwater.local.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files at a {@code CodeUri}: a folder with classes, and jars in its folder {@code lib}; or all
 * of that in a jar or zip, which Lambda unpacks.
 */
record CodeFiles(Path place) {
  private static final int MAX_FILES = 50_000;
  private static final List<String> SOURCES =
      List.of("pom.xml", "build.gradle", "build.gradle.kts");

  /** When a file was written, and its size. */
  record Stamp(long modifiedMillis, long bytes) {}

  /** All files by their paths in the folder; that of a jar or zip is empty. */
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

  /** Why this cannot be run, and what to do; empty if it can. */
  String problem() throws IOException {
    if (!Files.exists(place)) {
      return "does not exist: build it first" + example();
    }
    if (Files.isRegularFile(place)) {
      return isArchive()
          ? ""
          : "is neither a folder nor a jar or zip: name the folder with classes and lib/*.jar";
    }
    if (SOURCES.stream().anyMatch(name -> Files.exists(place.resolve(name)))) {
      return "is a folder of sources: build it with \"sam build\", and run the template that this"
          + " writes, .aws-sam/build/template.yaml";
    }
    boolean hasCode =
        stamps().keySet().stream()
            .anyMatch(file -> isLibrary(file) || file.toString().endsWith(".class"));
    return hasCode ? "" : "has neither classes nor lib/*.jar: build it first" + example();
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

  /** Copies or unpacks everything into an empty folder. */
  CodeFiles copiedTo(Path folder) throws IOException {
    if (Files.isDirectory(place)) {
      copy(place, folder);
    } else {
      try (FileSystem archive = FileSystems.newFileSystem(place)) {
        copy(archive.getPath("/"), folder);
      }
    }
    return new CodeFiles(folder);
  }

  private static void copy(Path from, Path folder) throws IOException {
    for (Path file : new CodeFiles(from).stamps().keySet()) {
      Path target = folder.resolve(file.toString()).normalize();
      if (!target.startsWith(folder)) {
        throw new IOException("An archive entry points outside the archive");
      }
      Files.createDirectories(target.resolveSibling(""));
      Files.copy(from.resolve(file), target);
    }
  }

  /** Whether two folders have the same files with the same bytes. */
  boolean sameAs(CodeFiles other) throws IOException {
    SequencedMap<Path, Stamp> files = stamps();
    if (!files.keySet().equals(other.stamps().keySet())) {
      return false;
    }
    for (Path file : files.keySet()) {
      if (Files.mismatch(place.resolve(file), other.place.resolve(file)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** The folder and its jars, in the order in which Lambda searches them. */
  List<Path> classPath() throws IOException {
    List<Path> classPath = new ArrayList<>(List.of(place));
    stamps().keySet().stream()
        .filter(CodeFiles::isLibrary)
        .map(place::resolve)
        .forEach(classPath::add);
    return classPath;
  }

  private boolean isArchive() {
    String name = place.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".jar") || name.endsWith(".zip");
  }

  private static boolean isLibrary(Path file) {
    return file.getNameCount() == 2
        && file.startsWith("lib")
        && file.toString().toLowerCase(Locale.ROOT).endsWith(".jar");
  }
}
