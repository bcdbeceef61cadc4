package dev.headwater.local.chaos;

import dev.headwater.local.http.HttpCall;
import java.util.Optional;

/** A service behind a front: what a request asks of it, and how it says that it failed. */
sealed interface FrontedService permits AwsService, OpenSearchService {
  /** A request on data. No fault strikes any other. */
  enum Operation {
    READ,
    WRITE,
    /** A write of several items, each of which is answered by itself. */
    BULK
  }

  /** Empty when the request is none on data. */
  Optional<Operation> operation(HttpCall request);

  /** That the request was refused and had no effect. */
  Reply throttled();

  /** That the request failed, which leaves open whether it had an effect. */
  Reply failed();
}
