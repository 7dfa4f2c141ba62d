package io.tokenkeep.simulator.registry;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scope of a consent and of its tokens: a person, a business's system user, or one Page in a person's name. No
 * person can revoke a token that a business gave. {@code pages} are the Pages that were left ticked; {@code page} is
 * the one of a Page token.
 */
public record Reach(
        Provider provider,
        Type type,
        Set<String> pages,
        @Nullable String page,
        boolean isOfBusiness) {

    /** The value that {@code debug_token} shows. */
    public enum Type {
        USER,
        PAGE,
        SYSTEM_USER
    }

    public Reach {
        pages = Set.copyOf(pages);
    }

    public static Reach of(Provider provider) {
        return of(provider, Set.of());
    }

    public static Reach of(Provider provider, Set<String> pages) {
        return new Reach(provider, Type.USER, pages, null, false);
    }

    public Reach asSystemUser() {
        return new Reach(provider, Type.SYSTEM_USER, pages, null, true);
    }

    public Reach toPage(String id) {
        return new Reach(provider, Type.PAGE, Set.of(id), id, isOfBusiness);
    }

    public boolean isPage() {
        return type == Type.PAGE;
    }

    Reach without(String id) {
        var rest = new HashSet<>(pages);
        rest.remove(id);
        return new Reach(provider, type, rest, page, isOfBusiness);
    }
}
