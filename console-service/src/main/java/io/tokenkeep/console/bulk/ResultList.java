package io.tokenkeep.console.bulk;

import io.tokenkeep.avro.ActionResult;
import io.tokenkeep.avro.FailureClass;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of the accounts of a bulk action, in 6 bytes for each account of a block of 1,024 that has any result. The first result
 * counts, except that any other one replaces SKIPPED and then REPLACED: a command that was sent again must not hide what the first one
 * did. For one thread.
 */
final class ResultList {

    /** In place of a result, for an account that got no command. */
    static final String SKIPPED = "SKIPPED";

    private static final int BLOCK = 1024;
    private static final byte NONE = 0;
    private static final byte SKIPPED_CODE = 1;
    private static final List<ActionResult> RESULTS = List.of(ActionResult.values());
    private static final List<FailureClass> CLASSES = List.of(FailureClass.values());

    private final Map<Integer, Block> blocks = new TreeMap<>();
    /** By the code. */
    private final int[] counts = new int[RESULTS.size() + 2];

    private static final class Block {
        private final byte[] codes = new byte[BLOCK];
        private final byte[] failures = new byte[BLOCK];
        /** Since 1970. */
        private final int[] seconds = new int[BLOCK];
    }

    /**
     * What became of one account.
     *
     * @param name of the result
     */
    record Result(String name, FailureClass failureClass, Instant at) {}

    void put(int index, ActionResult result, FailureClass failureClass, Instant at) {
        put(index, (byte) (2 + RESULTS.indexOf(result)), failureClass, at);
    }

    void skip(int index, Instant at) {
        put(index, SKIPPED_CODE, FailureClass.NONE, at);
    }

    private void put(int index, byte code, FailureClass failureClass, Instant at) {
        Block block = blocks.computeIfAbsent(index / BLOCK, first -> new Block());
        int i = index % BLOCK;
        byte before = block.codes[i];
        if (weight(code) <= weight(before)) {
            return;
        }
        counts[before]--;
        counts[code]++;
        block.codes[i] = code;
        block.failures[i] = (byte) CLASSES.indexOf(failureClass);
        block.seconds[i] = (int) at.getEpochSecond();
    }

    private static int weight(byte code) {
        if (code == NONE) {
            return 0;
        }
        if (code == SKIPPED_CODE) {
            return 1;
        }
        return RESULTS.get(code - 2) == ActionResult.REPLACED ? 2 : 3;
    }

    /** Forgets results of accounts that there are not. */
    void cut(int total) {
        blocks.forEach((number, block) -> {
            for (int i = Math.max(0, total - number * BLOCK); i < BLOCK; i++) {
                counts[block.codes[i]]--;
                block.codes[i] = NONE;
            }
        });
    }

    boolean has(int index) {
        Block block = blocks.get(index / BLOCK);
        return block != null && block.codes[index % BLOCK] != NONE;
    }

    Optional<Result> find(int index) {
        @Nullable Block block = blocks.get(index / BLOCK);
        if (block == null || block.codes[index % BLOCK] == NONE) {
            return Optional.empty();
        }
        int i = index % BLOCK;
        return Optional.of(new Result(
                name(block.codes[i]),
                CLASSES.get(block.failures[i]),
                Instant.ofEpochSecond(Integer.toUnsignedLong(block.seconds[i]))));
    }

    private static String name(int code) {
        return code == SKIPPED_CODE ? SKIPPED : RESULTS.get(code - 2).name();
    }

    /** How many accounts have each result that any has, by its name. */
    Map<String, Integer> counts() {
        Map<String, Integer> some = new TreeMap<>();
        for (int code = SKIPPED_CODE; code < counts.length; code++) {
            if (counts[code] > 0) {
                some.put(name(code), counts[code]);
            }
        }
        return some;
    }

    int skipped() {
        return counts[SKIPPED_CODE];
    }
}
