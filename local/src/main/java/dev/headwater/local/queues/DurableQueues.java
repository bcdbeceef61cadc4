package dev.headwater.local.queues;

import static java.util.stream.Collectors.toSet;

import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.template.EventInvokeConfig;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.MappingDeclaration.FromQueue;
import dev.headwater.local.template.MappingDeclaration.FromStream;
import dev.headwater.local.template.QueueDeclaration;
import dev.headwater.local.template.QueueDeclaration.Redrive;
import dev.headwater.local.template.RuleDeclaration.Target;
import dev.headwater.local.template.Stack;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The queues whose messages survive the process: those that no event source mapping polls, because
 * their messages wait for an operator, and those that the template names as dead-letter queues or
 * on-failure destinations. What the other queues hold, the streams bring again.
 *
 * @param folder has one folder for each queue
 */
public record DurableQueues(Path folder, Set<String> names) {
  public DurableQueues {
    names = Set.copyOf(names);
  }

  public static DurableQueues of(Path folder, Stack stack) {
    Set<String> names = new HashSet<>();
    stack.queues().stream().map(QueueDeclaration::queueName).forEach(names::add);
    names.removeAll(queueNames(polled(stack)));
    names.addAll(queueNames(deadLetters(stack)));
    return new DurableQueues(folder, names);
  }

  private static Set<String> queueNames(Stream<String> arns) {
    return arns.map(LocalArn::queueName).collect(toSet());
  }

  private static Stream<String> polled(Stack stack) {
    return stack.functions().stream()
        .flatMap(function -> function.mappings().stream())
        .flatMap(
            mapping ->
                mapping instanceof FromQueue queue ? Stream.of(queue.queueArn()) : Stream.empty());
  }

  private static Stream<String> deadLetters(Stack stack) {
    Stream<Target> targets =
        Stream.concat(
            stack.rules().stream().flatMap(rule -> rule.targets().stream()),
            stack.schedules().stream().flatMap(schedule -> schedule.targets().stream()));
    return Stream.of(
            stack.queues().stream()
                .flatMap(queue -> Optional.ofNullable(queue.redrive()).stream())
                .map(Redrive::deadLetterQueueArn),
            targets.flatMap(target -> Optional.ofNullable(target.deadLetterQueueArn()).stream()),
            stack.functions().stream().flatMap(DurableQueues::failures))
        .flatMap(arns -> arns);
  }

  private static Stream<String> failures(FunctionDeclaration function) {
    EventInvokeConfig calls = function.eventInvokeConfig();
    return Stream.concat(
        Stream.of(
                Optional.ofNullable(calls.onFailureQueueArn()),
                Optional.ofNullable(calls.deadLetterQueueArn()))
            .flatMap(Optional::stream),
        function.mappings().stream()
            .flatMap(
                mapping ->
                    mapping instanceof FromStream stream
                        ? Optional.ofNullable(stream.onFailureQueueArn()).stream()
                        : Stream.empty()));
  }
}
