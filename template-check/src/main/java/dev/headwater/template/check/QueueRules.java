package dev.headwater.template.check;

import dev.headwater.template.check.Resources.Projected;
import dev.headwater.template.check.Wiring.Value;
import dev.headwater.template.check.internal.Numbers;
import dev.headwater.template.check.internal.YamlText;
import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.Template.Resource;
import dev.headwater.template.check.yaml.TemplateNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** That events wait in queues: those of projections, and that of parked commits. */
final class QueueRules {
  private static final String QUEUE = "AWS::SQS::Queue";
  private static final String KEPT =
      "MessageRetentionPeriod: 1209600\nSqsManagedSseEnabled: true\n";
  private static final int DEFAULT_VISIBILITY_SECONDS = 30;

  /** As AWS recommends: a message must not come again while its function still runs. */
  private static final int TIMEOUTS = 6;

  private final Resources resources;
  private final Template template;
  private final Findings findings;
  private final TypeRules types;

  QueueRules(Resources resources, Findings findings, TypeRules types) {
    this.types = types;
    this.resources = resources;
    this.template = resources.wiring().template();
    this.findings = findings;
  }

  void checkParked() {
    queue(Resources.PARKED_COMMITS_QUEUE_URL, resources.parked(), "parked commits", "");
  }

  void check(Projected projected, List<ServiceFunction> projectors) {
    Value deadLetters = resources.deadLetters(projected);
    int visibility = visibility(projectors, resources.queue(projected));
    String own =
        "VisibilityTimeout: "
            + visibility
            + (deadLetters.id() == null ? "" : "\nRedrivePolicy:\n" + redrive(deadLetters));
    Resource queue =
        queue(
            Resources.QUEUE_URL,
            resources.queue(projected),
            "the events of " + projected.name(),
            own);
    queue(Resources.DEAD_LETTER_QUEUE_URL, deadLetters, "parked events of " + projected.name(), "");
    if (queue != null) {
      checkVisibility(queue, projectors);
      checkRedrive(queue, deadLetters);
    }
  }

  private @Nullable Resource queue(String variable, Value value, String holds, String properties) {
    String id = value.id();
    if (id == null) {
      findings.notLookedAt(
          "the queue of " + variable + ", which is not in the template: " + value.text());
      return null;
    }
    Resource queue = template.resources().get(id);
    if (queue == null) {
      findings.missing(
          "There is no queue " + id + " for " + holds,
          List.of("Resources"),
          id + ":\n  Type: " + QUEUE + "\n  Properties:\n" + (KEPT + properties).indent(4));
      return null;
    }
    return types.is(queue, QUEUE, holds) ? queue : null;
  }

  private static String redrive(Value deadLetters) {
    return "  deadLetterTargetArn: "
        + YamlText.value(deadLetters.arn())
        + "\n  maxReceiveCount: 1000";
  }

  /** The least that is right for the slowest of these functions. */
  private int visibility(List<ServiceFunction> projectors, Value queue) {
    return projectors.stream()
        .mapToInt(
            function -> TIMEOUTS * function.timeoutSeconds(template) + window(function, queue))
        .max()
        .orElse(TIMEOUTS * DEFAULT_VISIBILITY_SECONDS);
  }

  private int window(ServiceFunction function, Value queue) {
    return function.events("SQS").values().stream()
        .filter(source -> source.at("Queue").text().equals(queue.arn()))
        .mapToInt(source -> Numbers.of(template, source.at("MaximumBatchingWindowInSeconds"), 0))
        .max()
        .orElse(0);
  }

  private void checkVisibility(Resource queue, List<ServiceFunction> projectors) {
    TemplateNode given = queue.properties().at("VisibilityTimeout");
    int seconds = Numbers.of(template, given, DEFAULT_VISIBILITY_SECONDS);
    int least = visibility(projectors, new Value("${" + queue.id() + "}", queue.id(), null));
    if (projectors.isEmpty() || seconds >= least) {
      return;
    }
    String sentence =
        queue.id()
            + "'s visibility timeout is "
            + seconds
            + " s, but must be at least six times that of "
            + projectors.getFirst().id()
            + " with its batching window, or messages come again while it still runs";
    List<String> path = Findings.path(queue.id(), "Properties");
    String line = "VisibilityTimeout: " + least;
    if (given.isPresent()) {
      findings.wrong(sentence, path, given, line);
    } else {
      findings.missing(sentence, path, line);
    }
  }

  private void checkRedrive(Resource queue, Value deadLetters) {
    TemplateNode redrive = queue.properties().at("RedrivePolicy");
    boolean right =
        redrive.at("deadLetterTargetArn").text().equals(deadLetters.arn())
            && redrive.at("maxReceiveCount").isPresent();
    if (right || deadLetters.id() == null) {
      return;
    }
    String sentence =
        queue.id()
            + " must redrive what is received too often to "
            + deadLetters.id()
            + ", the projector's dead-letter queue";
    String yaml = "RedrivePolicy:\n" + redrive(deadLetters);
    List<String> path = Findings.path(queue.id(), "Properties");
    if (redrive.isPresent()) {
      findings.wrong(sentence, path, redrive, yaml);
    } else {
      findings.missing(sentence, path, yaml);
    }
  }
}
