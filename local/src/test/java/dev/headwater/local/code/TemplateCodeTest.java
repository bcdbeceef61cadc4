package dev.headwater.local.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.EventInvokeConfig;
import dev.headwater.local.template.FunctionDeclaration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateCodeTest {
  private static final String HANDLER =
      """
      package shop;
      public class Shop implements com.amazonaws.services.lambda.runtime.RequestStreamHandler {
        public void handleRequest(java.io.InputStream input, java.io.OutputStream output,
            com.amazonaws.services.lambda.runtime.Context context) {}
        public String toString() { return "VERSION"; }
      }
      """;

  @TempDir private Path folder;
  private Path template = Path.of("");

  @BeforeEach
  void place() {
    template = folder.resolve("template.yaml");
  }

  static FunctionDeclaration function(@Nullable String codeUri) {
    return new FunctionDeclaration(
        "Fn",
        "fn",
        "shop.Shop",
        codeUri,
        25,
        Duration.ofSeconds(3),
        128,
        1,
        Map.of(),
        List.of(),
        List.of(),
        EventInvokeConfig.DEFAULTS);
  }

  private CompiledCode build(String uri, String version) {
    return new CompiledCode(folder.resolve(uri)).with(HANDLER.replace("VERSION", version));
  }

  private static String version(CodeSource code, String uri) throws ReflectiveOperationException {
    return code.of(function(uri))
        .loader()
        .loadClass("shop.Shop")
        .getConstructor()
        .newInstance()
        .toString();
  }

  @Test
  void loads_each_place_apart_but_shares_the_interfaces_of_lambda() throws Exception {
    build("a", "one");
    build("b", "two");
    try (var code = new TemplateCode(template)) {
      assertThat(version(code, "a")).isEqualTo("one");
      assertThat(version(code, "b")).isEqualTo("two");
      Class<?> loaded = code.of(function("a")).loader().loadClass("shop.Shop");
      assertThat(RequestStreamHandler.class).isAssignableFrom(loaded);
    }
  }

  @Test
  void hides_the_libraries_of_the_local_cloud() {
    build("a", "one");
    try (var code = new TemplateCode(template)) {
      ClassLoader loader = code.of(function("a")).loader();
      assertThatThrownBy(() -> loader.loadClass("org.eclipse.jetty.server.Server"))
          .isInstanceOf(ClassNotFoundException.class);
      assertThatThrownBy(() -> loader.loadClass("dev.headwater.local.LocalCloud"))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void finds_libraries_beside_the_classes_and_may_bring_another_version_of_ours() throws Exception {
    build("a", "one").withLibraries(org.jspecify.annotations.NullMarked.class);
    new CompiledCode(folder.resolve("a"))
        .with("package dev.headwater.local; public class LocalCloud {}");
    try (var code = new TemplateCode(template)) {
      ClassLoader loader = code.of(function("a")).loader();
      assertThat(loader.loadClass("org.jspecify.annotations.NullMarked").getClassLoader())
          .isEqualTo(loader);
      assertThat(loader.loadClass("dev.headwater.local.LocalCloud").getClassLoader())
          .isEqualTo(loader);
    }
  }

  @Test
  void places_with_the_same_bytes_share_a_loader() {
    build("a", "one");
    build("b", "one");
    build("c", "two");
    try (var code = new TemplateCode(template)) {
      ClassLoader first = code.of(function("a")).loader();
      assertThat(code.of(function("./a/../a")).loader()).isSameAs(first);
      assertThat(code.of(function("b")).loader()).isSameAs(first);
      assertThat(code.of(function("c")).loader()).isNotSameAs(first);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.jar", "shop.zip"})
  void unpacks_a_jar_or_zip_as_lambda_does(String name) throws Exception {
    build("a", "one").withLibraries(org.jspecify.annotations.NullMarked.class);
    try (var out = new JarOutputStream(Files.newOutputStream(folder.resolve(name)));
        Stream<Path> files = Files.walk(folder.resolve("a"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(folder.resolve("a").relativize(file).toString()));
        Files.copy(file, out);
      }
    }
    try (var code = new TemplateCode(template)) {
      assertThat(version(code, name)).isEqualTo("one");
      assertThat(code.of(function(name)).classPath()).hasSize(2);
      assertThat(code.of(function("a")).loader()).isSameAs(code.of(function(name)).loader());
    }
  }

  @Test
  void tells_the_java_version_of_a_class() throws Exception {
    build("a", "one");
    try (var source = new TemplateCode(template)) {
      Code code = source.of(function("a"));
      assertThat(code.javaVersion("shop.Shop")).hasValue(21);
      assertThat(code.javaVersion("shop.Absent")).isEmpty();
    }
  }

  @Test
  void says_what_is_wrong_with_a_place_and_what_to_do() throws Exception {
    assertRefused(null, "it has no CodeUri (or Code): name the folder with its classes.");
    assertRefused("none", folder.resolve("none") + ", does not exist: build it first.");
    Files.createDirectories(folder.resolve("project/target"));
    Files.createFile(folder.resolve("project/pom.xml"));
    assertRefused("project/target/lambda", "does not exist: build it first (mvn package).");
    assertRefused(
        "project/target", "has neither classes nor lib/*.jar: build it first (mvn package).");
    assertRefused("project", "is a folder of sources: build it with \"sam build\"");
    Files.createFile(folder.resolve("code.tar"));
    assertRefused("code.tar", "is neither a folder nor a jar or zip: name the folder");
    Files.createFile(folder.resolve("empty.zip"));
    assertRefused("empty.zip", "cannot be read or copied");
  }

  private void assertRefused(@Nullable String codeUri, String message) {
    try (var code = new TemplateCode(template)) {
      assertThatThrownBy(() -> code.of(function(codeUri)))
          .isInstanceOf(LocalCloudException.class)
          .hasMessageStartingWith("Function fn cannot run locally: ")
          .hasMessageContaining(message);
    }
  }

  private static List<LocalCloudException> lookUntilAtRest(
      CodeWatch watch, BiConsumer<List<FunctionDeclaration>, Code> reload) {
    for (int i = 1; i < CodeWatch.LOOKS_AT_REST; i++) {
      assertThat(watch.look((functions, next) -> fail("files may still be written"))).isEmpty();
    }
    return watch.look(reload);
  }

  @Test
  void a_replaced_build_is_loaded_once_its_files_are_at_rest() throws Exception {
    build("a", "one");
    build("b", "one");
    List<FunctionDeclaration> reloaded = new ArrayList<>();
    try (var code = new TemplateCode(template)) {
      var watch = new CodeWatch(code, List.of(function("a"), function("b")));
      assertThat(version(code, "a") + version(code, "b")).isEqualTo("oneone");

      build("a", "second");
      assertThat(lookUntilAtRest(watch, (functions, next) -> reloaded.addAll(functions))).isEmpty();

      assertThat(reloaded).containsExactly(function("a"));
      assertThat(version(code, "a") + version(code, "b")).isEqualTo("secondone");
      assertThat(lookUntilAtRest(watch, (functions, next) -> fail("nothing changed"))).isEmpty();
    }
  }

  @Test
  void a_build_that_is_cleared_away_is_not_a_change() throws Exception {
    CompiledCode built = build("a", "one");
    try (var code = new TemplateCode(template)) {
      var watch = new CodeWatch(code, List.of(function("a")));
      Files.delete(built.folder().resolve("shop/Shop.class"));
      assertThat(lookUntilAtRest(watch, (functions, next) -> fail("there is no code"))).isEmpty();
    }
  }

  @Test
  void code_that_is_refused_is_discarded_and_the_present_one_stays() throws Exception {
    build("a", "one");
    try (var code = new TemplateCode(template)) {
      var watch = new CodeWatch(code, List.of(function("a")));
      Path first = code.of(function("a")).folder();
      for (int i = 1; i <= 3; i++) {
        build("a", "broken" + "0".repeat(i));
        List<Path> refused = new ArrayList<>();

        List<LocalCloudException> failures =
            lookUntilAtRest(
                watch,
                (functions, next) -> {
                  refused.add(next.folder());
                  throw new LocalCloudException("cannot start");
                });

        assertThat(failures).extracting(Throwable::getMessage).containsExactly("cannot start");
        assertThat(refused).singleElement().satisfies(copy -> assertThat(copy).doesNotExist());
      }
      assertThat(version(code, "a")).isEqualTo("one");
      assertThat(first).exists();
    }
  }

  @Test
  void keeps_replaced_code_while_calls_may_be_in_progress() throws Exception {
    build("a", "one");
    try (var code = new TemplateCode(template)) {
      var watch = new CodeWatch(code, List.of(function("a")));
      Path first = code.of(function("a")).folder();
      build("a", "second");
      lookUntilAtRest(watch, (functions, next) -> {});
      assertThat(first).exists();

      code.discardReplaced(Duration.ZERO);

      assertThat(first).doesNotExist();
      assertThat(version(code, "a")).isEqualTo("second");
    }
  }

  @Test
  void leaves_no_copies_behind() {
    build("a", "one");
    Path copy;
    try (var code = new TemplateCode(template)) {
      copy = code.of(function("a")).folder();
      assertThat(copy).exists().isNotEqualTo(folder.resolve("a"));
    }
    assertThat(copy).doesNotExist();
    assertThat(folder.resolve("a")).exists();
  }
}
