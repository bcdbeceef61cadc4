package dev.headwater.dynamodb;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** How many HTTP requests a client sent, by operation. */
public final class RequestCount implements ExecutionInterceptor {
  private final ConcurrentMap<String, Integer> requests = new ConcurrentHashMap<>();

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    requests.merge(String.valueOf(operation), 1, Integer::sum);
  }

  /** The requests since the last call. */
  public Map<String, Integer> take() {
    Map<String, Integer> taken = Map.copyOf(requests);
    requests.clear();
    return taken;
  }
}
