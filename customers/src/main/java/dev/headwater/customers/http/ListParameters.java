package dev.headwater.customers.http;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.headwater.customers.view.CustomerStatus;
import dev.headwater.dynamodb.ListOrder;
import org.jspecify.annotations.Nullable;

/**
 * Which part of which list is asked for.
 *
 * @param status of the customers; {@code null} for all
 * @param cursor as the client sent it
 */
record ListParameters(@Nullable CustomerStatus status, ListOrder order, int limit,
        @Nullable String cursor) {
    static final int MAX_LIMIT = 100;

    private static final int DEFAULT_LIMIT = 50;
    private static final Map<String, ListOrder> ORDERS = Map.of("asc", ListOrder.ASCENDING, "desc",
            ListOrder.DESCENDING);

    /** Of query parameters; those that are missing have their defaults. */
    static ListParameters of(Map<String, String> query) {
        return new ListParameters(status(query.get("status")), order(query.get("order")),
                limit(query.get("limit")), query.get("cursor"));
    }

    /**
     * Of a direct invoke's fields, to be got after their check.
     *
     * @param names those of the text fields that the query takes
     */
    static Supplier<ListParameters> of(Fields fields, Set<String> names) {
        Map<String, Supplier<@Nullable String>> texts = new HashMap<>();
        names.forEach(name -> texts.put(name, fields.optional(name, text -> text)));
        Supplier<@Nullable Long> limit = fields.optionalVersion("limit");
        return () -> {
            Map<String, String> query = new HashMap<>();
            texts.forEach((name, text) -> put(query, name, text.get()));
            Long given = limit.get();
            put(query, "limit", given == null ? null : given.toString());
            return of(query);
        };
    }

    private static void put(Map<String, String> query, String name, @Nullable String value) {
        if (value != null) {
            query.put(name, value);
        }
    }

    /** The status of this name; {@code null} without one. */
    static @Nullable CustomerStatus status(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return Arrays.stream(CustomerStatus.values())
                .filter(status -> status.name().equals(text))
                .findFirst()
                .orElseThrow(() -> wrong("status", "must be one of "
                        + Arrays.stream(CustomerStatus.values())
                                .map(Enum::name)
                                .collect(Collectors.joining(", "))));
    }

    private static ListOrder order(@Nullable String text) {
        ListOrder order = ORDERS.get(text == null ? "asc" : text);
        if (order == null) {
            throw wrong("order", "must be asc or desc");
        }
        return order;
    }

    static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        }
        throw wrong("limit", "must be a whole number from 1 to " + MAX_LIMIT);
    }

    static ProblemException wrong(String field, String message) {
        return new ProblemException(Problem.invalid(Map.of(field, message)));
    }

    ListParameters of(CustomerStatus only) {
        return new ListParameters(only, order, limit, cursor);
    }

    /** Names the list among all that have cursors. */
    String listName() {
        return "customers/" + (status == null ? "" : status.name()) + '/'
                + order.name().toLowerCase(Locale.ROOT);
    }
}
