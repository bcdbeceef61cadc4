package dev.headwater.fuzz;

import dev.headwater.e2e.Callers;
import dev.headwater.local.Endpoints;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Sends a run's requests, and looks at each answer. */
final class HttpAttack {
  private static final int CALLERS = 8;
  private static final int TO_AWS = 6;
  private static final int LOOK_INTERVAL = 100;
  private static final int RARE = 50;

  private final FuzzRun run;
  private final Endpoints endpoints;
  private final Findings findings;
  private final LogWatch log;
  private final AcceptedCommands accepted = new AcceptedCommands();
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong faults = new AtomicLong();
  private final CustomerRequests customers;
  private final AwsRequests aws;
  private final AnswerCheck answerCheck;
  private final CursorCheck cursorCheck;

  HttpAttack(FuzzRun run, Endpoints endpoints, Findings findings, LogWatch log) {
    var known = new Known();
    this.run = run;
    this.endpoints = endpoints;
    this.findings = findings;
    this.log = log;
    this.customers = new CustomerRequests(known, endpoints.functions(), run.seed());
    this.aws = new AwsRequests(endpoints);
    this.answerCheck = new AnswerCheck(findings, accepted, known);
    this.cursorCheck = new CursorCheck(findings, known);
  }

  AcceptedCommands accepted() {
    return accepted;
  }

  /** Also those that are documented: one that is always busy would be of no use. */
  boolean isMostlyAvailable() {
    return faults.get() <= run.requests() / RARE;
  }

  long answers() {
    return answers.get();
  }

  void send() {
    List<Integer> callers = IntStream.range(0, CALLERS).boxed().toList();
    Callers.forAll(
        CALLERS,
        callers,
        caller -> {
          try (WireClient client = new WireClient(endpoints, findings)) {
            for (long index = caller; index < run.requests(); index += CALLERS) {
              send(index, client);
              if (index % LOOK_INTERVAL == 0) {
                look(index);
              }
            }
            if (client.hasRepeated()) {
              accepted.mayHaveMissedOne();
            }
          }
        });
  }

  /** Now and then, so that a line has some place. */
  private synchronized void look(long index) {
    log.look("request " + index + ", or one just before", Bytes.NONE);
  }

  private void send(long index, WireClient client) {
    Chance chance = run.chance(index);
    WireRequest request =
        chance.oneIn(TO_AWS)
            ? aws.next(chance)
            : RequestMutator.request(chance, customers.next(chance, index));
    String where = "request " + index;
    client
        .send(request, where)
        .ifPresentOrElse(
            answer -> {
              answers.incrementAndGet();
              if (answer.status() >= 500) {
                accepted.mayHaveMissedOne();
                faults.incrementAndGet();
              }
              answerCheck.check(request, answer, where);
              cursorCheck.check(request, answer, where, client::send);
            },
            accepted::mayHaveMissedOne);
  }
}
