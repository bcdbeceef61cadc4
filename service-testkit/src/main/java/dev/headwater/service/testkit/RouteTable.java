package dev.headwater.service.testkit;

import dev.headwater.service.Route;
import dev.headwater.service.RouteUse;
import dev.headwater.service.Service;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes of a service. As in API Gateway, the most specific one gets a request. */
final class RouteTable {
  /** What API Gateway calls the route of requests that no other one matches. */
  private static final String DEFAULT = "$default";

  private final List<Entry> entries = new ArrayList<>();

  RouteTable(Service service) {
    for (RouteUse use : service.routes()) {
      entries.add(new Entry(use.route(), use.write()));
    }
    if (!service.views().isEmpty()) {
      entries.add(new Entry(Service.HEALTH, false));
    }
    entries.sort(Comparator.comparing(Entry::rank));
  }

  /**
   * @param rawPath as sent, because an encoded slash does not separate segments
   */
  Match find(String method, String rawPath) {
    List<String> path =
        Arrays.stream(rawPath.substring(1).split("/", -1))
            .map(segment -> decode(segment.replace("+", "%2B")))
            .toList();
    for (Entry entry : entries) {
      Map<String, String> parameters = entry.match(method, path);
      if (parameters != null) {
        return new Match(entry.route.key(), entry.write, parameters);
      }
    }
    return new Match(DEFAULT, false, Map.of());
  }

  /** The parameters of a query; values of one name are joined, as API Gateway does. */
  static Map<String, String> query(@Nullable String rawQuery) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (rawQuery != null) {
      for (String parameter : rawQuery.split("&", -1)) {
        String[] parts = parameter.split("=", 2);
        String value = parts.length == 1 ? "" : decode(parts[1]);
        parameters.merge(decode(parts[0]), value, (first, next) -> first + ',' + next);
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /**
   * A route for a request.
   *
   * @param routeKey {@code $default} if there is none
   */
  record Match(String routeKey, boolean write, Map<String, String> parameters) {}

  private record Entry(Route route, boolean write) {
    /** Literals before parameters, segment by segment. */
    String rank() {
      StringBuilder rank = new StringBuilder();
      route.segments().forEach(segment -> rank.append(isParameter(segment) ? '1' : '0'));
      return rank.toString();
    }

    @Nullable Map<String, String> match(String method, List<String> path) {
      List<String> segments = route.segments();
      if (!route.method().equals(method) || segments.size() != path.size()) {
        return null;
      }
      Map<String, String> parameters = new LinkedHashMap<>();
      for (int index = 0; index < path.size(); index++) {
        String segment = segments.get(index);
        String actual = path.get(index);
        if (isParameter(segment) && !actual.isEmpty()) {
          parameters.put(segment.substring(1, segment.length() - 1), actual);
        } else if (!segment.equals(actual)) {
          return null;
        }
      }
      return parameters;
    }

    private static boolean isParameter(String segment) {
      return segment.startsWith("{");
    }
  }
}
