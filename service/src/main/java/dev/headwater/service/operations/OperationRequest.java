package dev.headwater.service.operations;

import dev.headwater.service.http.Json;
import dev.headwater.service.json.Form;
import dev.headwater.service.operations.internal.OperationException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an operator asks for in one call.
 *
 * @param run identifies the run that the call belongs to; empty if none is given
 * @param by who asks, for other operators to read
 * @param from where the run goes on: what the last answer said; {@code null} in the first call
 * @param resume whether to go on with the last run, which was interrupted, instead of beginning
 * @param stop whether to give the lease back instead of going on
 * @param end whether the caller has received the last answer
 * @param seconds after how many seconds to answer, unless it is done sooner
 * @param upload of an import
 */
record OperationRequest(
    String operation,
    ObjectNode arguments,
    String run,
    String by,
    @Nullable ObjectNode from,
    boolean resume,
    boolean stop,
    boolean end,
    int seconds,
    Upload upload) {
  private static final Set<String> FIELDS =
      Set.of("operation", "arguments", "run", "by", "from", "resume", "stop", "end", "seconds");

  /** Without an upload, which only Lambda's 6 MB limit. */
  private static final int MAX_BYTES = 100_000;

  private static final int MAX_TEXT = 200;
  private static final int MAX_SECONDS = 60;
  private static final int DEFAULT_SECONDS = 10;

  /**
   * Reads a request.
   *
   * @throws OperationException if it is wrong
   */
  static OperationRequest read(byte[] input) {
    JsonNode json;
    try {
      json = JsonMapper.shared().readTree(input);
    } catch (JacksonException e) {
      throw OperationException.invalid("The request is not valid JSON");
    }
    if (!(json instanceof ObjectNode request)) {
      throw OperationException.invalid("The request must be a JSON object");
    }
    Upload upload = Upload.takenFrom(request);
    if (request.toString().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw OperationException.invalid("The request has more than " + MAX_BYTES + " bytes");
    }
    for (String name : request.propertyNames()) {
      if (!FIELDS.contains(name)) {
        throw OperationException.invalid(
            "The request has an unknown field; there are " + new TreeSet<>(FIELDS));
      }
    }
    return new OperationRequest(
        text(request, "operation", ""),
        Objects.requireNonNullElseGet(object(request, "arguments"), Json::object),
        text(request, "run", ""),
        text(request, "by", "unknown"),
        object(request, "from"),
        flag(request, "resume"),
        flag(request, "stop"),
        flag(request, "end"),
        seconds(request.path("seconds")),
        upload);
  }

  private static String text(ObjectNode request, String name, String absent) {
    JsonNode node = request.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return absent;
    }
    String text = node.isString() ? node.asString() : "";
    if (!text.matches("[ -~]{1," + MAX_TEXT + "}")) {
      throw OperationException.invalid(
          name + " must be 1 to " + MAX_TEXT + " printable ASCII characters");
    }
    return text;
  }

  private static @Nullable ObjectNode object(ObjectNode request, String name) {
    JsonNode node = request.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw OperationException.invalid(name + " must be an object");
  }

  private static boolean flag(ObjectNode request, String name) {
    JsonNode node = request.path(name);
    if (node.isMissingNode() || node.isBoolean()) {
      return node.asBoolean(false);
    }
    throw OperationException.invalid(name + " must be true or false");
  }

  private static int seconds(JsonNode node) {
    if (node.isMissingNode()) {
      return DEFAULT_SECONDS;
    }
    if (node.isInt() && node.asInt() >= 0 && node.asInt() <= MAX_SECONDS) {
      return node.asInt();
    }
    throw OperationException.invalid("seconds must be a whole number from 0 to " + MAX_SECONDS);
  }

  /**
   * What was asked for, so that only the same can be resumed: everything but the rate, and a digest
   * in place of settings.
   */
  String description() {
    Map<String, String> described = new TreeMap<>();
    arguments
        .properties()
        .forEach(
            argument -> {
              JsonNode value = argument.getValue();
              described.put(
                  argument.getKey(),
                  value.isObject() ? Fingerprint.of(value.toString()) : value.toString());
            });
    described.remove("rate");
    return operation + ' ' + described;
  }

  /**
   * The arguments as a record.
   *
   * @throws OperationException if some are wrong or unknown; the message names all of them
   */
  <T> T arguments(Form<T> form) {
    Set<String> known =
        form.fields().stream().map(component -> component.name()).collect(Collectors.toSet());
    Map<String, String> errors = new LinkedHashMap<>();
    for (String name : arguments.propertyNames()) {
      if (!known.contains(name)) {
        errors.put(
            "arguments",
            "have a field that this version of Headwater does not know; there are "
                + new TreeSet<>(known));
      }
    }
    T bound = form.bind(arguments, Map.of(), "arguments", errors::putIfAbsent);
    if (bound == null || !errors.isEmpty()) {
      throw OperationException.invalid(
          errors.entrySet().stream()
              .map(error -> error.getKey() + ' ' + error.getValue())
              .collect(Collectors.joining("; ")));
    }
    return bound;
  }
}
