package io.tokenkeep.sandbox;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.URLEncoder;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds secrets by the hash of their first twelve bytes. A bit filter rejects nearly every position before the look-up.
 * Shorter secrets are compared at each position, so there should be few of them. Immutable.
 */
final class SecretIndex {
    static final int SHORTEST = 4;
    private static final int WINDOW = 12;
    private static final int FILTER_BITS = 22;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final long[] filter = new long[1 << (FILTER_BITS - 6)];
    private final Map<Long, List<Needle>> byWindow = new HashMap<>();
    private final List<Needle> shortOnes = new ArrayList<>();
    private final int secrets;
    private int longest = 1;

    private SecretIndex(int secrets) {
        this.secrets = secrets;
    }

    static SecretIndex of(Map<String, ? extends Collection<String>> secretsByKind) {
        var index = new SecretIndex(
                secretsByKind.values().stream().mapToInt(Collection::size).sum());
        Set<String> known = new HashSet<>();
        secretsByKind.forEach((kind, values) -> {
            for (String value : values) {
                if (value.length() < SHORTEST) {
                    throw new IllegalArgumentException("a " + kind + " is too short to be searched for");
                }
                if (known.add(value)) {
                    index.add(kind, value);
                }
                String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
                if (known.add(encoded)) {
                    index.add(kind, encoded);
                }
            }
        });
        return index;
    }

    int secrets() {
        return secrets;
    }

    int longest() {
        return longest;
    }

    /** Reports every secret that starts below {@code starts} and ends within {@code length}. */
    void search(byte[] bytes, int length, int starts, Found found) {
        for (int at = 0; at < Math.min(starts, length - WINDOW + 1); at++) {
            long hash = hash(bytes, at);
            if ((filter[word(hash)] & bit(hash)) != 0) {
                report(byWindow.getOrDefault(hash, List.of()), bytes, length, at, found);
            }
        }
        for (int at = 0; !shortOnes.isEmpty() && at < starts; at++) {
            report(shortOnes, bytes, length, at, found);
        }
    }

    private static void report(List<Needle> needles, byte[] bytes, int length, int at, Found found) {
        for (Needle needle : needles) {
            int end = at + needle.value.length;
            if (end <= length && Arrays.equals(bytes, at, end, needle.value, 0, needle.value.length)) {
                found.at(at, needle.kind);
            }
        }
    }

    private void add(String kind, String value) {
        var needle = new Needle(kind, value.getBytes(StandardCharsets.UTF_8));
        longest = Math.max(longest, needle.value.length);
        if (needle.value.length < WINDOW) {
            shortOnes.add(needle);
            return;
        }
        long hash = hash(needle.value, 0);
        filter[word(hash)] |= bit(hash);
        byWindow.computeIfAbsent(hash, ignored -> new ArrayList<>(1)).add(needle);
    }

    private static long hash(byte[] bytes, int at) {
        long head = (long) LONG.get(bytes, at);
        int tail = (int) INT.get(bytes, at + Long.BYTES);
        long mixed = (head ^ (tail * 0x9E3779B97F4A7C15L)) * 0xD6E8FEB86659FD93L;
        return mixed ^ (mixed >>> 32);
    }

    private static int word(long hash) {
        return (int) (hash >>> (64 - FILTER_BITS + 6));
    }

    private static long bit(long hash) {
        return 1L << (hash >>> (64 - FILTER_BITS));
    }

    /** Called for each occurrence. */
    interface Found {
        void at(int offset, String kind);
    }

    private static final class Needle {
        private final String kind;
        private final byte[] value;

        Needle(String kind, byte[] value) {
            this.kind = kind;
            this.value = value;
        }
    }
}
