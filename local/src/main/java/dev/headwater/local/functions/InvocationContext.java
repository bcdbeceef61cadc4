package dev.headwater.local.functions;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.headwater.local.ground.LocalArn;
import dev.headwater.local.template.FunctionDeclaration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The Lambda context of one call. */
public record InvocationContext(
    FunctionDeclaration function, String requestId, long deadlineNanos, LambdaLogger log)
    implements Context {
  public static final String VERSION = "$LATEST";

  static final String LOG_STREAM = "local";

  /** The context of a call that begins now, with a log that prints every line. */
  public static InvocationContext of(FunctionDeclaration function) {
    return of(function, new FunctionLog(function.functionName(), line -> false));
  }

  static InvocationContext of(FunctionDeclaration function, LambdaLogger log) {
    return new InvocationContext(
        function,
        UUID.randomUUID().toString(),
        System.nanoTime() + function.timeout().toNanos(),
        log);
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return logGroup(function);
  }

  static String logGroup(FunctionDeclaration function) {
    return "/aws/lambda/" + function.functionName();
  }

  @Override
  public String getLogStreamName() {
    return LOG_STREAM;
  }

  @Override
  public String getFunctionName() {
    return function.functionName();
  }

  @Override
  public String getFunctionVersion() {
    return VERSION;
  }

  @Override
  public String getInvokedFunctionArn() {
    return LocalArn.function(function.functionName());
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
  public int getRemainingTimeInMillis() {
    long remaining = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    return (int) Math.max(0, remaining);
  }

  @Override
  public int getMemoryLimitInMB() {
    return function.memoryMegabytes();
  }

  @Override
  public LambdaLogger getLogger() {
    return log;
  }
}
