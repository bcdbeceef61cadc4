package dev.headwater.local.template.values;

import dev.headwater.local.template.values.Value.Call;
import dev.headwater.local.template.values.Value.Entry;
import dev.headwater.local.template.values.Value.Mapping;
import dev.headwater.local.template.values.Value.Scalar;
import dev.headwater.local.template.values.Value.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Parses YAML, and so JSON, into values. The short and long forms of a function become the same
 * {@link Call}. Depth and size are bounded, and every use of an alias counts.
 */
public final class TemplateYaml {
  /** The largest template. */
  public static final int MAX_BYTES = 1024 * 1024;

  private static final int MAX_DEPTH = 64;
  private static final int MAX_VALUES = 100_000;
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(MAX_BYTES).build();

  private int values;

  private TemplateYaml() {}

  /**
   * Parses a whole template.
   *
   * @throws TemplateException when the text is not YAML or exceeds the bounds
   */
  public static Mapping parse(String text) {
    try {
      checkDepth(text);
      Node root =
          new Compose(SETTINGS)
              .composeString(text)
              .orElseThrow(() -> new TemplateException(1, "the template is empty"));
      if (new TemplateYaml().value(root, 0) instanceof Mapping mapping) {
        return mapping;
      }
      throw new TemplateException(line(root), "a template must be a mapping with Resources in it");
    } catch (MarkedYamlEngineException notYaml) {
      throw new TemplateException(
          line(notYaml.getProblemMark()), "invalid YAML: " + notYaml.getProblem());
    } catch (YamlEngineException notYaml) {
      throw new TemplateException(Problems.NO_LINE, "invalid YAML: " + notYaml.getMessage());
    }
  }

  /** Measures the depth with the parser, which unlike the composer does not recurse. */
  private static void checkDepth(String text) {
    int depth = 0;
    for (Event event : new Parse(SETTINGS).parseString(text)) {
      if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
        throw new TemplateException(
            line(event.getStartMark()), "nested more than " + MAX_DEPTH + " levels deep");
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
  }

  private Value value(Node node, int depth) {
    if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
      throw new TemplateException(line(node), "too deep or too large, with its aliases expanded");
    }
    String tag = node.getTag().getValue();
    if (tag.startsWith("!")) {
      return new Call(line(node), longName(tag.substring(1)), plain(node, depth));
    }
    Value value = plain(node, depth);
    if (value instanceof Mapping mapping && mapping.entries().size() == 1) {
      String key = mapping.entries().firstEntry().getKey();
      if (key.equals("Ref") || key.startsWith("Fn::")) {
        return new Call(
            mapping.lineOf(key), key, mapping.entries().firstEntry().getValue().value());
      }
    }
    return value;
  }

  private Value plain(Node node, int depth) {
    return switch (node) {
      case ScalarNode scalar -> new Scalar(line(node), scalar.getValue(), kind(scalar));
      case SequenceNode sequence -> new Sequence(line(node), items(sequence, depth));
      case MappingNode mapping -> mapping(mapping, depth);
      default ->
          throw new TemplateException(
              line(node), "templates do not support this kind of YAML node");
    };
  }

  private List<Value> items(SequenceNode sequence, int depth) {
    var items = new ArrayList<Value>();
    for (Node item : sequence.getValue()) {
      items.add(value(item, depth + 1));
    }
    return items;
  }

  private Mapping mapping(MappingNode node, int depth) {
    var entries = new LinkedHashMap<String, Entry>();
    for (NodeTuple tuple : node.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw new TemplateException(line(tuple.getKeyNode()), "a key must be text");
      }
      var entry = new Entry(line(key), value(tuple.getValueNode(), depth + 1));
      if (entries.put(key.getValue(), entry) != null) {
        throw new TemplateException(line(key), "duplicate key \"" + key.getValue() + "\"");
      }
    }
    return new Mapping(line(node), entries);
  }

  private static Scalar.Kind kind(ScalarNode scalar) {
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return Scalar.Kind.NUMBER;
    }
    if (tag.equals(Tag.BOOL)) {
      return Scalar.Kind.BOOLEAN;
    }
    return tag.equals(Tag.NULL) ? Scalar.Kind.NULL : Scalar.Kind.TEXT;
  }

  private static String longName(String shortName) {
    return shortName.equals("Ref") || shortName.equals("Condition")
        ? shortName
        : "Fn::" + shortName;
  }

  private static int line(Node node) {
    return line(node.getStartMark());
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(-1) + 1;
  }
}
