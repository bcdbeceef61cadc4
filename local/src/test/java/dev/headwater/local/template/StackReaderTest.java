package dev.headwater.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.ground.LocalCloudException;
import dev.headwater.local.template.MappingDeclaration.FromQueue;
import dev.headwater.local.template.MappingDeclaration.FromStream;
import dev.headwater.local.template.QueueDeclaration.Redrive;
import dev.headwater.local.template.RuleDeclaration.Target;
import dev.headwater.local.template.TableDeclaration.Index;
import dev.headwater.local.template.values.TemplateYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackReaderTest {
  private static final String MAIL = "arn:aws:sqs:us-east-1:000000000000:shop-Mail";
  private static final String DEAD = "arn:aws:sqs:us-east-1:000000000000:mail-dead";

  private static Stack orders() throws Exception {
    return StackReader.read(Templates.file("orders.yaml"), Templates.options(Map.of()));
  }

  private static FunctionDeclaration function(Stack stack, String logicalId) {
    return stack.functions().stream()
        .filter(each -> each.logicalId().equals(logicalId))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void lists_the_values_of_parameters_that_are_not_secret() {
    Stack stack =
        Templates.read(
            """
            Parameters:
              Given: {Type: Number, Default: 4}
              Default: {Type: Number, Default: 4}
              Without: {Type: String}
              Stored: {Type: "AWS::SSM::Parameter::Value<String>", Default: /a/path}
              Secret: {Type: String, NoEcho: true, Default: hidden}
            Resources:
              Bus: {Type: "AWS::Events::EventBus"}
            """,
            Map.of("Given", "8"));

    assertThat(stack.parameters()).isEqualTo(Map.of("Given", "8", "Default", "4"));
  }

  @Test
  void reads_a_table_with_its_index_and_stream() throws Exception {
    assertThat(orders().tables())
        .containsExactly(
            new TableDeclaration(
                "Orders",
                "shop-Orders",
                Map.of("PK", "S", "SK", "S", "placed", "N"),
                new TableDeclaration.Key("PK", "SK"),
                List.of(
                    new Index(
                        "byPlaced",
                        new TableDeclaration.Key("PK", "placed"),
                        "INCLUDE",
                        List.of("total"))),
                "NEW_IMAGE"));
  }

  @Test
  void reads_queues_with_the_defaults_of_sqs() throws Exception {
    assertThat(orders().queues())
        .containsExactly(
            new QueueDeclaration(
                "Mail",
                "shop-Mail",
                Duration.ofSeconds(120),
                Duration.ofDays(4),
                Duration.ZERO,
                Duration.ZERO,
                new Redrive(DEAD, 5)),
            new QueueDeclaration(
                "MailDead",
                "mail-dead",
                Duration.ofSeconds(30),
                Duration.ofDays(14),
                Duration.ZERO,
                Duration.ZERO,
                null));
  }

  @Test
  void reads_a_bus_and_its_rule_and_keeps_the_types_of_its_pattern() throws Exception {
    assertThat(orders().buses()).containsExactly(new BusDeclaration("Bus", "shop-dev-bus"));
    assertThat(orders().rules())
        .containsExactly(
            new RuleDeclaration(
                "PlacedRule",
                "shop-PlacedRule",
                "shop-dev-bus",
                "{\"source\":[\"dev\"],\"detail\":{\"version\":[{\"numeric\":[\">\",1]}],"
                    + "\"urgent\":[true,\"true\",null]}}",
                true,
                List.of(new Target("mail", MAIL, null, DEAD))));
  }

  @Test
  void merges_globals_under_a_functions_own_properties() throws Exception {
    FunctionDeclaration place = function(orders(), "Place");
    assertThat(place.functionName()).isEqualTo("shop-Place");
    assertThat(place.handler()).isEqualTo("com.example.Place::handleRequest");
    assertThat(place.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(place.memoryMegabytes()).isEqualTo(512);
    assertThat(place.concurrency()).isEqualTo(10);
    assertThat(place.environment())
        .isEqualTo(
            Map.of(
                "STAGE",
                "dev",
                "LOG_LEVEL",
                "DEBUG",
                "TABLE",
                "shop-Orders",
                "QUEUE_URL",
                "http://queues/shop-Mail",
                "BUS",
                "shop-dev-bus",
                "ARNS",
                "arn:aws:dynamodb:us-east-1:000000000000:table/shop-Orders," + MAIL));
  }

  @Test
  void reads_routes() throws Exception {
    assertThat(function(orders(), "Place").routes())
        .extracting(RouteDeclaration::routeKey)
        .containsExactly("POST /orders", "GET /orders/{id}", "$default");
  }

  @Test
  void reads_event_source_mappings_that_are_enabled() throws Exception {
    FunctionDeclaration relay = function(orders(), "Relay");
    assertThat(relay.concurrency()).isEqualTo(5);
    assertThat(relay.mappings())
        .containsExactly(
            new FromStream(
                "RelayStream",
                "arn:aws:dynamodb:us-east-1:000000000000:table/shop-Orders/stream/local",
                25,
                Duration.ZERO,
                List.of("{\"eventName\": [\"INSERT\"]}"),
                true,
                "TRIM_HORIZON",
                4,
                Duration.ofHours(1),
                true,
                2,
                DEAD),
            new FromQueue("RelayMail", MAIL, 10, Duration.ZERO, List.of(), false, 3));
  }

  @Test
  void a_stream_may_be_that_of_a_table_from_elsewhere() {
    String other = "arn:aws:dynamodb:us-east-1:000000000000:table/other/stream/2026-08-01T12:34:56";

    assertThat(Templates.readShop(relayOf(other)).functions())
        .singleElement()
        .satisfies(
            function ->
                assertThat(function.mappings())
                    .singleElement()
                    .isInstanceOfSatisfying(
                        FromStream.class,
                        stream -> {
                          assertThat(stream.streamArn()).isEqualTo(other);
                          assertThat(stream.tableName()).isEqualTo("other");
                        }));
    Templates.assertRefusal(
            Templates.SHOP + relayOf(other.replace("/stream/2026-08-01T12:34:56", "")).indent(2))
        .contains("\"Stream\" must be the ARN of a table's stream, not \"arn:aws:dynamodb:");
  }

  private static String relayOf(String stream) {
    return """
    Relay:
      Type: AWS::Serverless::Function
      Properties:
        Handler: a.B
        CodeUri: build
        Events:
          Stream:
            Type: DynamoDB
            Properties: {Stream: "%s", StartingPosition: LATEST}
    """
        .formatted(stream);
  }

  @Test
  void limits_batches_to_the_concurrency_of_the_function() {
    Stack stack =
        Templates.read(
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Q: {Type: 'AWS::SQS::Queue'}
              Fn:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: java21
                  Handler: a.B
                  Events:
                    E:
                      Type: SQS
                      Properties:
                        Queue: !GetAtt Q.Arn
                        ScalingConfig: {MaximumConcurrency: 50}
            """);
    assertThat(function(stack, "Fn").mappings())
        .singleElement()
        .isInstanceOfSatisfying(
            FromQueue.class, mapping -> assertThat(mapping.maximumConcurrency()).isEqualTo(10));
  }

  @Test
  void lists_each_ignored_part_once() throws Exception {
    assertThat(orders().ignored())
        .containsExactly(
            "AWS::SQS::QueuePolicy",
            "Outputs",
            "AWS::DynamoDB::Table: BillingMode",
            "AWS::Events::Rule.Targets: RetryPolicy",
            "AWS::Serverless::Function: Architectures, Policies",
            "AWS::Serverless::HttpApi: Auth",
            "Resources: DeletionPolicy");
  }

  @Test
  void selects_resources_by_the_given_parameter_values() throws Exception {
    Stack prod =
        StackReader.read(Templates.file("orders.yaml"), Templates.options(Map.of("Stage", "prod")));
    assertThat(prod.queues()).extracting(QueueDeclaration::logicalId).contains("ProdOnly");
    assertThat(prod.functions())
        .extracting(FunctionDeclaration::logicalId)
        .containsExactly("Place");
    assertThat(prod.functions().get(0).memoryMegabytes()).isEqualTo(2048);
    assertThat(prod.functions().get(0).environment()).containsEntry("EXTRA", "extra");
  }

  @Test
  void reads_a_search_domain_unless_its_condition_excludes_it() throws Exception {
    Stack stack = StackReader.read(Templates.file("search.yaml"), Templates.options(Map.of()));
    assertThat(stack.searchDomains())
        .containsExactly(new SearchDomainDeclaration("Domain", "shop-domain"));
    assertThat(function(stack, "Index").environment())
        .isEqualTo(
            Map.of(
                "HOST",
                "127.0.0.1:9200",
                "DOMAIN",
                "arn:aws:es:us-east-1:000000000000:domain/shop-domain"));
    assertThat(stack.ignored())
        .containsExactly(
            "AWS::OpenSearchService::Domain: ClusterConfig, EBSOptions, EngineVersion");
    assertThat(
            StackReader.read(
                    Templates.file("search.yaml"), Templates.options(Map.of("Search", "off")))
                .searchDomains())
        .isEmpty();
  }

  @Test
  void reads_json() {
    assertThat(
            Templates.read(
                    """
                    {"Resources": {
                      "Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Fn::Join":
                        ["-", ["a", {"Ref": "AWS::Region"}]]}}}}}
                    """)
                .queues())
        .extracting(QueueDeclaration::queueName)
        .containsExactly("a-us-east-1");
  }

  @Test
  void refuses_a_missing_file(@TempDir Path folder) {
    Path missing = folder.resolve("template.yaml");
    assertThatThrownBy(() -> StackReader.read(missing, Templates.options(Map.of())))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageContaining("Cannot read the template");
  }

  @Test
  void refuses_an_oversized_file(@TempDir Path folder) throws IOException {
    Path large =
        Files.writeString(folder.resolve("large.yaml"), "#".repeat(TemplateYaml.MAX_BYTES + 1));
    assertThatThrownBy(() -> StackReader.read(large, Templates.options(Map.of())))
        .isInstanceOf(LocalCloudException.class)
        .hasMessageContaining("is larger than");
  }
}
