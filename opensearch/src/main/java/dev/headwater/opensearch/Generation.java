package dev.headwater.opensearch;

import java.util.Locale;

/** Which of its two indexes a view is kept in: it is rebuilt into the one that is not read. */
public enum Generation {
    A,
    B;

    /** The name of its index: {@code customers-a}. */
    public String index(String alias) {
        return alias + '-' + name().toLowerCase(Locale.ROOT);
    }

    /**
     * The alias under which its index is written to: {@code customers-a-write}. An index that is
     * not there is not made by a write to an alias of it, and so never without its mapping.
     */
    public String writeAlias(String alias) {
        return index(alias) + "-write";
    }
}
