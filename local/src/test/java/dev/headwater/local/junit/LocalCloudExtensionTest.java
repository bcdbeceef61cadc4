package dev.headwater.local.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.Endpoints;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LocalCloudExtensionTest {
  @RegisterExtension
  static final LocalCloudExtension CLOUD =
      LocalCloudExtension.of("src/test/resources/templates/shop.yaml");

  private static @Nullable URI used;

  /** Also in the nested class, whichever runs first. */
  private static void usesOneCloud() {
    Endpoints endpoints = CLOUD.endpoints();
    assertThat(endpoints.tables()).containsValue("test-Orders");
    assertThat(used == null ? endpoints.http() : used).isEqualTo(endpoints.http());
    used = endpoints.http();
  }

  @Test
  void runs_the_template_with_the_functions_of_the_class_path() throws Exception {
    usesOneCloud();
    try (var client = HttpClient.newHttpClient()) {
      var put =
          HttpRequest.newBuilder(CLOUD.endpoints().http().resolve("/orders/1"))
              .PUT(HttpRequest.BodyPublishers.noBody())
              .build();
      assertThat(client.send(put, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(201);
    }
  }

  @Nested
  class Nested_tests {
    @Test
    void share_the_cloud() {
      usesOneCloud();
    }
  }

  @Test
  void says_how_to_register_it() {
    var unregistered = LocalCloudExtension.of("template.yaml");
    assertThatThrownBy(unregistered::endpoints)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("@RegisterExtension static");
  }
}
