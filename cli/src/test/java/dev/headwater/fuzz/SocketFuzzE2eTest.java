package dev.headwater.fuzz;

import dev.headwater.e2e.RunningService;
import dev.headwater.fuzz.Finding.Kind;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code mvn verify -Pfuzz [-Dfuzz.seed=7 -Dfuzz.forms=800]}: whatever is sent over a connection is
 * answered or the connection closed, nothing is answered twice, and the service lives.
 */
@Tag("fuzz")
class SocketFuzzE2eTest {
  private static final int IDLE = 300;

  /** Of a Java process that a signal ended in good order. */
  private static final int STOPPED = 128 + 15;

  private final Findings findings = new Findings(found -> FuzzRun.print("%s", found));

  @TempDir Path folder;

  @Test
  void survives_all_forms_on_all_ports() throws IOException, InterruptedException {
    FuzzRun run = FuzzRun.fromProperties();
    try (RunningService service = RunningService.on(folder)) {
      SocketAttack attack = new SocketAttack(service, findings);
      attack.play(RawForms.of(run, service.endpoints()));
      attack.checkSmuggled();
      checkIdle(service, attack);
      int exitCode = service.stop();
      if (exitCode != STOPPED) {
        findings.add(
            new Finding(Kind.UNCLEAN_END, "exit code of the service"),
            "the end",
            Bytes.NONE,
            String.valueOf(exitCode));
      }
      new LogWatch(service::output, findings).look("all forms", Bytes.NONE);
    }
    findings.assertNone();
  }

  private static void checkIdle(RunningService service, SocketAttack attack) throws IOException {
    for (Port port : Port.values()) {
      Bytes begun = Bytes.of("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99\r\n\r\nzqx");
      try (var _ = new IdleConnections(port.address(service.endpoints()), IDLE, begun)) {
        attack.checkAlive(port, "beside idle connections");
      }
      attack.checkAlive(port, "after idle connections");
    }
  }
}
