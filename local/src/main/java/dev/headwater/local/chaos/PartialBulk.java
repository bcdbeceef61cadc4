package dev.headwater.local.chaos;

import dev.headwater.local.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An OpenSearch bulk request with some items rejected, as by a shard whose queue is full. The
 * service gets only the other items, and the client gets a result for every item, in order.
 */
record PartialBulk(String index, List<Item> items) {
  /**
   * @param lines the action, usually followed by a document
   */
  private record Item(String action, JsonNode target, String lines, boolean rejected) {
    ObjectNode rejection(String index) {
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      result
          .put("_index", target.path("_index").asString(index))
          .put("_id", target.path("_id").asString(null))
          .put("status", OpenSearchService.TOO_MANY_REQUESTS)
          .set("error", OpenSearchService.rejection());
      return JsonNodeFactory.instance.objectNode().set(action, result);
    }
  }

  /**
   * Sends a bulk request without the items that a fault strikes.
   *
   * @param index the default index of items
   */
  static HttpReply send(
      byte[] body, String index, Chaos chaos, Function<byte[], HttpReply> service) {
    List<Item> items;
    try {
      items = items(new String(body, StandardCharsets.UTF_8), chaos);
    } catch (JacksonException | NoSuchElementException unreadable) {
      return service.apply(body); // the service reports what is wrong
    }
    return items.stream().anyMatch(Item::rejected)
        ? new PartialBulk(index, items).send(service)
        : service.apply(body);
  }

  private static List<Item> items(String body, Chaos chaos) {
    Iterator<String> lines = body.lines().iterator();
    List<Item> items = new ArrayList<>();
    while (lines.hasNext()) {
      String line = lines.next();
      Map.Entry<String, JsonNode> action =
          JsonMapper.shared().readTree(line).properties().iterator().next();
      String both =
          action.getKey().equals("delete") ? line + "\n" : line + "\n" + lines.next() + "\n";
      items.add(new Item(action.getKey(), action.getValue(), both, chaos.throttles()));
    }
    return items;
  }

  private HttpReply send(Function<byte[], HttpReply> service) {
    StringBuilder accepted = new StringBuilder();
    items.stream().filter(item -> !item.rejected()).forEach(item -> accepted.append(item.lines()));
    if (accepted.isEmpty()) {
      return answer(JsonNodeFactory.instance.objectNode().put("took", 0));
    }
    HttpReply reply = service.apply(accepted.toString().getBytes(StandardCharsets.UTF_8));
    return reply.isSuccess()
        ? answer((ObjectNode) JsonMapper.shared().readTree(reply.body()))
        : reply;
  }

  /** The service's reply, with the rejected items inserted in their places. */
  private HttpReply answer(ObjectNode answer) {
    Iterator<JsonNode> accepted = answer.path("items").iterator();
    ArrayNode all = JsonNodeFactory.instance.arrayNode(items.size());
    items.forEach(item -> all.add(item.rejected() ? item.rejection(index) : accepted.next()));
    answer.put("errors", true).set("items", all);
    return HttpReply.json(200, "application/json; charset=UTF-8", answer);
  }
}
