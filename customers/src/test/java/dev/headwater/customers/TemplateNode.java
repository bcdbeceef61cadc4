package dev.headwater.customers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A part of {@code template.yaml} as it is written, its functions not resolved. */
record TemplateNode(Node node) {
  static TemplateNode template() {
    try {
      String text = Files.readString(Path.of("template.yaml"));
      return new TemplateNode(
          new Compose(LoadSettings.builder().build()).composeString(text).orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By their keys; none of anything but a mapping. */
  Map<String, TemplateNode> members() {
    Map<String, TemplateNode> members = new LinkedHashMap<>();
    if (node instanceof MappingNode mapping) {
      mapping
          .getValue()
          .forEach(
              member ->
                  members.put(
                      new TemplateNode(member.getKeyNode()).text(),
                      new TemplateNode(member.getValueNode())));
    }
    return members;
  }

  /** The member at the end of a path of keys; an empty text when there is none. */
  TemplateNode at(String... keys) {
    TemplateNode found = this;
    for (String key : keys) {
      found =
          found
              .members()
              .getOrDefault(key, new TemplateNode(new ScalarNode(Tag.STR, "", ScalarStyle.PLAIN)));
    }
    return found;
  }

  /** The elements of a list; of anything else, it alone. */
  List<TemplateNode> elements() {
    return node instanceof SequenceNode list
        ? list.getValue().stream().map(TemplateNode::new).toList()
        : List.of(this);
  }

  /** Of a scalar; empty of anything else. */
  String text() {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  /** Such as {@code !Ref}. */
  String tag() {
    return node.getTag().getValue();
  }

  /** This part and all parts of it. */
  Stream<TemplateNode> all() {
    Stream<TemplateNode> parts =
        node instanceof SequenceNode ? elements().stream() : members().values().stream();
    return Stream.concat(Stream.of(this), parts.flatMap(TemplateNode::all));
  }
}
