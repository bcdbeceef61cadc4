package dev.headwater.local.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.local.functions.Handlers;
import dev.headwater.local.ground.LocalArn;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;

class FunctionsApiTest {
  @AutoClose private final TestEndpoint aws = new TestEndpoint();

  @Test
  void lists_functions_by_name() {
    ListFunctionsResponse answer = aws.lambda.listFunctions();

    assertThat(answer.functions())
        .extracting(FunctionConfiguration::functionName)
        .containsExactly("broken", "echo");
    assertThat(answer.nextMarker()).isNull();
  }

  @Test
  void lists_in_pages() {
    ListFunctionsResponse first = aws.lambda.listFunctions(list -> list.maxItems(1));

    assertThat(first.functions())
        .extracting(FunctionConfiguration::functionName)
        .containsExactly("broken");
    assertThat(
            aws.lambda
                .listFunctions(list -> list.maxItems(1).marker(first.nextMarker()))
                .functions())
        .extracting(FunctionConfiguration::functionName)
        .containsExactly("echo");
    assertThat(aws.lambda.listFunctionsPaginator(list -> list.maxItems(1)).functions()).hasSize(2);
    assertThatThrownBy(() -> aws.lambda.listFunctions(list -> list.maxItems(0)))
        .isInstanceOf(InvalidParameterValueException.class)
        .hasMessageContaining("MaxItems must be a number from 1 to 10000");
  }

  @Test
  void describes_a_function_by_name_or_arn() {
    for (String name : new String[] {"echo", LocalArn.function("echo") + ":$LATEST"}) {
      FunctionConfiguration echo =
          aws.lambda.getFunction(get -> get.functionName(name)).configuration();

      assertThat(echo.functionName()).isEqualTo("echo");
      assertThat(echo.functionArn()).isEqualTo(LocalArn.function("echo"));
      assertThat(echo.handler()).isEqualTo(Handlers.Echo.class.getName());
      assertThat(echo.runtimeAsString()).isEqualTo("java25");
      assertThat(echo.timeout()).isEqualTo(3);
      assertThat(echo.memorySize()).isEqualTo(512);
      assertThat(echo.version()).isEqualTo("$LATEST");
      assertThat(echo.state()).isEqualTo(State.ACTIVE);
      assertThat(echo.environment().variables()).isEmpty();
    }
    assertThatThrownBy(() -> aws.lambda.getFunction(get -> get.functionName("missing")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Function not found: " + LocalArn.function("missing"));
  }
}
