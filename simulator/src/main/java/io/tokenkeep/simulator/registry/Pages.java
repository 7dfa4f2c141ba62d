package io.tokenkeep.simulator.registry;

import io.tokenkeep.simulator.registry.Page.LinkedAccount;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The Facebook Pages and who runs them. By default a person gets two Pages, the first with an Instagram account.
 * Their ids depend on the person alone. Safe for use by many threads.
 */
public final class Pages {
    private static final long LOWEST_ID = 10200000000000001L;
    private static final long LOWEST_LINKED_ID = 17845000000000001L;
    private static final int ID_STEP = 4;

    private final Map<String, Page> byId = new LinkedHashMap<>();
    private final Set<String> settled = new HashSet<>();

    /** The Pages that the person runs, oldest first. */
    public synchronized List<Page> of(Person person) {
        if (settled.add(person.username())) {
            usual(person).forEach(page -> byId.put(page.id(), page));
        }
        return byId.values().stream()
                .filter(page -> page.isRunBy(person.username()))
                .toList();
    }

    public Set<String> idsOf(Person person) {
        return of(person).stream().map(Page::id).collect(Collectors.toUnmodifiableSet());
    }

    /** From now on the person runs only the Pages that are added for them, and none by default. */
    public synchronized void settle(String username) {
        settled.add(username);
    }

    public synchronized void put(Page page) {
        settled.addAll(page.roles().keySet());
        byId.put(page.id(), page);
    }

    public synchronized Optional<Page> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public synchronized Optional<LinkedAccount> findLinked(String accountId) {
        return byId.values().stream()
                .flatMap(page -> page.linked().stream())
                .filter(account -> account.id().equals(accountId))
                .findFirst();
    }

    /** Throws IllegalArgumentException if there is no such Page. */
    public synchronized Page change(String id, UnaryOperator<Page> change) {
        Page page = find(id).orElseThrow(() -> new IllegalArgumentException("there is no Page " + id));
        Page changed = change.apply(page);
        put(changed);
        return changed;
    }

    public synchronized List<Page> all() {
        return List.copyOf(byId.values());
    }

    private static List<Page> usual(Person person) {
        long offset = person.id() - Person.LOWEST_ID;
        long first = LOWEST_ID + ID_STEP * offset;
        var linked = new LinkedAccount(Long.toString(LOWEST_LINKED_ID + offset), person.username() + ".studio");
        return List.of(
                Page.of(Long.toString(first), person.name() + "\u2019s caf\u00e9")
                        .withRole(person.username(), Page.EVERY_TASK)
                        .linkedTo(linked),
                Page.of(Long.toString(first + 2), person.name() + " & friends")
                        .withRole(person.username(), List.of("ANALYZE", "CREATE_CONTENT")));
    }
}
