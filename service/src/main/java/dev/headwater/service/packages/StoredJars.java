package dev.headwater.service.packages;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Makes packages of Lambda functions smaller: the jars in a package are compressed class by class,
 * and classes resemble one another. So this stores them without compression, and leaves that to the
 * package, where one class helps to compress the next. A package shrinks by about a third, and Java
 * loads classes without decompressing them.
 *
 * <p>A build calls it once it has written the packages. The result depends on the files in them
 * alone, not on when or where it was made.
 */
public final class StoredJars {
  /** A zip file has it without a time zone, unlike the earliest, for which Java adds one. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private StoredJars() {}

  /**
   * Rewrites packages in place; each is as it was if that fails.
   *
   * @param packages paths of zip files
   * @throws IllegalArgumentException if there is none
   * @throws IOException if one cannot be read or written, or is not a zip file
   */
  public static void main(String... packages) throws IOException {
    if (packages.length == 0) {
      throw new IllegalArgumentException("Name the packages: zip files with jars in lib");
    }
    for (String each : packages) {
      rewrite(Path.of(each));
    }
  }

  private static void rewrite(Path zip) throws IOException {
    Path rewritten = zip.resolveSibling(zip.getFileName() + ".tmp");
    try {
      int jars = 0;
      try (var from = new ZipInputStream(Files.newInputStream(zip));
          var to = new ZipOutputStream(Files.newOutputStream(rewritten))) {
        to.setLevel(9);
        for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
          if (entry.isDirectory()) {
            continue;
          }
          byte[] content = from.readAllBytes();
          to.putNextEntry(entry(entry.getName()));
          if (entry.getName().endsWith(".jar")) {
            jars++;
            store(content, to);
          } else {
            to.write(content);
          }
          to.closeEntry();
        }
      }
      if (jars == 0) {
        throw new IOException(zip + " is not a zip file with jars");
      }
      Files.move(rewritten, zip, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(rewritten);
    }
  }

  private static void store(byte[] jar, OutputStream to) throws IOException {
    var stored = new ByteArrayOutputStream(3 * jar.length);
    try (var from = new ZipInputStream(new ByteArrayInputStream(jar));
        var out = new ZipOutputStream(stored)) {
      out.setMethod(ZipOutputStream.STORED);
      for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
        byte[] content = from.readAllBytes();
        var crc = new CRC32();
        crc.update(content);
        ZipEntry next = entry(entry.getName());
        next.setSize(content.length);
        next.setCrc(crc.getValue());
        out.putNextEntry(next);
        out.write(content);
        out.closeEntry();
      }
    }
    stored.writeTo(to);
  }

  private static ZipEntry entry(String name) {
    var entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    return entry;
  }
}
