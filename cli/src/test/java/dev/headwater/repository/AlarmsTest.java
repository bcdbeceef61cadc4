package dev.headwater.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.Template.Resource;
import dev.headwater.template.check.yaml.TemplateNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the templates' alarms watch, whom they notify, and that the guide explains each. */
class AlarmsTest {
  private static final Path GUIDE = Path.of("docs/operations.md");
  private static final Pattern EXPLAINED =
      Pattern.compile("\\S.*\\. See docs/operations\\.md#(\\S+)");
  private static final Pattern CHAPTER = Pattern.compile("(?ms)^## Alarms$(.*?)^## ");
  private static final Pattern CHILD = Pattern.compile("ALARM\\(\"\\$\\{(\\w+)}\"\\)");
  private static final Pattern NAME = Pattern.compile("\\$\\{(\\w+)[}.]");
  private static final Pattern METRIC = Pattern.compile("\\b[a-z]\\w*");
  private static final String FAULTS = "ConfigurationFaults";
  private static final String DEPTH = "ApproximateNumberOfMessagesVisible";
  private static final Collector<String, ?, Set<String>> TO_SET =
      Collectors.toCollection(TreeSet::new);

  /** CloudWatch's limit for the metrics of an alarm. */
  private static final int MAX_METRICS = 10;

  private static Map<String, TemplateNode> ofType(Template template, String... types) {
    return Stream.of(types)
        .flatMap(type -> template.ofType(type).stream())
        .collect(Collectors.toMap(Resource::id, Resource::properties));
  }

  private static Map<String, TemplateNode> alarms(Template template) {
    return ofType(template, "AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm");
  }

  /** The anchors of the guide's sections on alarms. */
  private static Set<String> sections() {
    var chapter = CHAPTER.matcher(Repository.text(GUIDE));
    assertThat(chapter.find()).isTrue();
    return Anchors.of(chapter.group(1));
  }

  private static List<String> linked(Template template) {
    return alarms(template).values().stream()
        .map(
            alarm -> {
              String description = alarm.at("AlarmDescription").text();
              var explained = EXPLAINED.matcher(description);
              assertThat(explained.matches()).as(description).isTrue();
              return explained.group(1);
            })
        .toList();
  }

  @Test
  void each_leads_to_its_section_of_the_guide_and_every_section_has_an_alarm() {
    assertThat(
            DeployedTemplates.all()
                .flatMap(template -> linked(template.getPayload()).stream())
                .collect(TO_SET))
        .isEqualTo(sections());
  }

  @ParameterizedTest
  @MethodSource(DeployedTemplates.ALL)
  void each_notifies_or_is_part_of_one_that_does(Template template) {
    Map<String, TemplateNode> alarms = alarms(template);
    Set<String> heard = new TreeSet<>();
    alarms.forEach(
        (id, alarm) -> {
          if (alarm.at("AlarmActions").isPresent()) {
            heard.add(id);
            heard.addAll(children(alarm));
          }
        });

    assertThat(alarms.values())
        .allSatisfy(alarm -> assertThat(alarms.keySet()).containsAll(children(alarm)));
    assertThat(heard).isEqualTo(alarms.keySet());
  }

