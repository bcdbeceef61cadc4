package dev.headwater.benchmarks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers with the id of its process. */
public class PidHandler implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    answer.write(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8));
  }

  /** The same for the local cloud's JVM. */
  public static final class InProcess extends PidHandler {
    public InProcess(Map<String, String> environment) {
      super();
    }
  }
}
