package dev.headwater.opensearch;

/**
 * A place in the results of a search, right behind a view.
 *
 * @param value the field that was searched for, as it is sorted: in lower case
 * @param id of the aggregate
 */
public record SearchPosition(String value, String id) {
    /** Possibly personal: never let it slip into a log line. */
    @Override
    public String toString() {
        return "SearchPosition[…]";
    }
}
