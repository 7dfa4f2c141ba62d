package io.tokenkeep.simulator.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Facebook Page, the tasks that each person may do there by username, the Instagram account linked to it, and the
 * business portfolio that holds it.
 */
public record Page(
        String id,
        String name,
        Map<String, List<String>> roles,
        @Nullable LinkedAccount instagram,
        @Nullable Portfolio portfolio) {
    public static final List<String> EVERY_TASK =
            List.of("ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE");

    /** A professional Instagram account. */
    public record LinkedAccount(String id, String username) {}

    /** A business portfolio by its id. It owns the Page, or has it from a client. */
    public record Portfolio(String id, boolean isClients) {
        public Portfolio {
            checkId(id);
        }
    }

    public Page {
        checkId(id);
        roles = Map.copyOf(roles);
    }

    public static Page of(String id, String name) {
        return new Page(id, name, Map.of(), null, null);
    }

    public Page withRole(String username, List<String> tasks) {
        var more = new LinkedHashMap<>(roles);
        more.put(username, List.copyOf(tasks));
        return new Page(id, name, more, instagram, portfolio);
    }

    public Page withoutRole(String username) {
        var fewer = new LinkedHashMap<>(roles);
        fewer.remove(username);
        return new Page(id, name, fewer, instagram, portfolio);
    }

    public Page linkedTo(@Nullable LinkedAccount account) {
        return new Page(id, name, roles, account, portfolio);
    }

    public Page heldBy(@Nullable Portfolio holder) {
        return new Page(id, name, roles, instagram, holder);
    }

    public boolean isRunBy(String username) {
        return roles.containsKey(username);
    }

    public List<String> tasksOf(String username) {
        return roles.getOrDefault(username, List.of());
    }

    public Optional<Portfolio> holder() {
        return Optional.ofNullable(portfolio);
    }

    private static void checkId(String id) {
        if (!id.matches("[1-9]\\d{0,18}")) {
            throw new IllegalArgumentException("the id of a Page or portfolio is a number");
        }
    }

    public Optional<LinkedAccount> linked() {
        return Optional.ofNullable(instagram);
    }
}
