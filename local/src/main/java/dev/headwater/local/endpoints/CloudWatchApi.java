package dev.headwater.local.endpoints;

import dev.headwater.local.http.HttpCall;
import dev.headwater.local.http.HttpReply;
import dev.headwater.local.http.HttpRoutes;
import dev.headwater.local.metrics.Datapoint;
import dev.headwater.local.metrics.LocalMetrics;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.cbor.CBORGenerator;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * CloudWatch's {@code GetMetricData}, in the CBOR protocol that SDKs use for it, without
 * expressions. Knows the metrics of {@link LocalMetrics}.
 *
 * @see <a href="https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html">Smithy RPC v2
 *     CBOR protocol</a>
 */
record CloudWatchApi(LocalMetrics metrics) implements HttpRoutes.Answer {
  static final String PATH = "/service/GraniteServiceVersion20100801/operation/{operation}";

  private static final CBORMapper CBOR = CBORMapper.shared();
  private static final String CONTENT_TYPE = "application/cbor";
  private static final int EPOCH_SECONDS = 1;

  /** CloudWatch's limit for one call. */
  private static final int MAX_QUERIES = 500;

  private static final long MINUTE_SECONDS = 60;

  /** Why a request is refused, for the caller. */
  private static final class InvalidQueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidQueryException(String message) {
      super(message, null, false, false);
    }
  }

  /** What one query asks for. */
  private record Query(
      String id, String label, ToDoubleFunction<Datapoint> value, List<Datapoint> found) {}

  @Override
  public HttpReply to(HttpCall call, Map<String, String> path) {
    String operation = path.getOrDefault("operation", "");
    if (!operation.equals("GetMetricData")) {
      return refusal(
          "UnknownOperationException",
          "The local cloud does not support "
              + operation
              + "; of CloudWatch it supports GetMetricData.");
    }
    try {
      return reply(200, answer(CBOR.readTree(call.body())));
    } catch (JacksonException malformed) {
      return refusal("SerializationException", "The request is not the CBOR of GetMetricData.");
    } catch (InvalidQueryException e) {
      return refusal("InvalidParameterValue", String.valueOf(e.getMessage()));
    }
  }

  private byte[] answer(JsonNode request) {
    JsonNode queries = request.path("MetricDataQueries");
    if (!queries.isArray() || queries.isEmpty() || queries.size() > MAX_QUERIES) {
      throw new InvalidQueryException(
          "MetricDataQueries must have 1 to " + MAX_QUERIES + " queries.");
    }
    Instant from = time(request, "StartTime");
    Instant to = time(request, "EndTime");
    if (!from.isBefore(to)) {
      throw new InvalidQueryException("StartTime must be before EndTime.");
    }
    List<Query> answered = new ArrayList<>();
    for (JsonNode query : queries) {
      answered.add(query(query, from, to));
    }
    return write(answered, request.path("ScanBy").asString("").equals("TimestampAscending"));
  }

  private static Instant time(JsonNode request, String name) {
    JsonNode seconds = request.path(name);
    if (!seconds.isNumber()) {
      throw new InvalidQueryException(name + " must be a time.");
    }
    return Instant.ofEpochSecond(seconds.asLong());
  }

  private Query query(JsonNode query, Instant from, Instant to) {
    JsonNode stat = query.path("MetricStat");
    JsonNode metric = stat.path("Metric");
    long period = stat.path("Period").asLong(0);
    if (!stat.isObject() || period <= 0 || period % MINUTE_SECONDS != 0) {
      throw new InvalidQueryException(
          "Each query must have a MetricStat, with a Period of whole minutes; the local cloud"
              + " computes no expressions.");
    }
    Map<String, String> dimensions = new HashMap<>();
    for (JsonNode dimension : metric.path("Dimensions")) {
      dimensions.put(dimension.path("Name").asString(""), dimension.path("Value").asString(""));
    }
    String name = metric.path("MetricName").asString("");
    return new Query(
        query.path("Id").asString(""),
        query.path("Label").asString(name),
        value(stat.path("Stat").asString("")),
        metrics.datapoints(
            metric.path("Namespace").asString(""),
            name,
            dimensions,
            from,
            to,
            Duration.ofSeconds(period)));
  }

  private static byte[] write(List<Query> queries, boolean oldestFirst) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CBORGenerator cbor = (CBORGenerator) CBOR.createGenerator(bytes)) {
      cbor.writeStartObject();
      cbor.writeArrayPropertyStart("MetricDataResults");
      for (Query query : queries) {
        List<Datapoint> points = oldestFirst ? query.found() : query.found().reversed();
        cbor.writeStartObject();
        cbor.writeStringProperty("Id", query.id());
        cbor.writeStringProperty("Label", query.label());
        cbor.writeStringProperty("StatusCode", "Complete");
        cbor.writeArrayPropertyStart("Timestamps");
        for (Datapoint point : points) {
          cbor.writeTag(EPOCH_SECONDS);
          cbor.writeNumber(point.start().getEpochSecond());
        }
        cbor.writeEndArray();
        cbor.writeArrayPropertyStart("Values");
        for (Datapoint point : points) {
          cbor.writeNumber(query.value().applyAsDouble(point));
        }
        cbor.writeEndArray();
        cbor.writeEndObject();
      }
      cbor.writeEndArray();
      cbor.writeArrayPropertyStart("Messages");
      cbor.writeEndArray();
      cbor.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static ToDoubleFunction<Datapoint> value(String statistic) {
    return switch (statistic) {
      case "Sum" -> Datapoint::sum;
      case "Minimum" -> Datapoint::minimum;
      case "Maximum" -> Datapoint::maximum;
      case "Average" -> point -> point.sum() / point.count();
      case "SampleCount" -> Datapoint::count;
      default ->
          throw new InvalidQueryException(
              "Stat must be Sum, Minimum, Maximum, Average or SampleCount; the local cloud has no"
                  + " others.");
    };
  }

  private static HttpReply refusal(String type, String message) {
    return reply(400, CBOR.writeValueAsBytes(Map.of("__type", type, "message", message)));
  }

  private static HttpReply reply(int status, byte[] body) {
    return HttpReply.of(status, CONTENT_TYPE, body).with("smithy-protocol", "rpc-v2-cbor");
  }
}
