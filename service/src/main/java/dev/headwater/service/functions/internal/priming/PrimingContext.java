package dev.headwater.service.functions.internal.priming;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import org.jspecify.annotations.Nullable;

/**
 * The context in which samples are handled. Its log goes nowhere, so that nothing counts them.
 *
 * @param getRemainingTimeInMillis for each sample
 */
public record PrimingContext(int getRemainingTimeInMillis) implements Context {
  private static final String SAMPLE = "sample";

  @Override
  public String getAwsRequestId() {
    return SAMPLE;
  }

  @Override
  public String getLogGroupName() {
    return SAMPLE;
  }

  @Override
  public String getLogStreamName() {
    return SAMPLE;
  }

  @Override
  public String getFunctionName() {
    return SAMPLE;
  }

  @Override
  public String getFunctionVersion() {
    return SAMPLE;
  }

  @Override
  public String getInvokedFunctionArn() {
    return SAMPLE;
  }

  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public @Nullable ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getMemoryLimitInMB() {
    return 1;
  }

  @Override
  public LambdaLogger getLogger() {
    return new NoLog();
  }

  private record NoLog() implements LambdaLogger {
    @Override
    public void log(String message) {} // a metric, which would count a sample

    @Override
    public void log(byte[] message) {} // likewise
  }
}
