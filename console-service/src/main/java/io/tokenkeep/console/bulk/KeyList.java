package io.tokenkeep.console.bulk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The keys of the accounts of a bulk action, which come in parts, in any order: as bytes, with 4 bytes more for each. For one thread. */
final class KeyList {

    /** By the index of its first key. */
    private final TreeMap<Integer, Part> parts = new TreeMap<>();

    private int size;

    private static final class Part {

        private final byte[] bytes;
        /** The offset after each key. */
        private final int[] ends;

        private Part(byte[] bytes, int[] ends) {
            this.bytes = bytes;
            this.ends = ends;
        }

        private static Part of(List<String> keys) {
            byte[][] each = keys.stream()
                    .map(key -> key.getBytes(StandardCharsets.UTF_8))
                    .toArray(byte[][]::new);
            byte[] bytes =
                    new byte[Arrays.stream(each).mapToInt(key -> key.length).sum()];
            int[] ends = new int[each.length];
            int end = 0;
            for (int i = 0; i < each.length; i++) {
                System.arraycopy(each[i], 0, bytes, end, each[i].length);
                end += each[i].length;
                ends[i] = end;
            }
            return new Part(bytes, ends);
        }

        private String get(int i) {
            int begin = i == 0 ? 0 : ends[i - 1];
            return new String(bytes, begin, ends[i] - begin, StandardCharsets.UTF_8);
        }
    }

    /** A part that is there already is left out. */
    void add(int first, List<String> keys) {
        if (!keys.isEmpty() && parts.putIfAbsent(first, Part.of(keys)) == null) {
            size += keys.size();
        }
    }

    /** How many keys have come. */
    int size() {
        return size;
    }

    /** The key must have come. */
    String get(int index) {
        Map.Entry<Integer, Part> part = Objects.requireNonNull(parts.floorEntry(index));
        return part.getValue().get(index - part.getKey());
    }

    void clear() {
        parts.clear();
        size = 0;
    }
}
