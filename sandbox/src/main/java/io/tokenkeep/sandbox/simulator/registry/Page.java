package io.tokenkeep.sandbox.simulator.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Facebook Page, the tasks that each person may do there by username, and the Instagram account linked to it. */
public record Page(
        String id,
        String name,
        Map<String, List<String>> roles,
        @Nullable LinkedAccount instagram) {
    public static final List<String> EVERY_TASK =
            List.of("ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE");

    /** A professional Instagram account. */
    public record LinkedAccount(String id, String username) {}

    public Page {
        if (!id.matches("[1-9]\\d{0,18}")) {
            throw new IllegalArgumentException("the id of a Page is a number");
        }
        roles = Map.copyOf(roles);
    }

    public static Page of(String id, String name) {
        return new Page(id, name, Map.of(), null);
    }

    public Page withRole(String username, List<String> tasks) {
        var more = new LinkedHashMap<>(roles);
        more.put(username, List.copyOf(tasks));
        return new Page(id, name, more, instagram);
    }

    public Page withoutRole(String username) {
        var fewer = new LinkedHashMap<>(roles);
        fewer.remove(username);
        return new Page(id, name, fewer, instagram);
    }

    public Page linkedTo(@Nullable LinkedAccount account) {
        return new Page(id, name, roles, account);
    }

    public boolean isRunBy(String username) {
        return roles.containsKey(username);
    }

    public List<String> tasksOf(String username) {
        return roles.getOrDefault(username, List.of());
    }

    public Optional<LinkedAccount> linked() {
        return Optional.ofNullable(instagram);
    }
}
