package dev.headwater.fuzz;

import dev.headwater.e2e.RunningService;
import dev.headwater.fuzz.Finding.Kind;
import dev.headwater.local.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Plays forms one after the other, and looks after each that the port lives. */
final class SocketAttack {
  private static final Duration BOUND = Duration.ofSeconds(10);

  private final Endpoints endpoints;
  private final Findings findings;
  private final RawOracle oracle;
  private final LogWatch log;
  private int loud;

  SocketAttack(RunningService service, Findings findings) {
    this.endpoints = service.endpoints();
    this.findings = findings;
    this.oracle = new RawOracle(findings);
    this.log = new LogWatch(service::output, findings);
    log.look("the start", Bytes.NONE);
  }

  void play(List<RawForm> forms) {
    forms.forEach(this::play);
    if (loud > forms.size()) {
      findings.add(
          new Finding(Kind.LOG_NOISE, "more lines than forms"),
          "all forms",
          Bytes.NONE,
          loud + " lines");
    }
    FuzzRun.print("%d forms played, %d warnings in the log", forms.size(), loud);
  }

  private void play(RawForm form) {
    try {
      oracle.check(form, RawExchange.play(form, form.port().address(endpoints), BOUND));
    } catch (IOException e) {
      findings.add(
          new Finding(Kind.NO_ANSWER, form.port() + " cannot be reached"),
          form.name(),
          form.sent(),
          e.toString());
    }
    checkAlive(form.port(), "after " + form.name());
    loud += log.look(form.port() + " " + form.name(), form.sent());
  }

  void checkAlive(Port port, String where) {
    try (WireClient client = new WireClient(endpoints, findings)) {
      WireRequest request = RawForms.alive(port);
      Optional<Answer> answer = client.send(request, where);
      if (answer.filter(Answer::isSuccess).isEmpty()) {
        findings.add(
            new Finding(Kind.REFUSED, port + " a good request"),
            where,
            request.bytes(),
            answer.toString());
      }
    } catch (UncheckedIOException e) {
      findings.add(
          new Finding(Kind.NO_ANSWER, port + " cannot be reached"),
          where,
          Bytes.NONE,
          e.toString());
    }
  }

  /** None of the requests within others was carried out. */
  void checkSmuggled() {
    try (WireClient client = new WireClient(endpoints, findings)) {
      for (int number = 1; number <= RawForms.highestNumber(); number++) {
        WireRequest look =
            WireRequest.get(Port.API, "/customers/" + RawBase.smuggledId(number) + "/events");
        Optional<Answer> answer = client.send(look, "looking for what was smuggled");
        if (answer.filter(none -> none.status() == 404).isEmpty()) {
          findings.add(
              new Finding(Kind.DESYNC, "a smuggled request was carried out"),
              RawBase.smuggledId(number),
              look.bytes(),
              answer.toString());
        }
      }
    }
  }
}
