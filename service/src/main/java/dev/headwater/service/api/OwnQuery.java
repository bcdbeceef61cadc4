package dev.headwater.service.api;

import dev.headwater.service.Answer;
import dev.headwater.service.QueryDescription;
import dev.headwater.service.Reads;
import dev.headwater.service.http.Fields;
import dev.headwater.service.http.ProblemException;
import dev.headwater.service.http.Response;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** Answers a query of the service's own. */
record OwnQuery<Q, A>(QueryDescription<Q, A> description, Function<Instant, Reads> reads) {
  Response answer(Fields fields, Instant deadline) {
    var query =
        fields.bound(
            description.fields(),
            (object, place, errors) -> description.form().bind(object, Map.of(), place, errors));
    fields.check();
    return switch (description.handler().apply(query.get(), reads.apply(deadline))) {
      case Answer.Found<A> found -> Response.ok(description.answered().json(found.value()));
      case Answer.Refused<A> refused ->
          throw new ProblemException(Refusals.of(refused.reason(), refused.refusal()));
    };
  }
}
