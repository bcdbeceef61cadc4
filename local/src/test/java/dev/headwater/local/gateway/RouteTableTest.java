package dev.headwater.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.functions.Handlers;
import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.FunctionDeclaration;
import dev.headwater.local.template.RouteDeclaration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  @Test
  void the_most_specific_route_wins_as_in_the_documented_example() {
    var routes =
        table(
            "$default",
            "ANY /{proxy+}",
            "GET /pets/{proxy+}",
            "GET /pets/dog/{id}",
            "GET /pets/dog/1");

    assertRoute(routes, "GET /pets/dog/1", "GET /pets/dog/1");
    assertRoute(routes, "GET /pets/dog/2", "GET /pets/dog/{id}");
    assertRoute(routes, "GET /pets/cat/1", "GET /pets/{proxy+}");
    assertRoute(routes, "POST /test/5", "ANY /{proxy+}");
    assertRoute(routes, "GET /", "$default");
  }

  @Test
  void a_method_wins_over_any_on_the_same_path() {
    var routes = table("ANY /pets", "GET /pets");

    assertRoute(routes, "GET /pets", "GET /pets");
    assertRoute(routes, "POST /pets", "ANY /pets");
  }

  @Test
  void a_less_specific_path_serves_a_method_that_the_more_specific_one_lacks() {
    var routes = table("POST /pets/dog", "GET /pets/{id}");

    assertRoute(routes, "GET /pets/dog", "GET /pets/{id}");
  }

  @Test
  void without_a_match_there_is_no_route() {
    var routes = table("GET /pets", "GET /pets/{id}", "GET /files/{path+}");

    for (String request :
        List.of(
            "POST /pets",
            "HEAD /pets",
            "OPTIONS /pets",
            "GET /pets/1/2",
            "GET /",
            "GET /pets/",
            "GET /files",
            "GET /files/",
            "GET /Pets")) {
      String[] parts = request.split(" ", -1);
      assertThat(routes.find(parts[0], parts[1])).as(request).isEmpty();
    }
  }

  @Test
  void decodes_parameters_and_does_not_split_at_an_encoded_slash() {
    var routes = table("GET /a/{one}/b/{two}", "GET /files/{path+}");

    assertThat(parameters(routes, "/a/x%2Fy/b/%C3%A4+1"))
        .isEqualTo(Map.of("one", "x/y", "two", "ä+1"));
    assertThat(parameters(routes, "/files/a/b%20c")).isEqualTo(Map.of("path", "a/b c"));
  }

  @Test
  void a_path_with_malformed_encoding_is_a_client_error() {
    assertThatThrownBy(() -> table("GET /{id}").find("GET", "/%zz"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refuses_the_same_route_of_two_functions() {
    var route = new RouteDeclaration("GET", "/pets");
    assertThatThrownBy(
            () ->
                new RouteTable(
                    List.of(
                        Handlers.declare("one", Handlers.Echo.class, route),
                        Handlers.declare("two", Handlers.Echo.class, route))))
        .isInstanceOf(LocalCloudException.class)
        .hasMessage(
            "Route GET /pets is declared twice, by the functions one and two: "
                + "remove one of them.");
  }

  private static RouteTable table(String... routeKeys) {
    List<FunctionDeclaration> functions =
        Arrays.stream(routeKeys)
            .map(
                key -> {
                  String[] parts = key.split(" ", -1);
                  return Handlers.declare(
                      key,
                      Handlers.Echo.class,
                      parts.length == 1
                          ? new RouteDeclaration("ANY", key)
                          : new RouteDeclaration(parts[0], parts[1]));
                })
            .toList();
    return new RouteTable(functions);
  }

  private static void assertRoute(RouteTable routes, String request, String expected) {
    String[] parts = request.split(" ", -1);
    assertThat(routes.find(parts[0], parts[1]).orElseThrow().route().routeKey())
        .isEqualTo(expected);
  }

  private static Map<String, String> parameters(RouteTable routes, String path) {
    return routes.find("GET", path).orElseThrow().pathParameters();
  }
}
