package dev.headwater.local.metrics;

import dev.headwater.local.metrics.MetricDocument.Metric;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Descriptions of metrics, which a log line cannot carry. A jar of a function's code may contain
 * {@value #RESOURCE}, in UTF-8, with a line {@code Namespace/Name=Text} for each of its metrics.
 */
record MetricDescriptions(Map<String, String> texts) {
  private static final String RESOURCE = "META-INF/metric-descriptions.properties";

  static MetricDescriptions load(Stream<ClassLoader> codes) {
    Map<String, String> texts = new HashMap<>();
    for (AwsMetric metric : AwsMetric.values()) {
      texts.put(key(metric.of("", 0)), metric.description());
    }
    try {
      for (ClassLoader code : (Iterable<ClassLoader>) codes::iterator) {
        for (URL resource : Collections.list(code.getResources(RESOURCE))) {
          read(resource).forEach((key, text) -> texts.put((String) key, (String) text));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + RESOURCE, e);
    }
    return new MetricDescriptions(texts);
  }

  private static Properties read(URL resource) throws IOException {
    Properties properties = new Properties();
    URLConnection connection = resource.openConnection();
    connection.setUseCaches(false); // a cached jar stays open
    try (var text = new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8)) {
      properties.load(text);
    }
    return properties;
  }

  /** Never empty: a metric without a description gets its name on AWS. */
  String of(Metric metric) {
    String name = key(metric);
    return texts.getOrDefault(name, name + ", as functions log it.");
  }

  private static String key(Metric metric) {
    return metric.namespace() + "/" + metric.name();
  }
}
