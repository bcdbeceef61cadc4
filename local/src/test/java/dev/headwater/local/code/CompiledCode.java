package dev.headwater.local.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A folder of classes and {@code lib/*.jar}, as a build leaves it for a {@code CodeUri}. */
public record CompiledCode(Path folder) {
  private static final Pattern TYPE =
      Pattern.compile("public (?:final )?(?:class|record|interface|enum) (\\w+)");
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");

  /** Compiles sources for Java 21, each with one public type, against the tests' class path. */
  public CompiledCode with(String... sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    var problems = new StringWriter();
    List<String> options =
        List.of(
            "-d",
            folder.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "--release",
            "21",
            "-parameters",
            "-proc:none");
    boolean compiled =
        compiler
            .getTask(
                problems, null, null, options, null, Stream.of(sources).map(Source::of).toList())
            .call();
    assertThat(compiled).as(problems.toString()).isTrue();
    return this;
  }

  /** Adds the jars that these classes come from. */
  public CompiledCode withLibraries(Class<?>... types) throws IOException {
    Path libraries = Files.createDirectories(folder.resolve("lib"));
    for (Class<?> type : types) {
      Path jar = jar(type);
      Files.copy(jar, libraries.resolve(Objects.requireNonNull(jar.getFileName())));
    }
    return this;
  }

  private static Path jar(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(type + " is in no file", e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    private Source(URI name, String text) {
      super(name, Kind.SOURCE);
      this.text = text;
    }

    static JavaFileObject of(String text) {
      String name = find(PACKAGE, text).replace('.', '/') + "/" + find(TYPE, text) + ".java";
      return new Source(URI.create("source:///" + name), text);
    }

    private static String find(Pattern pattern, String text) {
      Matcher found = pattern.matcher(text);
      assertThat(found.find()).as("%s in %s", pattern, text).isTrue();
      return found.group(1);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
