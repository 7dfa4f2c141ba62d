package io.tokenkeep.refresh.account;

import io.tokenkeep.avro.Token;
import io.tokenkeep.avro.TokenKind;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The persons who give a Page. Empty for an account that is no Page. Holds at most {@value #MOST_PERSONS} persons; the one with
 * the oldest consent is dropped first. Immutable.
 *
 * @param byPerson what each person gives
 * @param absences the persons whose complete list lacks the Page, with the time of the list; they wait for the verification of
 *     its token
 * @param check for a Page whose token died: the person whose token is verified in its place
 */
record PageOffers(
        Map<String, Offer> byPerson,
        Map<String, Instant> absences,
        @Nullable CandidateCheck check) {

    static final PageOffers NONE = new PageOffers(Map.of(), Map.of(), null);

    private static final int MOST_PERSONS = 32;
    private static final Comparator<Offer> YOUNGEST_FIRST = Comparator.comparing(PageOffers::consentOf)
            .thenComparing(PageOffers::issueOf)
            .reversed();

    PageOffers {
        byPerson = Collections.unmodifiableMap(new LinkedHashMap<>(byPerson));
        absences = Collections.unmodifiableMap(new LinkedHashMap<>(absences));
    }

    /** Whether the person behind a Page's token still gives the Page; true for any other token. */
    boolean admits(Token token) {
        return !isOfPage(token) || offerOf(token).admits(token);
    }

    /** Whether this person gave the Page of this token, and did not take it back by intent since. */
    boolean isGivenBy(String person, Token current) {
        Offer held = byPerson.get(person);
        return held == null
                ? person.equals(current.getParentAccount())
                : held.token() != null || held.endedAt() == null;
    }

    /** Keeps the newest token that each person gives. */
    PageOffers with(Token given) {
        if (!isOfPage(given) || !admits(given)) {
            return this;
        }
        Offer held = offerOf(given);
        Offer newest = held.with(given);
        boolean newer = held.token() == null || YOUNGEST_FIRST.compare(newest, held) <= 0;
        return newer ? with(newest) : this;
    }

    PageOffers with(Offer offer) {
        return changed(offers -> {
            offers.put(offer.parent(), offer);
            while (offers.size() > MOST_PERSONS) {
                offers.values().stream().max(YOUNGEST_FIRST).ifPresent(oldest -> offers.remove(oldest.parent()));
            }
        });
    }

    PageOffers without(String person) {
        return changed(offers -> offers.remove(person));
    }

    /** No person gives the Page any more, and no token is verified. Persons that wait for an answer still wait. */
    PageOffers withoutOffers() {
        return new PageOffers(Map.of(), absences, check);
    }

    /** The person gives the Page no more, so their list that lacks it needs no answer. */
    PageOffers ended(Offer offer) {
        Map<String, Instant> others = new LinkedHashMap<>(absences);
        others.remove(offer.parent());
        return new PageOffers(with(offer).byPerson, others, check);
    }

    PageOffers absentFrom(String person, Instant listedAt) {
        Map<String, Instant> all = new LinkedHashMap<>(absences);
        all.put(person, listedAt);
        return new PageOffers(byPerson, all, check);
    }

    PageOffers withoutAbsences() {
        return absences.isEmpty() ? this : new PageOffers(byPerson, Map.of(), check);
    }

    /** This token is current now. Only its own person waits for its verification, and no other token is verified. */
    PageOffers holding(Token current) {
        if (absences.isEmpty() && check == null) {
            return this;
        }
        Map<String, Instant> own = new LinkedHashMap<>(absences);
        own.keySet().removeIf(person -> !person.equals(current.getParentAccount()));
        return new PageOffers(byPerson, own, null);
    }

    PageOffers checking(@Nullable CandidateCheck next) {
        return new PageOffers(byPerson, absences, next);
    }

    /** The token that is verified in place of a dead one; null if there is none. */
    @Nullable
    Token checked() {
        return check == null ? null : offer(check.parent()).token();
    }

    Offer offer(String person) {
        return byPerson.getOrDefault(person, Offer.none(person));
    }

    /** What the person of this token gives. */
    Offer offerOf(Token token) {
        return offer(String.valueOf(token.getParentAccount()));
    }

    /** When the account of this GONE ended. A Page ends with its person, but keeps the rank of its own consent. */
    Instant endOf(Token gone) {
        Instant ordered = gone.getOrderedAt();
        Instant withParent = offerOf(gone).endedAt();
        return withParent == null || withParent.isBefore(ordered) ? ordered : withParent;
    }

    /**
     * The offer whose token is verified next after this token died: the one by the youngest consent, and never the dead token
     * itself. A token that was refused once comes after those that were not.
     */
    Optional<Offer> candidate(Token dead) {
        return byPerson.values().stream()
                .filter(offer -> isCandidate(offer.token(), offer, dead))
                .min(Comparator.comparing(PageOffers::refusedAt).thenComparing(YOUNGEST_FIRST));
    }

    private static boolean isCandidate(@Nullable Token given, Offer offer, Token dead) {
        return given != null && offer.admits(given) && !Objects.equals(given.getSealedToken(), dead.getSealedToken());
    }

    private PageOffers changed(Consumer<Map<String, Offer>> change) {
        Map<String, Offer> offers = new LinkedHashMap<>(byPerson);
        change.accept(offers);
        return new PageOffers(offers, absences, check);
    }

    private static boolean isOfPage(Token token) {
        return token.getKind() == TokenKind.PAGE && token.getParentAccount() != null && Tokens.isLive(token);
    }

    private static Instant refusedAt(Offer offer) {
        return offer.refusedAt() == null ? Instant.MIN : offer.refusedAt();
    }

    private static Instant consentOf(Offer offer) {
        Token token = offer.token();
        return token == null ? Instant.EPOCH : token.getAuthorizedAt();
    }

    private static Instant issueOf(Offer offer) {
        Token token = offer.token();
        return token == null || token.getIssuedAt() == null ? Instant.EPOCH : token.getIssuedAt();
    }
}
