package dev.headwater.template.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.customers.Customers;
import dev.headwater.orders.Orders;
import dev.headwater.repository.Repository;
import dev.headwater.service.ServiceDefinition;
import dev.headwater.service.Settings;
import dev.headwater.service.facts.ServiceFacts;
import dev.headwater.template.check.yaml.Template;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The services of this repository, with their templates. */
enum CheckedService {
  CUSTOMERS("customers"),
  ORDERS("examples/orders");

  private static final Settings SETTINGS = new Settings(Map.of("UNIQUE_EMAIL", "true"));
  private static final Map<CheckedService, ServiceFacts> FACTS =
      Stream.of(values())
          .collect(
              Collectors.toUnmodifiableMap(
                  service -> service,
                  service -> ServiceFacts.of(service.definition().describe(), SETTINGS)));

  private final String folder;

  CheckedService(String folder) {
    this.folder = folder;
  }

  private ServiceDefinition definition() {
    return switch (this) {
      case CUSTOMERS -> new Customers();
      case ORDERS -> new Orders();
    };
  }

  List<String> template() {
    return Repository.text(Path.of(folder, "template.yaml")).lines().toList();
  }

  /** What is said of the template after the first of these texts was replaced. */
  CheckReport checkReplaced(String right, String wrong) {
    String text = String.join("\n", template());
    int at = text.indexOf(right);
    assertThat(at).as(right).isPositive();
    String broken = text.substring(0, at) + wrong + text.substring(at + right.length());
    return check(broken.lines().toList());
  }

  CheckReport check(List<String> template) {
    return check(template, Map.of());
  }

  CheckReport check(List<String> template, Map<String, String> parameters) {
    return TemplateCheck.run(
        Template.parse(String.join("\n", template), "template.yaml").withParameters(parameters),
        Objects.requireNonNull(FACTS.get(this)),
        definition().getClass().getName());
  }

  /** Does what the differences say, but removes nothing. */
  static List<String> repaired(List<String> template, CheckReport report) {
    List<String> lines = new ArrayList<>(template);
    List<Difference> fromTheEnd = new ArrayList<>(report.differences().reversed());
    fromTheEnd.sort(Comparator.comparingInt(Difference::line).reversed());
    for (Difference difference : fromTheEnd) {
      List<String> yaml = difference.yaml().lines().toList();
      switch (difference.remedy()) {
        case ADD -> lines.addAll(difference.line(), yaml);
        case CHANGE -> {
          int from = difference.line() - 1;
          lines.subList(from, end(lines, from)).clear();
          lines.addAll(from, yaml);
        }
        case REMOVE -> {}
      }
    }
    return lines;
  }

  /** The line after an entry: the next that is not indented more. */
  static int end(List<String> lines, int from) {
    int end = from + 1;
    while (end < lines.size()
        && (lines.get(end).isBlank() || indent(lines.get(end)) > indent(lines.get(from)))) {
      end++;
    }
    return end;
  }

  static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }
}
