package dev.headwater.service;

import dev.headwater.service.json.Component;
import dev.headwater.service.json.Form;
import dev.headwater.service.json.JsonRecord;
import java.util.List;
import java.util.function.BiFunction;

/**
 * One of a service's own queries.
 *
 * @param name in direct invokes
 * @param form the fields of the request: path parameters and the query, or those of the invoke
 * @param answered the type of the answer
 */
public record QueryDescription<Q, A>(
    String name,
    Route route,
    Form<Q> form,
    JsonRecord<A> answered,
    BiFunction<? super Q, Reads, Answer<A>> handler) {
  /** The names of the request's fields. */
  public List<String> fields() {
    return form.components().stream().map(Component::name).toList();
  }
}
