package dev.headwater.customers.http;

import tools.jackson.databind.JsonNode;

/** What a function offers, in both of the forms in which it can be asked. */
sealed interface Api permits CommandApi, QueryApi {
    /** Answers an HTTP request by its route. */
    Response http(HttpRequest request);

    /** Answers a direct invoke. */
    Response invoke(JsonNode request);
}
