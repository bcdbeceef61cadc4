package dev.headwater.testkit.simulation;

import dev.headwater.CommandHandler;
import dev.headwater.CommandRequest;
import dev.headwater.Outcome;
import dev.headwater.TooManyConflictsException;
import dev.headwater.event.CommandStamp;
import dev.headwater.host.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends commands to any host, repeats those without an answer, and reads its own writes. */
final class Client<C, S, E, R, V> {
  private static final int MAX_TRIES = 3;

  private final World<C, S, E, R, V> world;
  private final String name;
  private final List<SimulatedHost<C, S, E, R, V>> hosts;
  private final AnswerCheck<C, S, E, R, V> answers;
  private final List<Call<C, E, R>> calls;
  private final Reader<S, E, V> reader;
  private final List<CommandRequest<C>> sent = new ArrayList<>();

  Client(
      World<C, S, E, R, V> world,
      String name,
      List<SimulatedHost<C, S, E, R, V>> hosts,
      AnswerCheck<C, S, E, R, V> answers,
      List<Call<C, E, R>> calls) {
    this.world = world;
    this.name = name;
    this.hosts = hosts;
    this.answers = answers;
    this.calls = calls;
    this.reader = new Reader<>(world, name);
  }

  void live(int commands) {
    for (int number = 0; number < commands; number++) {
      CommandRequest<C> request = request(number);
      sent.add(request);
      boolean answered = false;
      for (int attempt = 1; !answered && attempt <= MAX_TRIES; attempt++) {
        answered = send(request) || request.stamp() == null;
      }
    }
  }

  private CommandRequest<C> request(int number) {
    int kind = world.choices.below(8);
    if (kind == 7 && !sent.isEmpty()) {
      return world.choices.of(sent);
    }
    String id = world.choices.of(world.domain.aggregateIds());
    C command = world.domain.command(id, world.choices);
    CommandRequest<C> any = CommandRequest.of(world.streamOf(id), command);
    CommandRequest<C> request = world.domain.creates(command) ? any.asCreating() : any;
    String commandId = name + "-" + number;
    return switch (kind) {
      case 6 -> stamped(name + "-0", request);
      case 5 -> request;
      case 4 -> stamped(commandId, request.withExpectedVersion((long) world.choices.below(6)));
      case 3 ->
          stamped(
              commandId, request.withExpectedVersion(world.truth.head(request.stream()).version()));
      default -> stamped(commandId, request);
    };
  }

  /** Includes the expected version: with another one, it would be another command. */
  private CommandRequest<C> stamped(String commandId, CommandRequest<C> request) {
    return request.withStamp(
        CommandStamp.of(
            commandId, request.command().toString(), String.valueOf(request.expectedVersion())));
  }

  /** Whether there was an answer. */
  private boolean send(CommandRequest<C> request) {
    SimulatedHost<C, S, E, R, V> host = world.choices.of(hosts);
    long versionBefore = world.truth.head(request.stream()).version();
    int commitsBefore = world.truth.commits();
    world.story.line(
        "{} -> {}: {} to {}, id {}, expecting {}",
        name,
        host.name(),
        request.command(),
        request.stream(),
        request.stamp() == null ? "none" : request.stamp().commandId(),
        request.expectedVersion());
    Outcome<E, R> outcome = null;
    boolean mayHaveTakenEffect = true;
    CommandHandler<C, S, E, R> handler = host.handler();
    try {
      outcome = handler.handle(request);
    } catch (UnavailableException e) {
      mayHaveTakenEffect = e.mayHaveTakenEffect();
    } catch (TooManyConflictsException e) {
      mayHaveTakenEffect = false;
    } catch (Crash e) {
      host.restart();
    }
    world.story.line(
        "{} <- {}: {}",
        name,
        host.name(),
        outcome == null
            ? "no answer, " + (mayHaveTakenEffect ? "may have taken effect" : "no effect")
            : outcome);
    Call<C, E, R> call =
        new Call<>(request, versionBefore, commitsBefore, outcome, mayHaveTakenEffect);
    calls.add(call);
    answers.judge(call);
    readBack(request, outcome);
    return outcome != null;
  }

  private void readBack(CommandRequest<C> request, @Nullable Outcome<E, R> outcome) {
    if (outcome instanceof Outcome.Committed<E, R>(long version, List<E> events)) {
      switch (world.choices.below(4)) {
        case 1 -> reader.lookUp(request.stream(), version);
        case 2 -> reader.list(request.stream(), version);
        default -> {
          // Not every client reads back.
        }
      }
    }
  }
}
