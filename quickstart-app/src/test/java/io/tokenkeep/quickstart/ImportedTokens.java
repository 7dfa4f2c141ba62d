package io.tokenkeep.quickstart;

import io.tokenkeep.account.TokenFold;
import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenState;
import io.tokenkeep.topic.Topics;
import io.tokenkeep.wire.UnreadableRecordException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What lies on {@code tokens} at one moment, by accounts. */
final class ImportedTokens {

    private final Map<String, TokenFold> held = new TreeMap<>();
    private final Map<String, Set<String>> texts = new TreeMap<>();
    private long records;

    private ImportedTokens() {}

    static ImportedTokens read(String bootstrapServers) {
        ImportedTokens read = new ImportedTokens();
        Playground.readAll(bootstrapServers, Topics.TOKENS.name(), read::add);
        return read;
    }

    private void add(String account, byte @Nullable [] value) {
        Token token = value == null ? null : decoded(value);
        // An account has one partition, so the order of reading is that of its offsets.
        TokenFold now = TokenFold.fold(held.get(account), token, records++);
        if (now == null) {
            held.remove(account);
        } else {
            held.put(account, now);
        }
        if (token != null) {
            texts.computeIfAbsent(account, first -> new HashSet<>()).add(String.valueOf(token.getSealedToken()));
        }
    }

    private static Token decoded(byte[] value) {
        try {
            return Topics.TOKENS.codec().decode(value);
        } catch (UnreadableRecordException e) {
            throw new AssertionError(e);
        }
    }

    /** The current records, living or not. */
    Map<String, Token> all() {
        return held.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().token(), (a, b) -> a, TreeMap::new));
    }

    Map<String, Token> live() {
        Map<String, Token> live = all();
        live.values().removeIf(token -> token.getState() != TokenState.LIVE);
        return live;
    }

    /** How many different sealed tokens were ever published for an account. */
    int publications(String account) {
        return texts.getOrDefault(account, Set.of()).size();
    }
}
