package dev.headwater.local.progress;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Adds the label of the thread to its requests. The SDK finds this class by its name in {@code
 * software/amazon/awssdk/global/handlers/execution.interceptors}, for every client in the JVM:
 * functions make theirs themselves.
 */
public final class StreamOriginHeader implements ExecutionInterceptor {
  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    SdkHttpRequest request = context.httpRequest();
    return StreamOrigin.isSet()
        ? request.toBuilder().putHeader(StreamOrigin.HEADER, "true").build()
        : request;
  }
}
