package dev.headwater.service.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The reply to a request, with assertions. One that fails throws an {@link AssertionError} that
 * shows the request and the whole reply. Fields in the body are named by paths such as {@code
 * items[0].status}; a path that cannot be one is an {@link IllegalArgumentException}. Immutable.
 */
public final class Reply {
  private static final String PROBLEM = "urn:headwater:problem:";

  private final Request request;
  private final int status;
  private final Map<String, String> headers;
  private final String body;

  Reply(Request request, int status, Map<String, String> headers, String body) {
    this.request = request;
    this.status = status;
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    this.headers = Collections.unmodifiableMap(copy);
    this.body = body;
  }

  /** The status; of a direct invoke, its {@code statusCode}. */
  public int status() {
    return status;
  }

  /** A header, whatever the case of its name; empty if it is absent. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** The body as JSON. */
  public JsonNode json() {
    try {
      return Json.MAPPER.readTree(body);
    } catch (JacksonException e) {
      throw new AssertionError(this + "\nhas a body that is no JSON", e);
    }
  }

  /** The text of a field, for use in another request: an id, or a cursor. */
  public String text(String path) {
    JsonNode field = field(path);
    assertThat(field.isValueNode()).as("%s\nhas one value at %s", this, path).isTrue();
    return field.asString();
  }

  /** The last part of a problem's type, such as {@code not-open}; empty for no problem. */
  public String problem() {
    String type = json().path("type").asString("");
    return type.startsWith(PROBLEM) ? type.substring(PROBLEM.length()) : "";
  }

  boolean isDone() {
    return status >= 200 && status < 300;
  }

  public Reply hasStatus(int expected) {
    assertThat(status).as("status of\n%s", this).isEqualTo(expected);
    return this;
  }

  /** The request is refused with a problem of this type, such as {@code already-placed}. */
  public Reply hasProblem(String type) {
    assertThat(isDone()).as("%s\nsucceeds", this).isFalse();
    assertThat(problem()).as("problem of\n%s", this).isEqualTo(type);
    return this;
  }

  /** The request is refused because of this field, such as {@code lines[1].quantity}. */
  public Reply hasFieldError(String field, String message) {
    JsonNode error = json().path("errors").path(field);
    assertThat(error.asString("")).as("error in %s of\n%s", field, this).isEqualTo(message);
    return this;
  }

  public Reply hasHeader(String name, String value) {
    assertThat(header(name)).as("header %s of\n%s", name, this).isEqualTo(value);
    return this;
  }

  public Reply hasField(String path, String value) {
    JsonNode field = field(path);
    assertThat(field.isString()).as("%s\nhas text at %s", this, path).isTrue();
    assertThat(field.asString()).as("%s of\n%s", path, this).isEqualTo(value);
    return this;
  }

  public Reply hasField(String path, long value) {
    return hasField(path, BigDecimal.valueOf(value));
  }

  /** A number of this value, with any number of zeros behind. */
  public Reply hasField(String path, BigDecimal value) {
    JsonNode field = field(path);
    assertThat(field.isNumber()).as("%s\nhas a number at %s", this, path).isTrue();
    assertThat(field.decimalValue()).as("%s of\n%s", path, this).isEqualByComparingTo(value);
    return this;
  }

  public Reply hasField(String path, boolean value) {
    JsonNode field = field(path);
    assertThat(field.isBoolean()).as("%s\nhas true or false at %s", this, path).isTrue();
    assertThat(field.asBoolean()).as("%s of\n%s", path, this).isEqualTo(value);
    return this;
  }

  public Reply hasNoField(String path) {
    assertThat(field(path).isMissingNode()).as("%s\nhas nothing at %s", this, path).isTrue();
    return this;
  }

  /** A page whose items have these values in a field, in this order; none for an empty page. */
  public Reply hasItems(String path, String... values) {
    hasStatus(200);
    JsonNode items = json().path("items");
    assertThat(items.isArray()).as("%s\nis a page", this).isTrue();
    List<String> found = items.valueStream().map(item -> Json.at(item, path).asString("")).toList();
    assertThat(found).as("%s of the items of\n%s", path, this).containsExactly(values);
    return this;
  }

  /**
   * The aggregate is at this version: the field {@code version}, or else the {@code ETag}, which
   * also names the version that an {@code If-Match} missed.
   */
  public Reply hasVersion(long version) {
    JsonNode field = json().path("version");
    String found = field.isNumber() ? field.asString() : header("ETag").replace("\"", "");
    assertThat(found).as("version of\n%s", this).isEqualTo(Long.toString(version));
    return this;
  }

  private JsonNode field(String path) {
    return Json.at(json(), path);
  }

  @Override
  public String toString() {
    return request + " -> " + status + ' ' + body;
  }
}
