package dev.headwater.local.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.EventInvokeConfig;
import dev.headwater.local.template.FunctionDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateCodesTest {
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

  private static String version(Codes codes, String uri) throws ReflectiveOperationException {
    return codes
        .of(function(uri))
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
    try (var codes = TemplateCodes.of(template)) {
      assertThat(version(codes, "a")).isEqualTo("one");
      assertThat(version(codes, "b")).isEqualTo("two");
      Class<?> loaded = codes.of(function("a")).loader().loadClass("shop.Shop");
      assertThat(RequestStreamHandler.class).isAssignableFrom(loaded);
    }
  }

  @Test
  void hides_the_libraries_of_the_local_cloud() {
    build("a", "one");
    try (var codes = TemplateCodes.of(template)) {
      ClassLoader loader = codes.of(function("a")).loader();
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
    try (var codes = TemplateCodes.of(template)) {
      ClassLoader loader = codes.of(function("a")).loader();
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
    try (var codes = TemplateCodes.of(template)) {
      ClassLoader first = codes.of(function("a")).loader();
      assertThat(codes.of(function("./a/../a")).loader()).isSameAs(first);
      assertThat(codes.of(function("b")).loader()).isSameAs(first);
      assertThat(codes.of(function("c")).loader()).isNotSameAs(first);
    }
  }

  @Test
  void loads_a_jar() throws Exception {
    build("a", "one");
    Path jar = folder.resolve("shop.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("shop/Shop.class"));
      Files.copy(folder.resolve("a/shop/Shop.class"), out);
    }
    try (var codes = TemplateCodes.of(template)) {
      assertThat(version(codes, "shop.jar")).isEqualTo("one");
    }
  }

  @Test
  void tells_the_java_version_of_a_class() throws Exception {
    build("a", "one");
    try (var codes = TemplateCodes.of(template)) {
      Code code = codes.of(function("a"));
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
    Files.createFile(folder.resolve("code.zip"));
    assertRefused("code.zip", "is neither a folder nor a jar: name the folder");
  }

  private void assertRefused(@Nullable String codeUri, String message) {
    try (var codes = TemplateCodes.of(template)) {
      assertThatThrownBy(() -> codes.of(function(codeUri)))
          .isInstanceOf(LocalCloudException.class)
          .hasMessageStartingWith("Function fn cannot run locally: ")
          .hasMessageContaining(message);
    }
  }

  @Test
  void a_replaced_build_is_noticed_once_its_files_are_at_rest() throws Exception {
    build("a", "one");
    build("b", "one");
    try (var codes = TemplateCodes.ofCopies(template)) {
      var watch = new CodeWatch(codes, List.of(function("a"), function("b")));
      assertThat(version(codes, "a") + version(codes, "b")).isEqualTo("oneone");
      assertThat(watch.changed()).isEmpty();
      assertThat(watch.changed()).isEmpty();

      build("a", "second");

      assertThat(watch.changed()).as("files may still be written").isEmpty();
      assertThat(watch.changed()).containsExactly(function("a"));
      assertThat(version(codes, "a") + version(codes, "b")).isEqualTo("secondone");
      assertThat(watch.changed()).isEmpty();
    }
  }

  @Test
  void a_build_that_is_cleared_away_is_not_a_change() throws Exception {
    CompiledCode code = build("a", "one");
    try (var codes = TemplateCodes.ofCopies(template)) {
      var watch = new CodeWatch(codes, List.of(function("a")));
      Codes used = codes;
      assertThat(version(used, "a")).isEqualTo("one");
      Files.delete(code.folder().resolve("shop/Shop.class"));
      watch.changed();
      assertThat(watch.changed()).isEmpty();
      assertThat(version(used, "a")).as("from the copy").isEqualTo("one");
    }
  }

  @Test
  void keeps_the_last_two_replaced_builds_for_calls_in_progress() throws Exception {
    build("a", "build 0");
    try (var codes = TemplateCodes.ofCopies(template)) {
      var watch = new CodeWatch(codes, List.of(function("a")));
      Path first = codes.of(function("a")).folder();
      for (int i = 1; i <= 3; i++) {
        assertThat(first).as("%d builds later", i - 1).exists();
        build("a", "build 0" + "0".repeat(i));
        watch.changed();
        watch.changed();
        codes.of(function("a"));
      }
      assertThat(first).doesNotExist();
    }
  }

  @Test
  void leaves_no_copies_behind() throws IOException {
    build("a", "one");
    Path copy;
    try (var codes = TemplateCodes.ofCopies(template)) {
      copy = codes.of(function("a")).folder();
      assertThat(copy).exists().doesNotHaveToString(folder.resolve("a").toString());
    }
    assertThat(copy).doesNotExist();
    assertThat(folder.resolve("a")).exists();
  }
}
