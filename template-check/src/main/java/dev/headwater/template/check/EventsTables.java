package dev.headwater.template.check;

import dev.headwater.template.check.Wiring.Value;
import dev.headwater.template.check.internal.YamlText;
import dev.headwater.template.check.yaml.Template;
import dev.headwater.template.check.yaml.TemplateNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tables that may hold the events: the stack's own and, if a parameter can name one that was
 * restored, that one. A function needs its rights on each.
 */
record EventsTables(Template template, Value value) {
  private static final String TABLE =
      "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/";
  private static final String STREAM = "/stream/";
  private static final String ANY_STREAM = STREAM + '*';
  private static final String PART = "(?:[^:$]|\\$\\{AWS::\\w+})*";
  private static final Pattern ARN =
      Pattern.compile(
          "arn:" + PART + ":dynamodb:" + PART + ':' + PART + ":table/\\$\\{([A-Za-z0-9]+)}(.*)");

  /** Rights to do each of these with each of the tables. */
  Stream<Right> rights(String... actions) {
    List<String> arns = new ArrayList<>(List.of(value.arn()));
    if (value.parameter() != null) {
      arns.add(other());
    }
    return arns.stream().flatMap(arn -> Right.on(arn, actions));
  }

  /** Rights to do each of these with each table's stream. */
  Stream<Right> streamRights(String... actions) {
    List<String> arns = new ArrayList<>(List.of(value.stream()));
    if (value.parameter() != null) {
      arns.add(other() + ANY_STREAM);
    }
    return arns.stream().flatMap(arn -> Right.on(arn, actions));
  }

  private String other() {
    return TABLE + "${" + value.parameter() + '}';
  }

  /** Whether an event source reads the stream of the table that functions use. */
  boolean isRead(TemplateNode stream) {
    Choice tables = value.choice();
    if (tables == null) {
      return stream.text().equals(value.stream());
    }
    Choice streams = Choice.of(stream);
    return streams != null
        && streams.condition().equals(tables.condition())
        && isStreamOf(tables.first(), streams.first())
        && isStreamOf(tables.second(), streams.second());
  }

  /** Of a table that a parameter names, another parameter may give the stream's whole ARN. */
  private boolean isStreamOf(String table, String stream) {
    return table.equals(value.text())
        ? stream.equals(value.stream())
        : template.isParameter(stream) || canonical(template, stream).equals(other() + ANY_STREAM);
  }

  /** Whether an event source reads the stream of the stack's own table, at least. */
  boolean mayRead(TemplateNode stream) {
    return stream.branches().anyMatch(branch -> branch.text().equals(value.stream()));
  }

  /** The stream, for an event source. */
  String streamYaml() {
    Choice tables = value.choice();
    if (tables == null) {
      return YamlText.value(value.stream());
    }
    return tables.first().equals(value.text())
        ? tables.between(value.stream(), otherStream()).yaml()
        : tables.between(otherStream(), value.stream()).yaml();
  }

  /** As the template names it elsewhere; otherwise by a parameter of the usual name. */
  private String otherStream() {
    return template
        .root()
        .all()
        .map(TemplateNode::text)
        .filter(text -> !text.endsWith("*"))
        .filter(text -> canonical(template, text).equals(other() + ANY_STREAM))
        .findFirst()
        .orElseGet(
            () ->
                other()
                    + STREAM
                    + "${"
                    + String.valueOf(value.parameter()).replaceFirst("Name$", "")
                    + "StreamLabel}");
  }

  /**
   * The ARN of a table or its parts in one form, whether it is written with the account or with
   * stars. Of a table that a parameter names, all streams are one.
   */
  static String canonical(Template template, String text) {
    Matcher arn = ARN.matcher(text);
    if (!arn.matches()) {
      return text;
    }
    String rest = arn.group(2);
    return template.resources().containsKey(arn.group(1))
        ? "${" + arn.group(1) + ".Arn}" + rest
        : TABLE + "${" + arn.group(1) + '}' + (rest.startsWith(STREAM) ? ANY_STREAM : rest);
  }
}
