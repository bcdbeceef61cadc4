package dev.headwater.local.code;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.FunctionDeclaration;
import java.io.File;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where the code of functions comes from. */
@FunctionalInterface
public interface CodeSource extends AutoCloseable {
  /**
   * The code of a function.
   *
   * @throws LocalCloudException when it is missing or cannot be read
   */
  Code of(FunctionDeclaration function);

  /** Ends the use of all code. */
  @Override
  default void close() {}

  /** Finds every function on the class path of this JVM. */
  static CodeSource onClassPath() {
    Code code =
        new Code(
            "the class path",
            Path.of("").toAbsolutePath(),
            Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getProperty("java.class.path", ""))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .toList(),
            CodeSource.class.getClassLoader());
    return function -> code;
  }
}
