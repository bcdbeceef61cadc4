package dev.headwater.customers;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A request to the search domain. */
record SentRequest(String method, String path) {
    /** What a statement of a policy allows: an action such as {@code es:ESHttpGet}, on a path. */
    record Right(String action, String resource) {
        private static final String DOMAIN = "${SearchDomain.Arn}";

        /** Those on the search domain that a part of the template is a statement of. */
        static Stream<Right> of(TemplateNode statement) {
            return statement.at("Action")
                    .elements()
                    .stream()
                    .map(TemplateNode::text)
                    .filter(action -> action.startsWith("es:"))
                    .flatMap(action -> statement.at("Resource")
                            .elements()
                            .stream()
                            .map(resource -> new Right(action, resource.text())));
        }

        /** IAM compares the whole path, and its {@code *} stands for slashes, too. */
        boolean covers(SentRequest request) {
            String allowed = Pattern.quote(resource).replace("*", "\\E.*\\Q");
            return action.toLowerCase(Locale.ROOT)
                    .equals("es:eshttp" + request.method.toLowerCase(Locale.ROOT))
                    && (DOMAIN + request.path).matches(allowed);
        }
    }
}
