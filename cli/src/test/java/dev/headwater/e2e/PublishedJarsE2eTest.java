package dev.headwater.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.repository.Repository;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The jars of the libraries, as they would be published. */
class PublishedJarsE2eTest {
  private static final Pattern VERSION = Pattern.compile("<version>(.+)</version>");
  private static final Pattern NESTED = Pattern.compile("(\\$.*)?\\.class$");

  /** What Maven Central requires, and what a reader of the catalogue looks for. */
  private static final List<String> REQUIRED =
      List.of(
          "groupId",
          "artifactId",
          "version",
          "name",
          "description",
          "url",
          "organization",
          "licenses",
          "developers",
          "scm");

  static List<String> libraries() {
    return Repository.files("pom.xml").stream()
        .filter(pom -> Repository.text(pom).contains("<unpublished>false</unpublished>"))
        .map(pom -> pom.getName(0).toString())
        .toList();
  }

  @Test
  void the_libraries_are_published_and_nothing_else() {
    assertThat(libraries())
        .containsExactlyInAnyOrder(
            "core",
            "testkit",
            "dynamodb",
            "eventbridge",
            "opensearch",
            "service",
            "service-testkit",
            "template-check",
            "local");
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void a_jar_is_a_module_that_exports_all_but_what_is_internal(String library) {
    ModuleDescriptor module =
        ModuleFinder.of(jar(library)).findAll().iterator().next().descriptor();

    assertThat(module.name()).isEqualTo("dev.headwater." + library.replace('-', '.'));
    if (!module.isAutomatic()) {
      assertThat(module.exports().stream().map(ModuleDescriptor.Exports::source))
          .containsExactlyInAnyOrderElementsOf(
              module.packages().stream().filter(name -> !name.contains(".internal")).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void a_jar_carries_the_licence(String library) throws IOException {
    try (JarFile jar = new JarFile(jar(library).toFile())) {
      assertThat(text(jar, "META-INF/LICENSE")).isEqualTo(Repository.text(Path.of("LICENSE")));
      assertThat(text(jar, "META-INF/NOTICE")).isEqualTo(Repository.text(Path.of("NOTICE")));
    }
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void a_jar_holds_the_main_sources_of_its_own_module_alone(String library) throws IOException {
    Path main = Repository.ROOT.resolve(library).resolve("src/main");
    try (JarFile jar = new JarFile(jar(library).toFile())) {
      Set<Path> sources =
          jar.stream()
              .filter(entry -> !entry.isDirectory())
              .map(ZipEntry::getName)
              .filter(name -> !name.startsWith("META-INF/"))
              .map(name -> source(main, name))
              .collect(toSet());

      assertThat(sources).isNotEmpty().allSatisfy(source -> assertThat(source).exists());
      assertThat(sources).containsAll(javaFiles(main));
    }
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void a_jars_pom_stands_alone_and_describes_it(String library) throws Exception {
    String name = "META-INF/maven/dev.headwater/headwater-%s/pom.xml".formatted(library);
    try (JarFile jar = new JarFile(jar(library).toFile());
        var pom = jar.getInputStream(jar.getEntry(name))) {
      Element project =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom).getDocumentElement();

      assertThat(children(project)).containsAll(REQUIRED).doesNotContain("parent", "build");
      assertThat(project.getElementsByTagName("license").item(0).getTextContent())
          .contains("Apache-2.0");
      assertThat(project.getElementsByTagName("scope"))
          .satisfies(scopes -> assertThat(texts(scopes)).doesNotContain("test"));
    }
  }

  private static Path jar(String library) {
    String version =
        VERSION
            .matcher(Repository.text(Path.of("pom.xml")))
            .results()
            .map(result -> result.group(1))
            .findFirst()
            .orElseThrow();
    return Repository.ROOT.resolve(
        "%s/target/headwater-%s-%s.jar".formatted(library, library, version));
  }

  private static Path source(Path main, String name) {
    return name.endsWith(".class")
        ? main.resolve("java").resolve(NESTED.matcher(name).replaceFirst(".java"))
        : main.resolve("resources").resolve(name);
  }

  private static List<Path> javaFiles(Path main) throws IOException {
    try (Stream<Path> files = Files.walk(main.resolve("java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static String text(JarFile jar, String name) throws IOException {
    try (var entry = jar.getInputStream(jar.getEntry(name))) {
      return new String(entry.readAllBytes(), UTF_8);
    }
  }

  private static List<String> children(Element element) {
    return nodes(element.getChildNodes()).map(Node::getNodeName).toList();
  }

  private static List<String> texts(NodeList list) {
    return nodes(list).map(Node::getTextContent).toList();
  }

  private static Stream<Node> nodes(NodeList list) {
    return Stream.iterate(0, index -> index < list.getLength(), index -> index + 1).map(list::item);
  }
}
