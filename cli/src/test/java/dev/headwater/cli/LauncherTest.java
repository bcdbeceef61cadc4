package dev.headwater.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.repository.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout of its own, on a machine whose Java and Maven are small scripts. */
class LauncherTest {
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "dirname",
          "basename",
          "readlink",
          "sed",
          "head",
          "find",
          "awk",
          "cat",
          "mkdir",
          "rm",
          "ln",
          "touch",
          "sleep");
  private static final String JAVA =
      """
      case "$*" in
        *-XshowSettings*) echo "    java.home = /a/real/home" >&2 ;;
        -version) echo 'openjdk version "25.0.1"' >&2 ;;
        --sun*-version) ;;
        *) echo "started $*"; echo "file names as in ${LC_ALL:-the environment}" ;;
      esac
      """;
  private static final String MAVEN =
      """
      echo "[INFO] Building Headwater cli [1/1]"
      echo "built with $JAVA_HOME" >>"%1$s/builds"
      mkdir -p cli/target customers/target
      touch cli/target/headwater-cli.jar "%1$s/library.jar"
      for package in commands messages complete; do touch customers/target/lambda-$package.zip; done
      echo "%1$s/library.jar" >cli/target/libraries
      echo "%1$s/library.jar" >cli/target/classpath
      """;

  @TempDir private Path machine;

  private Path home = Path.of("");
  private Path checkout = Path.of("");
  private final Map<String, String> environment = new TreeMap<>();

  @BeforeEach
  void prepare() throws IOException {
    home = Files.createDirectory(machine.resolve("home"));
    checkout = Files.createDirectories(machine.resolve("a check out"));
    Files.createDirectories(checkout.resolve("cli/src/main"));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    // No Java of the machine that the test runs on is found.
    script(
        checkout.resolve("headwater"),
        Repository.text(Path.of("headwater"))
            .replaceFirst("#!.*\n", "")
            .replaceAll("(?<=\\s)/(?=usr/|opt|Library/)", machine + "/nowhere/"));
    for (String tool : TOOLS) {
      Files.createSymbolicLink(bin(tool), which(tool));
    }
    script(bin("java"), JAVA);
    script(bin("mvn"), MAVEN.formatted(machine));
  }

  @Test
  void builds_once_and_then_starts_what_is_built() throws Exception {
    assertThat(run("serve", "--port", "0"))
        .contains(
            "Building Headwater",
            "Headwater cli",
            "started ",
            "dev.headwater.cli.Main serve --port 0",
            "-Dheadwater.home=" + checkout);
    assertThat(run()).doesNotContain("Building Headwater").contains("started ");
    assertThat(builds()).hasSize(1);
  }

  @Test
  void uses_archived_classes_only_of_the_same_jdk() throws Exception {
    run();
    Path archivedBy = checkout.resolve("cli/target/libraries.jsa.jdk");
    String option = "-XX:SharedArchiveFile=" + checkout.resolve("cli/target/libraries.jsa");
    Files.writeString(machine.resolve("release"), "JAVA_VERSION=\"25.0.1\"");

    assertThat(run()).doesNotContain("SharedArchive");
    Files.writeString(archivedBy, "JAVA_VERSION=\"25.0.2\"");
    assertThat(run()).doesNotContain("SharedArchive");
    Files.writeString(archivedBy, "JAVA_VERSION=\"25.0.1\"");
    assertThat(run()).contains(option);
  }

  @Test
  void gives_maven_the_home_of_the_java_behind_a_script() throws Exception {
    run();
    assertThat(builds()).containsExactly("built with /a/real/home");
  }

  @Test
  void builds_again_what_was_edited_since_or_during_the_last_build() throws Exception {
    Path source = checkout.resolve("cli/src/main/Main.java");
    script(bin("mvn"), MAVEN.formatted(machine) + "touch " + quoted(source) + "\n");
    run();
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
    script(bin("mvn"), MAVEN.formatted(machine));
    run();
    assertThat(builds()).hasSize(2);
  }

  @Test
  void builds_again_when_a_library_the_jar_or_a_package_is_gone() throws Exception {
    run();
    Files.delete(machine.resolve("library.jar"));
    run();
    Files.delete(checkout.resolve("cli/target/headwater-cli.jar"));
    run();
    Files.delete(checkout.resolve("customers/target/lambda-messages.zip"));
    run();
    assertThat(builds()).hasSize(4);
  }

  @Test
  void says_why_maven_failed() throws Exception {
    script(bin("mvn"), "echo 'The JAVA_HOME environment variable is wrong'; exit 1\n");
    assertFailure("The JAVA_HOME environment variable is wrong", "the build failed");
    assertThat(checkout.resolve("cli/target/building")).doesNotExist();
  }

  @Test
  void takes_over_from_a_build_that_was_killed() throws Exception {
    Process ended = new ProcessBuilder(bin("sleep").toString(), "0").start();
    assertThat(ended.waitFor()).isZero();
    Files.createDirectories(checkout.resolve("cli/target"));
    Files.createSymbolicLink(
        checkout.resolve("cli/target/building"), Path.of(Long.toString(ended.pid())));
    assertThat(run()).contains("started ");
  }

  @Test
  void waits_for_another_build_and_leaves_it_at_that() throws Exception {
    script(bin("mvn"), "sleep 1\n" + MAVEN.formatted(machine));
    Process first = start();
    Process second = start();
    assertThat(output(first)).contains("started ");
    assertThat(output(second)).contains("started ");
    assertThat(builds()).hasSize(1);
  }

  @Test
  void says_in_one_sentence_what_is_missing() throws Exception {
    Files.delete(bin("mvn"));
    assertFailure("headwater: Maven 3.8 or newer is needed to build");
    environment.put("HEADWATER_BUILD", "never");
    assertFailure("headwater: HEADWATER_BUILD is never, but there is no complete build");
    environment.put("HEADWATER_JAVA_HOME", "/nowhere");
    assertFailure("headwater: HEADWATER_JAVA_HOME is /nowhere, which is not a JDK 25 or newer.");
    environment.remove("HEADWATER_JAVA_HOME");
    Files.delete(bin("java"));
    assertFailure("headwater: found no JDK 25 or newer");
  }

  @Test
  void says_that_too_few_files_may_be_open_before_it_builds_anything() throws Exception {
    Process process =
        start(List.of(which("bash").toString(), "-c", "ulimit -n 100 && exec ./headwater serve"));
    assertThat(output(process))
        .contains("headwater: only 100 files may be open at once", "ulimit -n ");
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(machine.resolve("builds")).doesNotExist();
  }

  @Test
  void names_files_in_utf8_where_the_posix_locale_would_lose_letters() throws Exception {
    assertThat(run()).contains("file names as in the environment");
    script(
        bin("locale"),
        """
        case ${LC_ALL:-} in
          C.UTF-8 | de_DE.UTF-8) echo UTF-8 ;;
          *) echo ANSI_X3.4-1968 ;;
        esac
        """);
    assertThat(run()).contains("file names as in C.UTF-8");
    environment.put("LC_ALL", "de_DE.UTF-8");
    assertThat(run()).contains("file names as in de_DE.UTF-8");
    script(bin("locale"), "echo ANSI_X3.4-1968\n");
    environment.put("LC_ALL", "C");
    assertThat(run()).contains("file names as in C\n");
  }

  @Test
  void is_not_led_astray_by_a_search_path_of_cd() throws Exception {
    environment.put("CDPATH", machine.toString());
    assertThat(run()).contains("-Dheadwater.home=" + checkout + " ");
  }

  private void assertFailure(String... parts) throws Exception {
    Process process = start();
    assertThat(output(process)).contains(parts);
    assertThat(process.exitValue()).isEqualTo(2);
  }

  private String run(String... arguments) throws Exception {
    Process process = start(arguments);
    String output = output(process);
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("./headwater"));
    command.addAll(List.of(arguments));
    return start(command);
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(checkout.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", machine.resolve("bin").toString());
    builder.environment().put("HOME", home.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String output(Process process) throws Exception {
    try {
      assertThat(process.waitFor(60, SECONDS)).isTrue();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly();
    }
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(machine.resolve("builds"));
  }

  private Path bin(String name) throws IOException {
    return Files.createDirectories(machine.resolve("bin")).resolve(name);
  }

  private static Path which(String tool) {
    return List.of(Path.of("/bin", tool), Path.of("/usr/bin", tool)).stream()
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private static void script(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    Files.writeString(file, "#!" + which("bash") + "\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String quoted(Path file) {
    return "'" + file + "'";
  }
}
