package dev.headwater.template.check.yaml;

import dev.headwater.template.check.yaml.TemplateNode.Place;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Parses YAML, and so JSON. Size and depth are bounded, and every use of an alias counts. */
final class TemplateYaml {
  static final int MAX_BYTES = 1024 * 1024;

  private static final int MAX_DEPTH = 64;
  private static final int MAX_NODES = 100_000;
  private static final String LONG_NAME = "Fn::";
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(MAX_BYTES).build();

  private final String name;
  private int nodes;

  private TemplateYaml(String name) {
    this.name = name;
  }

  static TemplateNode parse(String text, String name) {
    try {
      checkDepth(text, name);
      Node root =
          new Compose(SETTINGS)
              .composeString(text)
              .orElseThrow(() -> new TemplateException(name + " is empty"));
      return new TemplateYaml(name).node(root, 0);
    } catch (MarkedYamlEngineException notYaml) {
      int line = notYaml.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
      throw new TemplateException(
          name + ", line " + line + ": invalid YAML: " + notYaml.getProblem());
    } catch (YamlEngineException notYaml) {
      throw new TemplateException(name + " is not YAML, or has too many aliases");
    }
  }

  /** Measures the depth with the parser, which unlike the composer does not recurse. */
  private static void checkDepth(String text, String name) {
    int depth = 0;
    for (Event event : new Parse(SETTINGS).parseString(text)) {
      if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
        throw new TemplateException(name + " is nested more than " + MAX_DEPTH + " levels deep");
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
  }

  private TemplateNode node(Node node, int depth) {
    if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
      throw new TemplateException(name + " is too large, with its aliases expanded");
    }
    String tag = node.getTag().getValue();
    TemplateNode plain = plain(node, depth);
    if (tag.startsWith("!")) {
      return call(tag.substring(1), plain);
    }
    if (plain.fields().size() == 1) {
      String key = plain.fields().keySet().iterator().next();
      if (key.equals("Ref") || key.startsWith(LONG_NAME)) {
        return call(key.replace(LONG_NAME, ""), plain.at(key));
      }
    }
    return plain;
  }

  /** An argument that is a function's result becomes the only item. */
  private static TemplateNode call(String function, TemplateNode argument) {
    return argument.function().isEmpty()
        ? new TemplateNode(
            argument.place(), function, argument.value(), argument.items(), argument.fields())
        : new TemplateNode(argument.place(), function, "", List.of(argument), Map.of());
  }

  private TemplateNode plain(Node node, int depth) {
    return switch (node) {
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) ->
          TemplateNode.noValue(place(scalar, true, 0));
      case ScalarNode scalar ->
          new TemplateNode(place(scalar, true, 0), "", scalar.getValue(), List.of(), Map.of());
      case SequenceNode list -> {
        List<TemplateNode> items =
            list.getValue().stream().map(item -> node(item, depth + 1)).toList();
        yield new TemplateNode(place(list, items), "", "", items, Map.of());
      }
      case MappingNode mapping -> {
        Map<String, TemplateNode> fields = fields(mapping, depth);
        yield new TemplateNode(place(mapping, fields.values()), "", "", List.of(), fields);
      }
      default -> throw new TemplateException(name + " has a kind of YAML that no template has");
    };
  }

  private static Place place(CollectionNode<?> node, Collection<TemplateNode> parts) {
    boolean inline = node.getFlowStyle() == FlowStyle.FLOW;
    int last = parts.stream().mapToInt(part -> part.place().lastLine()).max().orElse(0);
    return place(node, inline, inline ? 0 : last);
  }

  /**
   * @param lastLine 0 if it ends where the parser says, which for blocks is where the next begins
   */
  private static Place place(Node node, boolean inline, int lastLine) {
    Mark start = node.getStartMark().orElseThrow();
    Mark end = node.getEndMark().orElseThrow();
    int ends = end.getColumn() == 0 ? end.getLine() : end.getLine() + 1;
    return new Place(
        start.getLine() + 1,
        Math.max(start.getLine() + 1, lastLine == 0 ? ends : lastLine),
        start.getColumn(),
        inline);
  }

  private Map<String, TemplateNode> fields(MappingNode mapping, int depth) {
    Map<String, TemplateNode> fields = new LinkedHashMap<>();
    for (NodeTuple field : mapping.getValue()) {
      if (!(field.getKeyNode() instanceof ScalarNode key)) {
        throw new TemplateException(name + " has a key that is not text");
      }
      int line = key.getStartMark().orElseThrow().getLine() + 1;
      TemplateNode value = node(field.getValueNode(), depth + 1).withKeyAt(line);
      if (fields.put(key.getValue(), value) != null) {
        throw new TemplateException(
            name + ", line " + line + ": the key " + key.getValue() + " is there twice");
      }
    }
    return fields;
  }
}
