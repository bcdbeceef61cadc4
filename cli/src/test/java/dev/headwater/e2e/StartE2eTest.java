package dev.headwater.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.e2e.Launcher.Finished;
import dev.headwater.local.Endpoints;
import dev.headwater.repository.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartE2eTest {
  @TempDir Path folder;

  @Test
  void says_how_it_is_used() throws InterruptedException {
    Finished help = Launcher.run("--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.output()).contains("Usage: headwater", "serve", "claims");
    assertThat(Launcher.run("--version").output()).startsWith("headwater 0.");
    assertThat(Launcher.run("serve", "--help").output())
        .contains(
            "--port",
            "--data",
            "--ephemeral",
            "--template",
            "--watch",
            "--parameter",
            "--chaos",
            "  lost-reply    a function's write succeeds, but its reply is lost\n");
  }

  @Test
  void starts_from_archived_classes() throws InterruptedException {
    // With which the JVM ends when the archive that it is given is of no use.
    Map<String, String> strictly = Map.of("JDK_JAVA_OPTIONS", "-Xshare:on");
    assertThat(Repository.ROOT.resolve("cli/target/libraries.jsa")).isNotEmptyFile();
    assertThat(Launcher.run(strictly, "--version").output()).startsWith("headwater 0.");
  }

  @Test
  void refuses_wrong_usage() throws InterruptedException {
    assertThat(Launcher.run("serve", "--port", "many").exitCode()).isEqualTo(2);
    assertThat(Launcher.run("serve", "--ephemeral", "--data", "x").exitCode()).isEqualTo(2);
    assertThat(Launcher.run("serve", "--data", "").exitCode()).isEqualTo(2);
    Finished chaos = Launcher.run("serve", "--ephemeral", "--chaos", "mischief=0.1");
    assertThat(chaos.exitCode()).isEqualTo(2);
    assertThat(chaos.errors())
        .startsWith(
            "Invalid value for option '--chaos': "
                + "There is no fault \"mischief\": choose duplicate, delay,");
    assertThat(Launcher.run("dance").exitCode()).isEqualTo(2);
    assertThat(Launcher.run().exitCode()).isEqualTo(2);
    assertThat(Launcher.run("serve", "--prot", "99").errors())
        .isEqualTo(
            """
            Unknown options: '--prot', '99'
            Did you mean --port?
            See 'headwater serve --help'.
            """);
  }

  @Test
  void refuses_another_number_of_list_shards_than_the_views_have() throws InterruptedException {
    RunningService.on(folder).close();

    Finished start =
        Launcher.run(
            "serve", "--port", "0", "--data", folder.toString(), "--parameter", "ListShards=8");
    assertThat(start.exitCode()).isEqualTo(1);
    assertThat(start.errors())
        .contains("are spread over 4 shards, and this function is configured with 8");
  }

  @Test
  void serves_in_a_language_with_digits_of_its_own() throws InterruptedException {
    Map<String, String> persian =
        Map.of(
            "LC_ALL",
            "C",
            "JAVA_TOOL_OPTIONS",
            "-Duser.language=fa -Duser.country=IR -Duser.language.format=fa");
    try (RunningService service = RunningService.on(persian, folder)) {
      String id = service.api().registered();
      await().until(() -> service.api().get("/customers/" + id).status() == 200);
      await()
          .untilAsserted(
              () -> assertThat(service.api().get("/customers?email=*").text()).contains(id));
    }
  }

  @Test
  void shows_its_addresses_without_all_that_it_passes_over() throws InterruptedException {
    try (RunningService service = RunningService.on(folder)) {
      assertThat(service.output())
          .filteredOn(line -> line.contains("no effect locally"))
          .singleElement()
          .asString()
          .endsWith("(--verbose lists them)");
      assertThat(service.output())
          .anyMatch(line -> line.contains("Ignored locally: AWS::CloudWatch::Alarm"));
    }
  }

  @Test
  void starts_through_a_symbolic_link_from_elsewhere() throws IOException, InterruptedException {
    Path link =
        Files.createSymbolicLink(folder.resolve("a link"), Repository.ROOT.resolve("headwater"));
    Finished run = Launcher.end(Launcher.start(link, "--version"));
    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.output()).contains("headwater 0.");
  }

  @Test
  void says_that_the_port_is_in_use() throws IOException, InterruptedException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertRefused(Launcher.run("serve", "--ephemeral", "--port", port), port);
    }
  }

  @Test
  void says_that_the_data_folder_is_in_use() throws InterruptedException {
    try (RunningService first = RunningService.on(folder)) {
      Finished second = Launcher.run("serve", "--port", "0", "--data", folder.toString());
      assertRefused(second, folder.toString());
      assertThat(first.api().get("/health").status()).isEqualTo(200);
    }
  }

  @Test
  void says_what_is_wrong_with_a_template() throws IOException, InterruptedException {
    Path template =
        Files.writeString(
            folder.resolve("template.yaml"),
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Cache:
                Type: AWS::ElastiCache::CacheCluster
            """);
    Finished broken =
        Launcher.run("serve", "--ephemeral", "--port", "0", "--template", template.toString());
    assertRefused(broken, "AWS::ElastiCache::CacheCluster");
    Finished absent =
        Launcher.run(
            "serve",
            "--ephemeral",
            "--port",
            "0",
            "--template",
            folder.resolve("none.yaml").toString());
    assertRefused(absent, "none.yaml");
  }

  @Test
  void keeps_its_data_across_a_restart_and_says_where_it_listens_only_while_it_does()
      throws InterruptedException {
    String id;
    try (RunningService service = RunningService.on(folder)) {
      id = service.api().registered();
      await().until(() -> service.api().get("/customers/" + id).status() == 200);
    }
    assertThat(Endpoints.read(folder)).isEmpty();
    try (RunningService service = RunningService.on(folder)) {
      assertThat(service.api().get("/customers/" + id).status()).isEqualTo(200);
      assertThat(service.stop()).isIn(0, 143);
      assertThat(service.output()).anyMatch(line -> line.matches("started in \\d+\\.\\d s"));
      await()
          .untilAsserted(
              () -> assertThat(service.output()).contains("stopping (finishing work in progress)"));
    }
  }

  @Test
  void reads_the_streams_again_only_after_a_stop_that_was_not_clean() throws InterruptedException {
    try (RunningService service = RunningService.on(folder)) {
      service.api().registered();
    }
    try (RunningService service = RunningService.on(folder)) {
      assertThat(service.output()).noneMatch(StartE2eTest::tellsOfReadingAgain);
      service.kill();
    }
    try (RunningService service = RunningService.on(folder)) {
      assertThat(service.output())
          .anyMatch(StartE2eTest::tellsOfReadingAgain)
          .anyMatch(line -> line.contains("(the process was killed)"));
    }
  }

  private static boolean tellsOfReadingAgain(String line) {
    return line.contains("the last stop was not clean");
  }

  private static void assertRefused(Finished run, String named) {
    assertThat(run.exitCode()).as(run.errors()).isEqualTo(1);
    assertThat(run.errors().strip()).startsWith("headwater: ").contains(named).hasLineCount(1);
    assertThat(run.output()).doesNotContain("ready");
  }
}