  @ParameterizedTest
  @MethodSource(DeployedTemplates.ALL)
  void the_guide_lists_those_that_notify_with_their_parts(Template template) {
    String guide = Repository.text(GUIDE);

    alarms(template)
        .forEach(
            (id, alarm) -> {
              if (alarm.at("AlarmActions").isPresent()) {
                List<String> parts =
                    children(alarm).stream().map(child -> '`' + child + '`').toList();
                assertThat(guide.lines())
                    .filteredOn(line -> line.startsWith("| `" + id + "` |"))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains(String.join(", ", parts)));
              }
            });
  }

  @ParameterizedTest
  @MethodSource(DeployedTemplates.ALL)
  void they_watch_every_function(Template template) {
    Set<String> functions = ofType(template, "AWS::Serverless::Function").keySet();
    Set<String> projectors =
        functions.stream().filter(id -> id.endsWith("ProjectorFunction")).collect(TO_SET);
    Set<String> requests = Set.of("CommandFunction", "QueryFunction");

    assertThat(watched(template, "FunctionsThrottledAlarm", "Throttles")).isEqualTo(functions);
    assertThat(watched(template, "RequestErrorsAlarm", "Errors")).isEqualTo(requests);
    assertThat(watched(template, "RelayErrorsAlarm", "Errors")).containsOnly("RelayFunction");
    assertThat(watched(template, "ProjectorErrorsAlarm", "Errors")).isEqualTo(projectors);
    assertThat(watched(template, "RequestsRefusedAlarm", FAULTS)).isEqualTo(requests);
    assertThat(watched(template, "RelayRefusedAlarm", FAULTS)).containsOnly("RelayFunction");
    assertThat(watched(template, "ViewsRefusedAlarm", FAULTS)).isEqualTo(projectors);
    assertThat(watched(template, "OperationsRefusedAlarm", FAULTS))
        .containsOnly("OperationsFunction");
    assertThat(watched(template, "ViewsRetriedAlarm", "MessagesToRetry")).containsAll(projectors);
    assertThat(watched(template, "ViewsDelayedAlarm", "ProjectionLag")).containsAll(projectors);
    assertThat(watched(template, "RelayStoppedAlarm", "Invocations")).containsOnly("RelayFunction");
    assertThat(watched(template, "CommitsAlteredAlarm", "CommitsAltered"))
        .containsOnly("RelayFunction");
    assertThat(watched(template, "HeartbeatAlarm", "HeartbeatLag")).containsOnly("CheckFunction");
    assertThat(watched(template, "ViewsDifferAlarm", "ViewsDiffering"))
        .containsOnly("CheckFunction");
    assertThat(watched(template, "NightlyCheckAlarm", "StreamsChecked"))
        .containsOnly("CheckFunction");
    assertThat(watched(template, "NightlyCheckAlarm", "CheckUnfinished"))
        .containsOnly("CheckFunction");
  }

  @ParameterizedTest
  @MethodSource(DeployedTemplates.ALL)
  void they_watch_every_queue_rule_and_table(Template template) {
    Set<String> all = new TreeSet<>(ofType(template, "AWS::SQS::Queue").keySet());
    all.remove("HeartbeatQueue"); // what is wrong with it or its rule raises the HeartbeatAlarm
    Set<String> queues = all.stream().filter(id -> id.endsWith("Queue")).collect(TO_SET);
    Set<String> letters = new TreeSet<>(all);
    letters.removeAll(queues);
    Set<String> rules = new TreeSet<>(ofType(template, "AWS::Events::Rule").keySet());
    rules.add("Bus");
    rules.remove("HeartbeatRule");
    Map<String, TemplateNode> tables = ofType(template, "AWS::DynamoDB::Table");
    Set<String> throttled = new TreeSet<>(tables.keySet());
    throttled.remove("OperationsTable"); // does not hold requests or events up
    throttled.addAll(indexes(tables.values()));
    throttled.add("EventsTableName"); // in place of the stack's own

    assertThat(watched(template, "ViewsLateAlarm", "ApproximateAgeOfOldestMessage"))
        .isEqualTo(queues);
    assertThat(watched(template, "LettersAlarm", DEPTH)).isEqualTo(letters);
    assertThat(watched(template, "MoreLettersAlarm", DEPTH)).isEqualTo(letters);
    assertThat(watched(template, "MoreLettersAlarm", "NumberOfMessagesSent")).isEqualTo(letters);
    assertThat(watched(template, "BusDeliveryAlarm", "FailedInvocations")).isEqualTo(rules);
    assertThat(watched(template, "BusDeliveryAlarm", "InvocationsFailedToBeSentToDlq"))
        .isEqualTo(rules);
    assertThat(watched(template, "TablesThrottledAlarm", "ReadThrottleEvents"))
        .isEqualTo(throttled);
    assertThat(watched(template, "TablesThrottledAlarm", "WriteThrottleEvents"))
        .isEqualTo(throttled);
  }

  private static List<String> indexes(Collection<TemplateNode> tables) {
    return tables.stream()
        .flatMap(table -> table.at("GlobalSecondaryIndexes").elements().stream())
        .map(index -> index.at("IndexName").text())
        .toList();
  }

  @ParameterizedTest
  @MethodSource(DeployedTemplates.ALL)
  void an_expression_has_each_of_its_metrics_and_no_other(Template template) {
    ofType(template, "AWS::CloudWatch::Alarm")
        .forEach(
            (id, alarm) -> {
              Set<String> always = new TreeSet<>();
              Set<String> withSearch = new TreeSet<>();
              for (TemplateNode metric : alarm.at("Metrics").items()) {
                String name = metric.elements().getFirst().at("Id").text();
                withSearch.add(name);
                if (!metric.function().equals("If")) {
                  always.add(name);
                }
              }
              assertThat(withSearch).as(id).hasSizeLessThanOrEqualTo(MAX_METRICS + 1);
              List<Set<String>> used = expressions(alarm);
              if (!used.isEmpty()) {
                assertThat(used.getFirst()).as(id).isEqualTo(withSearch);
                assertThat(used.getLast()).as(id).isEqualTo(always);
              }
            });
  }

  /** The metrics that each branch of the expression names, and the expression itself. */
  private static List<Set<String>> expressions(TemplateNode alarm) {
    return alarm.at("Metrics").elements().stream()
        .flatMap(part -> part.at("Expression").elements().stream())
        .map(TemplateNode::text)
        .filter(expression -> !expression.contains("METRICS()"))
        .map(
            expression ->
                Stream.concat(
                        Stream.of("alarm"),
                        METRIC.matcher(expression).results().map(MatchResult::group))
                    .collect(TO_SET))
        .toList();
  }

  private static Set<String> watched(Template template, String alarm, String metric) {
    Set<String> watched = new TreeSet<>();
    ofType(template, "AWS::CloudWatch::Alarm").entrySet().stream()
        .filter(each -> each.getKey().equals(alarm))
        .flatMap(each -> each.getValue().all())
        .filter(part -> part.at("MetricName").text().equals(metric))
        .flatMap(part -> part.at("Dimensions").elements().stream())
        .filter(dimension -> !dimension.at("Name").text().equals("Projection"))
        .map(dimension -> dimension.at("Value"))
        .flatMap(AlarmsTest::shown)
        .forEach(watched::add);
    return watched;
  }

  /** What a dimension refers to, or else its text. */
  private static Stream<String> shown(TemplateNode value) {
    List<String> names = new ArrayList<>();
    value
        .all()
        .filter(part -> List.of("Ref", "GetAtt").contains(part.function()))
        .flatMap(AlarmsTest::names)
        .forEach(names::add);
    return names.isEmpty() ? Stream.of(value.text()) : names.stream();
  }

  private static Stream<String> names(TemplateNode value) {
    return NAME.matcher(value.text()).results().map(found -> found.group(1));
  }

  /** The alarms of which a composite one consists, with search. */
  private static List<String> children(TemplateNode composite) {
    return composite.at("AlarmRule").elements().stream()
        .findFirst()
        .map(rule -> CHILD.matcher(rule.text()).results().map(found -> found.group(1)).toList())
        .orElse(List.of());
  }
}
