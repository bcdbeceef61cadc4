package dev.headwater.service.packages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredJarsTest {
  private static final String CLASS = "the same constant pool in every class ".repeat(50);
  private static final Map<String, byte[]> JAR = Map.of("a.class", CLASS.getBytes(UTF_8));

  @TempDir Path folder;

  @Test
  void jars_are_stored_and_all_files_are_as_they_were() throws IOException {
    Path zip = zip("a.zip", 1_000_000_000_000L);

    StoredJars.main(zip.toString());

    Map<String, byte[]> files = read(Files.readAllBytes(zip));
    assertThat(files).containsOnlyKeys("lib/a.jar", "config.txt");
    assertThat(files.get("config.txt")).asString(UTF_8).isEqualTo("text");
    Path jar = Files.write(folder.resolve("a.jar"), files.get("lib/a.jar"));
    try (ZipFile stored = new ZipFile(jar.toFile())) {
      ZipEntry entry = stored.getEntry("a.class");
      assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
      assertThat(stored.getInputStream(entry)).hasContent(CLASS);
    }
    assertThat(children()).containsExactlyInAnyOrder("a.zip", "a.jar");
  }

  @Test
  void the_same_files_give_the_same_bytes_whenever_and_wherever_they_are_packaged()
      throws IOException {
    Path first = zip("first.zip", 1_000_000_000_000L);
    Path second = zip("second.zip", 1_700_000_000_000L);
    assertThat(second).hasSize(Files.size(first));
    assertThat(Files.mismatch(first, second)).isNotNegative();

    TimeZone here = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
      StoredJars.main(first.toString());
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
      StoredJars.main(second.toString());
    } finally {
      TimeZone.setDefault(here);
    }

    assertThat(Files.mismatch(first, second)).isNegative();
  }

  @Test
  void what_is_no_package_is_refused_and_left_alone() throws IOException {
    Path text = Files.writeString(folder.resolve("text.zip"), "text");

    assertThatIOException()
        .isThrownBy(() -> StoredJars.main(text.toString()))
        .withMessage(text + " is not a zip file with jars");
    assertThatIllegalArgumentException()
        .isThrownBy(StoredJars::main)
        .withMessageContaining("Name the packages");

    assertThat(text).hasContent("text");
    assertThat(children()).containsExactly("text.zip");
  }

  private Path zip(String name, long modified) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("lib/a.jar", zipped(JAR, modified));
    files.put("config.txt", "text".getBytes(UTF_8));
    return Files.write(folder.resolve(name), zipped(files, modified));
  }

  private static byte[] zipped(Map<String, byte[]> files, long modified) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(modified);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static Map<String, byte[]> read(byte[] zipped) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(zipped))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  private Stream<String> children() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }
}
