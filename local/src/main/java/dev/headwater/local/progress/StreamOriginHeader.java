package dev.headwater.local.progress;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Adds the calling thread's label to SDK requests. The SDK loads this class for every client in the
 * JVM, including those that functions create, from {@code
 * software/amazon/awssdk/global/handlers/execution.interceptors}.
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
