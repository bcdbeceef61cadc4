package dev.headwater.local.search;

import dev.headwater.local.search.index.Catalog;
import dev.headwater.local.search.index.Catalog.AliasAction;
import dev.headwater.local.search.index.JsonObject;
import dev.headwater.local.search.index.SearchException;
import dev.headwater.local.search.index.SearchIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Map.Entry;
import java.util.NavigableSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Manages indexes and their aliases. */
record IndexApi(Catalog catalog) {
  private static final int MAX_ACTIONS = 1000;

  Answer exists(ApiRequest request) {
    return new Answer(
        catalog.has(request.index()) ? 200 : 404, JsonNodeFactory.instance.objectNode());
  }

  Answer create(ApiRequest request) throws IOException {
    JsonObject definition = request.json("index").allowing("settings", "mappings", "aliases");
    catalog.create(request.index(), definition, aliases(definition));
    return Answer.ok(
        JsonNodeFactory.instance
            .objectNode()
            .put("acknowledged", true)
            .put("shards_acknowledged", true)
            .put("index", request.index()));
  }

  /** Removes the aliases from the stored definition, because they may change later. */
  private static Set<String> aliases(JsonObject definition) {
    Set<String> names = new LinkedHashSet<>();
    definition
        .object("aliases")
        .node()
        .properties()
        .forEach(
            alias -> {
              JsonObject.of("alias " + alias.getKey(), alias.getValue()).allowing();
              names.add(alias.getKey());
            });
    definition.node().remove("aliases");
    return names;
  }

  Answer mapping(ApiRequest request) throws IOException {
    SearchIndex index = catalog.get(request.index());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.putObject(index.name()).set("mappings", index.definition().path("mappings"));
    return Answer.ok(answer);
  }

  Answer addFields(ApiRequest request) throws IOException {
    catalog.addFields(
        request.index(), request.json("mapping").allowing("properties").object("properties"));
    return Answer.acknowledged();
  }

  Answer delete(ApiRequest request) throws IOException {
    catalog.delete(request.index());
    return Answer.acknowledged();
  }

  /** Does nothing, because acknowledged writes are visible already. */
  Answer refresh(ApiRequest request) throws IOException {
    catalog.get(request.index());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("_shards", Answer.shards(false));
    return Answer.ok(answer);
  }

  Answer addAliases(ApiRequest request) throws IOException {
    var actions = new ArrayList<AliasAction>();
    for (JsonNode action : request.json("aliases").allowing("actions").list("actions")) {
      Entry<String, JsonNode> only = JsonObject.of("alias action", action).onlyMember();
      if (!only.getKey().equals("add")) {
        throw SearchException.unsupported("The alias action [" + only.getKey() + "]");
      }
      JsonObject given =
          JsonObject.of("alias action add", only.getValue()).allowing("index", "alias");
      actions.add(new AliasAction(given.requiredText("index"), given.requiredText("alias")));
    }
    if (actions.isEmpty() || actions.size() > MAX_ACTIONS) {
      throw SearchException.invalid("Must specify from 1 to " + MAX_ACTIONS + " alias actions");
    }
    catalog.addAliases(actions);
    return Answer.acknowledged();
  }

  /** For a missing alias, OpenSearch's error is a string, not an object as everywhere else. */
  Answer alias(ApiRequest request) {
    String alias = request.part("alias");
    NavigableSet<String> indices = catalog.alias(alias);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    if (indices.isEmpty()) {
      return new Answer(
          404, answer.put("error", "alias [" + alias + "] missing").put("status", 404));
    }
    indices.forEach(index -> answer.putObject(index).putObject("aliases").putObject(alias));
    return Answer.ok(answer);
  }
}
