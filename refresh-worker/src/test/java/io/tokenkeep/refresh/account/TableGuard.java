package io.tokenkeep.refresh.account;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A guard of the README's table. */
enum TableGuard {
    PERSON("person with Pages", TableOwner.PERSON),
    PAGE("Page", TableOwner.PAGE),
    NOT_A_PAGE("not a Page", TableOwner.OTHER),
    GAVE_NO_PAGE("gave no Page", TableOwner.PERSON),
    NO_END("no end"),
    PAST_END("past its end"),
    NOT_REFRESHABLE("not refreshable yet"),
    DATA_ACCESS("access to data ends first"),
    OTHER_IDS("other ids"),
    NO_TOKEN_KEPT("no token kept"),
    ENDED_SINCE("ended since the refused consent"),
    FAILED("failed before"),
    REFUSED_WITHIN_GAP("refused within the gap"),
    REFUSED_GAP_AGO("refused a gap ago"),
    FAILED_GAP_AGO("failed past its end a gap ago"),
    FAILED_INTERVAL_AGO("failed past its end an interval ago"),
    LIMIT_REACHED("user action limit reached"),
    BREAKER_ASKED("circuit breaker asked"),
    BREAKER_OPEN("circuit breaker open"),
    OPENED_SINCE("opened since the first refusal"),
    DOUBTFUL("doubtful deauthorization"),
    SIGNED_BEFORE("signed before the consent"),
    OLDER("older than the consent"),
    COMMAND_WAITS("a command waits"),
    PERSON_LEFT("its person left before", TableOwner.PAGE),
    ALIAS("another id of an account"),
    ANOTHER_GIVES("another person gives the Page", TableOwner.PAGE),
    CANDIDATE("candidate under verification", TableOwner.PAGE),
    CANDIDATE_REFUSED("candidate refused a gap ago", TableOwner.PAGE),
    FROM_ANOTHER("from another person", TableOwner.PAGE),
    WITH_ITS_PERSON("ended with its person", TableOwner.PAGE),
    YOUNGER("of a younger consent", TableOwner.PAGE),
    SAYS_MORE("has new content", TableOwner.PAGE),
    MISSED("missing from a list", TableOwner.PAGE),
    WITH_A_CONSENT("of a new consent", TableOwner.PAGE),
    OLDER_LIST("about an older list", TableOwner.PERSON),
    WITHHELD("withheld", TableOwner.PAGE),
    FOR_ONE_PAGE("meant for one Page", TableOwner.PERSON),
    INCOMPLETE("incomplete list", TableOwner.PERSON),
    LACKS_A_PAGE("list lacks a Page", TableOwner.PERSON),
    NAMED_BY_A_PART("named by an earlier part", TableOwner.PERSON),
    NEW_PAGE("list names a new Page", TableOwner.PERSON),
    LIST_DUE("list due", TableOwner.PERSON),
    GRANT_LEFT("grant to be taken back", TableOwner.PERSON),
    GRACE_OVER("deletion grace over"),
    OUTSTANDING("publication outstanding"),
    NULL_SENT("null in flight"),
    MOVED_ON("the account moved on"),
    REFRESH_NOW_MEANWHILE("REFRESH_NOW meanwhile"),
    WARNED("warned before"),
    DIED("declared dead before"),
    RESTORED("restored before"),
    TAKEN_OVER("candidate taken over before", TableOwner.PAGE),
    ACTED("the person acted before"),
    CONSENTED("newer consent since"),
    OFFERED("offered anew since", TableOwner.PAGE),
    VERIFIED("verified since"),
    ANSWERED_OPEN("answered open since"),
    OTHER_CLIENT("names another client"),
    NO_CLIENT("has no client"),
    DECIDED("client decided before"),
    CONFLICT("conflict of clients before"),
    OWN_CLIENT("to its own client"),
    END_NOT_MOVED("end not moved"),
    END_PUT_OFF("end put off");

    private final String phrase;
    private final @Nullable TableOwner owner;

    TableGuard(String phrase) {
        this(phrase, null);
    }

    TableGuard(String phrase, @Nullable TableOwner owner) {
        this.phrase = phrase;
        this.owner = owner;
    }

    String phrase() {
        return phrase;
    }

    /** Whose account the guard is about; null when it may be anybody's. */
    @Nullable
    TableOwner owner() {
        return owner;
    }

    static TableGuard named(String phrase) {
        return Arrays.stream(values())
                .filter(guard -> guard.phrase.equals(phrase))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no guard is called \"" + phrase + '"'));
    }
}
