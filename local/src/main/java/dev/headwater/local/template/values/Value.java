package dev.headwater.local.template.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A part of a template, with its line. */
public sealed interface Value {
  int line();

  /** A string, number, boolean or null; {@code text} is the template's own spelling. */
  record Scalar(int line, String text, Kind kind) implements Value {
    public enum Kind {
      TEXT,
      NUMBER,
      BOOLEAN,
      NULL
    }

    static Scalar text(int line, String text) {
      return new Scalar(line, text, Kind.TEXT);
    }
  }

  record Sequence(int line, List<Value> items) implements Value {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** A mapping with its keys in the template's order. */
  record Mapping(int line, SequencedMap<String, Entry> entries) implements Value {
    public static Mapping empty(int line) {
      return new Mapping(line, new LinkedHashMap<>());
    }

    public @Nullable Value get(String key) {
      Entry entry = entries.get(key);
      return entry == null ? null : entry.value();
    }

    public void forEach(BiConsumer<String, Entry> use) {
      entries.forEach(use);
    }

    /** A key's list, or its value as the only item; empty if the key is absent. */
    public List<Value> list(String key) {
      Value value = get(key);
      return value instanceof Sequence sequence
          ? sequence.items()
          : value == null ? List.of() : List.of(value);
    }

    /** The texts and numbers in {@link #list}. */
    public List<Scalar> scalars(String key) {
      return list(key).stream().filter(Scalar.class::isInstance).map(Scalar.class::cast).toList();
    }

    /** The line of a key, or of the mapping itself if the key is absent. */
    public int lineOf(String key) {
      Entry entry = entries.get(key);
      return entry == null ? line : entry.line();
    }

    /** Lays this mapping over another: mappings merge, lists append, other values replace. */
    public Mapping over(Mapping below) {
      var merged = new LinkedHashMap<>(below.entries);
      for (Map.Entry<String, Entry> each : entries.entrySet()) {
        merged.merge(each.getKey(), each.getValue(), Mapping::merged);
      }
      return new Mapping(line, merged);
    }

    private static Entry merged(Entry below, Entry above) {
      if (below.value() instanceof Mapping low && above.value() instanceof Mapping high) {
        return new Entry(above.line(), high.over(low));
      }
      if (below.value() instanceof Sequence low && above.value() instanceof Sequence high) {
        var items = new ArrayList<>(low.items());
        items.addAll(high.items());
        return new Entry(above.line(), new Sequence(high.line(), items));
      }
      return above;
    }
  }

  /** A mapping's value, with the line of its key. */
  record Entry(int line, Value value) {}

  /** A call of an intrinsic function by its long name: {@code Ref}, {@code Fn::…}. */
  record Call(int line, String function, Value argument) implements Value {}
}
