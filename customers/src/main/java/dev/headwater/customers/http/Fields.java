package dev.headwater.customers.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of a request and gathers all that is wrong with them. What it hands out can be
 * got after {@link #check}, which throws unless everything is right.
 */
final class Fields {
    private final ObjectNode object;
    private final Set<String> known = new TreeSet<>();
    private final Map<String, String> errors = new LinkedHashMap<>();

    Fields(ObjectNode object) {
        this.object = object;
    }

    /** A text that must be there. */
    <T> Supplier<T> required(String name, Function<String, T> parser) {
        Supplier<@Nullable T> value = optional(name, parser);
        if (object.path(name).isMissingNode() || object.path(name).isNull()) {
            errors.put(name, "is missing");
        }
        return () -> got(name, value.get());
    }

    /** A text that may be absent. */
    <T> Supplier<@Nullable T> optional(String name, Function<String, T> parser) {
        known.add(name);
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return () -> null;
        }
        if (!node.isString()) {
            errors.put(name, "must be a text");
            return () -> null;
        }
        T value = parse(name, node.asString(), parser);
        return () -> value;
    }

    /** A whole number of at least 0 that may be absent. */
    Supplier<@Nullable Long> optionalVersion(String name) {
        known.add(name);
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return () -> null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.asLong() < 0) {
            errors.put(name, "must be a whole number of at least 0");
            return () -> null;
        }
        Long value = node.asLong();
        return () -> value;
    }

    /** Ends the request with a list of all wrong, missing and unknown fields, if there are any. */
    void check() {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                errors.put("body", known.isEmpty()
                        ? "must be empty"
                        : "has a field that is not known; there are " + String.join(", ", known));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.invalid(errors));
        }
    }

    private <T> @Nullable T parse(String name, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            errors.put(name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static <T> T got(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("The field " + name + " was read without a check");
        }
        return value;
    }
}
