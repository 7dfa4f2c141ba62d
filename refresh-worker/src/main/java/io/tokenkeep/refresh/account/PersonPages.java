package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.DerivedPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person's Pages, from their consents and lists. Holds at most {@value #MOST} ids; further ones are left out. Immutable.
 *
 * @param ids the provider's ids of all Pages that the person gave; all of them receive a message when the person leaves
 * @param lost the Pages that have no working token of the person
 * @param listing the list that is being read; null if none is
 * @param tries lists in a row that were refused, incomplete or contradicted
 * @param listedAt when the last complete list was read; null if a Page has contradicted it
 */
record PersonPages(
        List<String> ids,
        List<String> lost,
        @Nullable Listing listing,
        int tries,
        @Nullable Instant listedAt) {

    static final PersonPages NONE = new PersonPages(List.of(), List.of(), null, 0, null);

    /** The number of Pages that the person's token names. A record cannot hold thousands of names. */
    static final int MOST_NAMED = 200;

    private static final int MOST = 20_000;

    /** The parts of a list that were read; {@code names} of the first Pages, in the same order. */
    record Listing(String commandId, List<String> ids, List<@Nullable String> names) {

        private Listing with(List<DerivedPage> part) {
            Set<String> all = new LinkedHashSet<>(ids);
            List<@Nullable String> named = new ArrayList<>(names);
            for (DerivedPage page : part) {
                if (all.size() < MOST && all.add(page.getAccountId()) && named.size() < MOST_NAMED) {
                    named.add(page.getDisplayName());
                }
            }
            return new Listing(commandId, List.copyOf(all), named);
        }
    }

    /** Reads a part of the list that answers this command. Parts of another list are dropped. */
    PersonPages read(String commandId, List<DerivedPage> part) {
        Listing begun = listing != null && listing.commandId().equals(commandId)
                ? listing
                : new Listing(commandId, List.of(), List.of());
        return new PersonPages(ids, lost, begun.with(part), tries, listedAt);
    }

    /** The list was read to its end. */
    PersonPages listed(Listing list, boolean complete, boolean lacksSome, Instant at) {
        PersonPages all = with(list.ids());
        int failed = complete ? (lacksSome ? tries : 0) : tries + 1;
        return new PersonPages(all.ids(), all.lost(), null, failed, complete ? at : null);
    }

    /** No list came. */
    PersonPages notListed() {
        return new PersonPages(ids, lost, null, tries + 1, null);
    }

    /** A Page works that the last complete list lacked. */
    PersonPages contradicted() {
        return new PersonPages(ids, lost, listing, tries + 1, null);
    }

    /** The person consented anew. */
    PersonPages consented() {
        return new PersonPages(ids, lost, null, 0, null);
    }

    /** The person gives these Pages too; none of them is lost any more. */
    PersonPages with(Collection<String> more) {
        Set<String> all = new LinkedHashSet<>(ids);
        for (String id : more) {
            if (all.size() < MOST) {
                all.add(id);
            }
        }
        return new PersonPages(List.copyOf(all), without(lost, more), listing, tries, listedAt);
    }

    /** A Page has no working token of the person. */
    PersonPages lost(String id) {
        boolean known = ids.contains(id) && !lost.contains(id);
        List<String> all = new ArrayList<>(lost);
        all.add(id);
        return known ? new PersonPages(ids, all, listing, tries, listedAt) : this;
    }

    /** The Pages that may work. */
    List<String> given() {
        return without(ids, lost);
    }

    /** Whether a Page may live by the person's grant: one that may work, or one of a list that was not read to its end. */
    boolean someMayWork() {
        return listing != null || ids.size() == MOST || !given().isEmpty();
    }

    /** The Pages that may work, without these. */
    List<String> givenBut(Collection<String> others) {
        return without(given(), others);
    }

    private static List<String> without(List<String> from, Collection<String> others) {
        Set<String> left = new LinkedHashSet<>(from);
        Set.copyOf(others).forEach(left::remove);
        return List.copyOf(left);
    }
}
