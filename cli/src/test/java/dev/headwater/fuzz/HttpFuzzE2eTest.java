package dev.headwater.fuzz;

import dev.headwater.e2e.Launcher;
import dev.headwater.e2e.Launcher.Finished;
import dev.headwater.e2e.QuietService;
import dev.headwater.e2e.RunningService;
import dev.headwater.fuzz.Finding.Kind;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code mvn verify -Pfuzz [-Dfuzz.seed=7 -Dfuzz.requests=20000]}: whatever is sent is answered as
 * documented, what is acknowledged is kept, and nobody's data shows in an error, metric or log.
 */
@Tag("fuzz")
class HttpFuzzE2eTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Of a Java process that a signal ended in good order. */
  private static final int STOPPED = 128 + 15;

  private final Findings findings = new Findings(found -> FuzzRun.print("%s", found));

  @TempDir Path folder;

  @Test
  void answers_all_requests_as_documented_and_keeps_what_it_acknowledged()
      throws InterruptedException {
    FuzzRun run = FuzzRun.fromProperties();
    try (RunningService service = RunningService.on(folder)) {
      LogWatch log = new LogWatch(service::output, findings);
      HttpAttack attack = new HttpAttack(run, service.endpoints(), findings, log);
      attack.send();
      FuzzRun.print(
          "%d of %d requests answered, %d customers registered",
          attack.answers(), run.requests(), attack.accepted().customers().size());
      if (!attack.isMostlyAvailable()) {
        found(Kind.SERVER_FAULT, "more 5xx than a few", "");
      }
      awaitQuiet(service);
      new ReadBack(service.endpoints(), attack.accepted(), findings).check();
      checkMetrics(service);
      checkEnd("verify", Launcher.run("verify", "-o", "json", "--data", folder.toString()));
      checkEnd("claims check", Launcher.run("claims", "check", "--data", folder.toString()));
      int exitCode = service.stop();
      if (exitCode != STOPPED) {
        found(Kind.UNCLEAN_END, "exit code of the service", String.valueOf(exitCode));
      }
      log.look("the end", Bytes.NONE);
    }
    findings.assertNone();
  }

  private void awaitQuiet(RunningService service) {
    try (QuietService quiet = new QuietService(service)) {
      quiet.awaitQuiet(PATIENCE);
    } catch (ConditionTimeoutException notQuiet) {
      found(Kind.UNCLEAN_END, "queues that are not empty", String.valueOf(notQuiet.getMessage()));
    }
  }

  private void checkMetrics(RunningService service) {
    try (WireClient client = new WireClient(service.endpoints(), findings)) {
      WireRequest request = WireRequest.get(Port.API, "/metrics");
      client
          .send(request, "metrics")
          .flatMap(answer -> answer.text().lines().filter(Marker::isIn).findFirst())
          .ifPresent(line -> found(Kind.LEAK, "a metric", line));
    }
  }

  private void checkEnd(String command, Finished run) {
    if (run.exitCode() != 0) {
      found(
          Kind.UNCLEAN_END, command + " exits with " + run.exitCode(), run.output() + run.errors());
    }
    if (Marker.isIn(run.output() + run.errors())) {
      found(Kind.LEAK, "output of " + command, run.output() + run.errors());
    }
  }

  private void found(Kind kind, String what, String seen) {
    findings.add(new Finding(kind, what), "the end", Bytes.NONE, seen);
  }
}
