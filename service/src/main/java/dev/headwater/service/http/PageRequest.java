package dev.headwater.service.http;

import dev.headwater.query.SortedPage;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request for one page of a list.
 *
 * @param limit the most items on the page
 * @param cursor as the client sent it; {@code null} for the first page
 */
public record PageRequest(int limit, @Nullable String cursor) {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 100;

  /** Reads the fields {@code limit} and {@code cursor}. */
  public static Supplier<PageRequest> of(Fields fields) {
    Supplier<@Nullable Integer> limit = fields.optionalNumber("limit", PageRequest::limit);
    Supplier<@Nullable String> cursor = fields.optional("cursor", text -> text);
    return () ->
        new PageRequest(Objects.requireNonNullElse(limit.get(), DEFAULT_LIMIT), cursor.get());
  }

  /**
   * Reads the page and answers with it, and with a cursor if another page follows.
   *
   * @param list names the list and its filter, on one line: other lists refuse its cursors
   * @param json an item as clients see it; {@code null} to leave it out
   * @throws ProblemException if the cursor is not one of this list
   */
  public <T> Response answer(
      String list, Source<T> source, Function<T, @Nullable ObjectNode> json) {
    SortedPage<T, String> page = source.read(Cursor.place(cursor, list));
    ObjectNode body = Json.object();
    ArrayNode items = body.putArray("items");
    for (T entry : page.entries()) {
      ObjectNode item = json.apply(entry);
      if (item != null) {
        items.add(item);
      }
    }
    return Response.ok(
        page.next() == null
            ? body
            : body.put("nextCursor", new Cursor(list, page.next()).encode()));
  }

  private static Integer limit(String text) {
    if (text.matches("[0-9]{1,3}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    }
    throw new IllegalArgumentException("must be a whole number from 1 to " + MAX_LIMIT);
  }

  /** A list that can be read from any place in it, where a place is text. */
  public interface Source<T> {
    /**
     * Reads a page, and the place where the next one begins.
     *
     * @param place where the page begins: the {@code next} of the page before; {@code null} for the
     *     first page. Throws {@link Cursor#foreign} if it is not a place in this list
     */
    SortedPage<T, String> read(@Nullable String place);
  }
}
