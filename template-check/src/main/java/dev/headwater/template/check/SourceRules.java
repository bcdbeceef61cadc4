package dev.headwater.template.check;

import dev.headwater.template.check.Resources.Projected;
import dev.headwater.template.check.yaml.TemplateNode;
import java.util.List;
import java.util.Map;

/** That the relay reads the events table's stream, and each projector its queue. */
final class SourceRules {
  static final String STREAM = "DynamoDB";
  static final String COMMITS_ONLY =
      "{\"dynamodb\": {\"Keys\": {\"SK\": {\"S\": [{\"prefix\": \"EVENT#\"}]}}}}";

  private static final String QUEUE = "SQS";
  private static final String RESPONSES = "FunctionResponseTypes";
  private static final String REPORT = "ReportBatchItemFailures";

  private final Resources resources;
  private final Findings findings;
  private final FunctionYaml yaml;

  SourceRules(Resources resources, Findings findings, FunctionYaml yaml) {
    this.resources = resources;
    this.findings = findings;
    this.yaml = yaml;
  }

  void check(FunctionNeed need, ServiceFunction function) {
    Projected projected = need.projected();
    if (!function.resource().type().equals("AWS::Serverless::Function")) {
      return;
    }
    if (need.kind() == FunctionKind.RELAY) {
      checkRelay(function);
    } else if (projected != null) {
      checkProjector(function, projected);
    }
  }

  private void checkRelay(ServiceFunction function) {
    String stream = resources.events().stream();
    if (stream.isEmpty()) {
      findings.notLookedAt(
          "the event source of " + function.id() + ", whose table is not in the template");
      return;
    }
    for (Map.Entry<String, TemplateNode> source : function.events(STREAM).entrySet()) {
      TemplateNode read = source.getValue().at("Stream");
      if (resources.eventsTables().mayRead(read)) {
        List<String> path = path(function, source.getKey());
        checkStream(function, read, path);
        checkReports(function, source.getValue(), path);
        checkFilter(function, source.getValue(), path);
        checkStart(function, source.getValue(), path);
        return;
      }
    }
    findings.missing(
        function.id() + " is not triggered by the stream of " + resources.events().shown(),
        Findings.path(function.id(), "Properties", "Events"),
        function.freeEvent("Commits") + ":\n" + yaml.events().stream());
  }

  private void checkStream(ServiceFunction function, TemplateNode stream, List<String> path) {
    if (!resources.eventsTables().isRead(stream)) {
      findings.wrong(
          function.id()
              + " must read the stream of the table that "
              + Resources.COMMAND_TABLE
              + " names, which is "
              + resources.events().yaml(),
          path,
          stream,
          "Stream: " + resources.eventsTables().streamYaml());
    }
  }

  private void checkProjector(ServiceFunction function, Projected projected) {
    String queue = resources.queue(projected).arn();
    if (queue.isEmpty()) {
      findings.notLookedAt(
          "the event source of " + function.id() + ", whose queue is not in the template");
      return;
    }
    for (Map.Entry<String, TemplateNode> source : function.events(QUEUE).entrySet()) {
      if (source.getValue().at("Queue").text().equals(queue)) {
        checkReports(function, source.getValue(), path(function, source.getKey()));
        return;
      }
    }
    findings.missing(
        function.id() + " is not triggered by " + resources.queue(projected).shown(),
        Findings.path(function.id(), "Properties", "Events"),
        function.freeEvent("Events") + ":\n" + yaml.events().queue(projected));
  }

  private static List<String> path(ServiceFunction function, String event) {
    return Findings.path(function.id(), "Properties", "Events", event, "Properties");
  }

  private void checkReports(ServiceFunction function, TemplateNode source, List<String> path) {
    TemplateNode given = source.at(RESPONSES);
    String line = RESPONSES + ": [" + REPORT + ']';
    String sentence =
        function.id() + " reports what it could not do, which its event source must ask for";
    if (!given.isPresent()) {
      findings.missing(sentence, path, line);
    } else if (!given.texts().contains(REPORT)) {
      findings.wrong(sentence, path, given, line);
    }
    TemplateNode enabled = source.at("Enabled");
    if (enabled.text().equalsIgnoreCase("false")) {
      findings.wrong(
          function.id() + "'s event source is switched off", path, enabled, "Enabled: true");
    }
  }

  private void checkStart(ServiceFunction function, TemplateNode source, List<String> path) {
    TemplateNode start = source.at("StartingPosition");
    String line = "StartingPosition: TRIM_HORIZON";
    String sentence = function.id() + " must begin with the oldest commit of the stream";
    if (!start.isPresent()) {
      findings.missing(sentence, path, line);
    } else if (!start.text().equals("TRIM_HORIZON")) {
      findings.wrong(sentence, path, start, line);
    }
  }

  private void checkFilter(ServiceFunction function, TemplateNode source, List<String> path) {
    TemplateNode filters = source.at("FilterCriteria", "Filters");
    String sentence = function.id() + " must get the commits of the stream, and nothing else";
    String yaml = "FilterCriteria:\n  Filters:\n    - Pattern: '" + COMMITS_ONLY + '\'';
    if (!filters.isPresent()) {
      findings.missing(sentence, path, yaml);
    } else if (filters.elements().isEmpty()
        || !filters.elements().stream()
            .allMatch(filter -> CommitFilter.selectsCommits(filter.at("Pattern").text()))) {
      findings.wrong(sentence, path, source.at("FilterCriteria"), yaml);
    }
  }
}
