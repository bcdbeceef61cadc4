package dev.headwater.local.search;

import dev.headwater.local.search.index.JsonObject;
import dev.headwater.local.search.index.SearchException;
import java.util.HashSet;
import java.util.Set;
import org.apache.lucene.util.BytesRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** How much of a document's source to return: all of it, none, or some members. */
sealed interface SourceFilter {
  record All() implements SourceFilter {}

  record None() implements SourceFilter {}

  record Some(Set<String> names) implements SourceFilter {
    public Some {
      names = Set.copyOf(names);
    }
  }

  /** Reads true, false, a name, or a list of names. */
  static SourceFilter read(JsonNode given) {
    if (given.isMissingNode()) {
      return new All();
    }
    if (given.isBoolean()) {
      return given.booleanValue() ? new All() : new None();
    }
    var names = new HashSet<String>();
    for (JsonNode name : given.isArray() ? given.values() : Set.of(given)) {
      if (!name.isString() || name.stringValue().matches(".*[*.].*")) {
        throw SearchException.unsupported("A [_source] that is not true, false or names");
      }
      names.add(name.stringValue());
    }
    return new Some(names);
  }

  /** Adds the member {@code _source} to an answer. */
  default void add(ObjectNode answer, String source) {
    switch (this) {
      case All all -> answer.putRawValue("_source", new RawValue(source));
      case None none -> {}
      case Some(Set<String> names) ->
          answer.set(
              "_source", JsonObject.parse("_source", new BytesRef(source)).node().retain(names));
    }
  }
}
