package dev.headwater.cli;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Which dead letters; of several options, a letter must meet all. */
final class LetterSelection {
  @Option(
      names = "--queue",
      paramLabel = "NAME",
      description =
          "Only letters of this queue: a view or search, parked-commits or relay-failures.")
  private @Nullable String queue;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description = "Only letters that failed in this way, as 'list' names it.")
  private @Nullable String group;

  @Option(
      names = "--stream",
      paramLabel = "ID",
      description =
          "Only letters about this stream, as CATEGORY#id or, in a service with one aggregate, by"
              + " its id.")
  private @Nullable String stream;

  @Option(
      names = "--message",
      paramLabel = "ID",
      description = "Only the letter with this message id, as 'show' names it.")
  private @Nullable String message;

  boolean isEmpty() {
    return Stream.of(queue, group, stream, message).allMatch(Objects::isNull);
  }

  /** As a sentence names it. */
  String shown() {
    StringBuilder text = new StringBuilder("letters");
    append(text, " of queue ", queue);
    append(text, " of group ", group);
    append(text, " of stream ", stream);
    append(text, " with message id ", message);
    return text.toString();
  }

  private static void append(StringBuilder text, String what, @Nullable String value) {
    if (value != null) {
      text.append(what).append(value);
    }
  }

  void writeTo(ObjectNode arguments) {
    put(arguments, "queue", queue);
    put(arguments, "group", group);
    put(arguments, "stream", stream);
    put(arguments, "message", message);
  }

  private static void put(ObjectNode arguments, String name, @Nullable String value) {
    if (value != null) {
      arguments.put(name, value);
    }
  }
}
