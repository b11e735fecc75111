package dev.spillway;

import java.util.ArrayList;
import java.util.List;

/** Values separated by commas, each at most once. */
final class ListType<T> implements ValueType<List<T>> {
    private final ValueType<T> element;

    ListType(ValueType<T> element) {
        this.element = element;
    }

    @Override
    public List<T> parse(String text) throws RefusedValueException {
        List<T> values = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String one = part.strip();
            if (one.isEmpty()) {
                throw new RefusedValueException("has nothing between two commas or at an end");
            }
            T value = element.parse(one);
            if (values.contains(value)) {
                throw new RefusedValueException("names " + element.shown(one) + " twice");
            }
            values.add(value);
        }
        return List.copyOf(values);
    }

    @Override
    public String allowed() {
        return "a comma-separated list, each " + element.allowed();
    }

    @Override
    public String separator() {
        return ",";
    }

    @Override
    public String shown(String text) {
        return element.shown(text);
    }
}
