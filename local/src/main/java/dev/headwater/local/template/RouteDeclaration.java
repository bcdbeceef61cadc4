package dev.headwater.local.template;

/**
 * A route of the HTTP API.
 *
 * @param method an HTTP method in upper case, or {@code ANY}
 * @param path with parameters in braces, such as {@code /customers/{id}}; a last {@code {name+}}
 *        takes the rest of the path
 */
public record RouteDeclaration(String method, String path) {
    /** The route key as API Gateway writes it: {@code GET /customers/{id}}. */
    public String routeKey() {
        return method + " " + path;
    }
}
