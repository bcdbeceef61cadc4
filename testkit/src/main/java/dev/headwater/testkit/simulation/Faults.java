package dev.headwater.testkit.simulation;

import java.util.EnumMap;
import java.util.Map;

/** How often each fault happens, of a thousand occasions. */
public record Faults(Map<Fault, Integer> permille) {
    private static final int USUAL = 60;

    public Faults {
        permille = Map.copyOf(permille);
    }

    /** Every kind, each at 6%. */
    public static Faults all() {
        Map<Fault, Integer> all = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            all.put(fault, USUAL);
        }
        return new Faults(all);
    }

    public static Faults none() {
        return new Faults(Map.of());
    }

    /** The same, but for one kind. */
    public Faults with(Fault fault, int ofAThousand) {
        Map<Fault, Integer> changed = new EnumMap<>(Fault.class);
        changed.putAll(permille);
        changed.put(fault, ofAThousand);
        return new Faults(changed);
    }

    int of(Fault fault) {
        return permille.getOrDefault(fault, 0);
    }
}
