package io.tokenkeep.console.account;

import io.tokenkeep.avro.ApiRole;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.console.caller.Caller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts a list has.
 *
 * @param exact the value that a field must have, by the field's name
 * @param states any of them; empty for all
 * @param lastEnd the account ends then or before, in milliseconds; null for any or no end
 * @param text null for any
 */
public record AccountFilter(
        Map<String, String> exact,
        Set<StatusState> states,
        @Nullable Long lastEnd,
        @Nullable NameText text) {

    static final AccountFilter ALL = new AccountFilter(Map.of(), Set.of(), null, null);

    public AccountFilter {
        exact = Map.copyOf(exact);
        states = Set.copyOf(states);
    }

    static AccountFilter of(String field, String value) {
        return new AccountFilter(Map.of(field, value), Set.of(), null, null);
    }

    /** All that it asks for, of what the caller sees. */
    Query query(Caller caller) {
        Query all = inAnyState(caller);
        if (states.isEmpty()) {
            return all;
        }
        List<BytesRef> names =
                states.stream().map(state -> new BytesRef(state.name())).toList();
        return new BooleanQuery.Builder()
                .add(all, Occur.FILTER)
                .add(new TermInSetQuery(AccountFields.STATE, names), Occur.FILTER)
                .build();
    }

    /** The same for every state. */
    Query inAnyState(Caller caller) {
        List<Query> all = new ArrayList<>();
        exact.forEach((field, value) -> all.add(new TermQuery(new Term(field, value))));
        if (lastEnd != null) {
            all.add(LongPoint.newRangeQuery(AccountFields.ENDS, Long.MIN_VALUE, lastEnd));
        }
        if (text != null) {
            all.add(text.query());
        }
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        all.forEach(one -> query.add(one, Occur.FILTER));
        restrict(query, caller);
        BooleanQuery built = query.build();
        return built.clauses().isEmpty() ? new MatchAllDocsQuery() : built;
    }

    /** As {@link Caller#sees}. */
    private static void restrict(BooleanQuery.Builder query, Caller caller) {
        boolean seesUnassigned = caller.may(ApiRole.ADMIN);
        if (!caller.clients().isEmpty()) {
            BooleanQuery.Builder seen = new BooleanQuery.Builder().add(clients(caller.clients()), Occur.SHOULD);
            if (seesUnassigned) {
                seen.add(has(AccountFields.UNASSIGNED), Occur.SHOULD);
            }
            query.add(seen.build(), Occur.FILTER);
        } else if (!seesUnassigned) {
            query.add(has(AccountFields.ASSIGNED), Occur.FILTER);
        }
    }

    private static Query has(String field) {
        return new TermQuery(new Term(field, AccountFields.YES));
    }

    private static Query clients(Collection<String> ids) {
        return new TermInSetQuery(
                AccountFields.CLIENT, ids.stream().map(BytesRef::new).toList());
    }

    /** Those that the list with this filter may show. */
    Set<StatusState> shownStates() {
        return states.isEmpty() ? EnumSet.allOf(StatusState.class) : states;
    }
}
