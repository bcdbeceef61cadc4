package dev.headwater.local.code;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * The code of one or more functions.
 *
 * @param shown what messages call it
 * @param folder the working folder of a process that runs it
 * @param classPath folders and jars, in the order in which Lambda searches them
 * @param loader loads its classes
 */
public record Code(String shown, Path folder, List<Path> classPath, ClassLoader loader) {
  private static final int MAJOR_VERSION_OFFSET = 6;

  /** Java 1.0 had the class file version 44. */
  private static final int VERSION_ZERO = 44;

  public Code {
    classPath = List.copyOf(classPath);
  }

  /**
   * The Java version that a class is compiled for; empty if there is no such class.
   *
   * @throws IOException when its file cannot be read
   */
  public OptionalInt javaVersion(String className) throws IOException {
    try (InputStream file =
        loader.getResourceAsStream(className.replace('.', '/').concat(".class"))) {
      if (file == null) {
        return OptionalInt.empty();
      }
      byte[] head = file.readNBytes(MAJOR_VERSION_OFFSET + Short.BYTES);
      return head.length < MAJOR_VERSION_OFFSET + Short.BYTES
          ? OptionalInt.empty()
          : OptionalInt.of(ByteBuffer.wrap(head).getShort(MAJOR_VERSION_OFFSET) - VERSION_ZERO);
    }
  }
}
