package dev.headwater.benchmarks.read;

import dev.headwater.benchmarks.harness.HttpPost;
import dev.headwater.benchmarks.harness.RequestRecorder;
import dev.headwater.benchmarks.harness.ServiceTemplate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Events for the query function, and the search requests that it sends for them. */
record SearchRequests(List<byte[]> events, List<HttpPost> posts) {
  /** Requests per kind; each round repeats them. */
  private static final int DIFFERENT = 500;

  static SearchRequests of(PatternKind kind, ServiceTemplate template, int customers)
      throws IOException {
    List<byte[]> events = kind.events(DIFFERENT, customers);
    List<HttpPost> posts = new ArrayList<>();
    try (RequestRecorder recorder = RequestRecorder.start()) {
      QueryCalls calls = QueryCalls.ofSearch(template, recorder.endpoint());
      for (byte[] event : events) {
        calls.call(event);
        List<HttpPost> made = recorder.take();
        if (made.size() != 1) {
          throw new IOException("A search takes one request, not " + made.size());
        }
        posts.addAll(made);
      }
    }
    return new SearchRequests(events, posts);
  }

  int size() {
    return events.size();
  }
}
