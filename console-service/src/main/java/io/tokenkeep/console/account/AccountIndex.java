package io.tokenkeep.console.account;

import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.avro.StatusState;
import io.tokenkeep.console.caller.Caller;
import io.tokenkeep.kit.follow.RecordPlace;
import io.tokenkeep.kit.follow.TopicStore;
import io.tokenkeep.kit.health.CheckResult;
import io.tokenkeep.kit.provider.ProviderCatalogue;
import io.tokenkeep.kit.table.ReadPositions;
import io.tokenkeep.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * All accounts of {@code account-status} in a Lucene index, which the topic rebuilds at each start. Thread-safe: a follower's thread adds,
 * worker threads search. Searches take milliseconds and may read files, so no event loop makes one.
 *
 * <p>A search sees what was added up to 200 ms before, and every removal that was added before.
 */
public final class AccountIndex implements TopicStore<AccountStatus>, AutoCloseable {

    /** The longest key that the API takes. */
    private static final int LONGEST_KEY = 512;

    private final int limit;
    private final Capabilities capabilities;
    private final LiveIndex index;
    private final StateCounts counts = new StateCounts();
    private final ReadPositions read = new ReadPositions(Topics.ACCOUNT_STATUS.name());
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private volatile boolean full;
    private volatile boolean unfit;
    private volatile boolean caughtUp;

    /**
     * One page of a list.
     *
     * @param next where the next page begins; null on the last one
     * @param counts of all accounts that the filter accepts without its states
     * @param total of all pages
     */
    record Page(List<AccountStatus> accounts, @Nullable ListPlace next, Map<StatusState, Long> counts, long total) {}

    /** Some accounts; {@code next} is null after the last ones. */
    record Found(List<AccountStatus> accounts, @Nullable ListPlace next) {}

    private AccountIndex(int limit, ProviderCatalogue providers, LiveIndex index) {
        this.limit = limit;
        this.capabilities = new Capabilities(providers);
        this.index = index;
    }

    /**
     * Opens an empty index.
     *
     * @param limit the largest number of accounts; further ones are left out, and the health fails
     * @param parent the directory for the index's folder; empty to hold it in memory
     * @param nanoTime as {@link System#nanoTime}
     * @throws IOException if the folder cannot be written, or another process uses it
     */
    public static AccountIndex open(
            int limit, ProviderCatalogue providers, Optional<Path> parent, LongSupplier nanoTime) throws IOException {
        return new AccountIndex(
                limit,
                providers,
                LiveIndex.open("tokenkeep-accounts", parent, Optional.of(AccountSort.KEY.sort()), nanoTime));
    }

    /** What accounts can do. */
    Capabilities capabilities() {
        return capabilities;
    }

    /** Up to where the topic was read. */
    public ReadPositions read() {
        return read;
    }

    /** Whether it has all accounts that were on the topic at the start, and can be searched. */
    public boolean isReady() {
        return caughtUp && index.failure() == null;
    }

    /** Makes every further search see all that was added so far. */
    void showAll() {
        index.showAll();
    }

    /** The keys of the accounts with this parent that the caller sees, at most {@code most}, in their order, and how many there are. */
    Page pagesOf(String account, Caller caller, int most) {
        return page(AccountFilter.of(AccountFields.PARENT, account), caller, AccountSort.KEY, null, most);
    }

    /**
     * At most {@code most} accounts that the filter accepts and the caller sees.
     *
     * @param after null to begin at the front; of the same sort
     */
    Page page(AccountFilter filter, Caller caller, AccountSort sort, @Nullable ListPlace after, int most) {
        return index.search(searcher -> {
            Query query = filter.query(caller);
            Found found = found(searcher, query, sort, after, most);
            Map<StatusState, Long> byState = counts.of(searcher, filter.inAnyState(caller));
            long total = filter.shownStates().stream().mapToLong(byState::get).sum();
            return new Page(found.accounts(), found.next(), byState, total);
        });
    }

    /** As {@link #page} by the keys, without counts, which cost more than a page. */
    Found part(AccountFilter filter, Caller caller, @Nullable ListPlace after, int most) {
        return index.search(searcher -> found(searcher, filter.query(caller), AccountSort.KEY, after, most));
    }

    private static Found found(
            IndexSearcher searcher, Query query, AccountSort sort, @Nullable ListPlace after, int most)
            throws IOException {
        FieldDoc place =
                after == null ? null : after.after(searcher.getIndexReader().maxDoc());
        // One more than asked for shows whether there is a next page.
        ScoreDoc[] found = searcher.searchAfter(place, query, most + 1, sort.sort(), false).scoreDocs;
        List<AccountStatus> accounts = new ArrayList<>();
        for (int i = 0; i < Math.min(most, found.length); i++) {
            accounts.add(status(searcher, found[i].doc));
        }
        return new Found(accounts, found.length > most ? ListPlace.of(sort, (FieldDoc) found[most - 1]) : null);
    }

    /** Empty if there is no such account that the caller sees. */
    Optional<AccountStatus> find(String account, Caller caller) {
        return index.search(searcher -> {
            Query query = AccountFilter.of(AccountFields.KEY, account).query(caller);
            ScoreDoc[] found = searcher.search(query, 1).scoreDocs;
            return found.length == 0 ? Optional.empty() : Optional.of(status(searcher, found[0].doc));
        });
    }

    /**
     * All accounts that the filter accepts and the caller sees, at one moment.
     *
     * @param most if there are more, their keys are left out
     */
    public AccountSelection select(AccountFilter filter, Caller caller, int most) {
        return index.search(searcher -> {
            Query query = filter.query(caller);
            AccountSelection counted = new AccountSelection(counts.of(searcher, query), List.of());
            return counted.total() > most
                    ? counted
                    : new AccountSelection(counted.counts(), KeyCollector.of(searcher, query));
        });
    }

    /** Which of the accounts with these keys there are and the caller sees. */
    public Set<String> seen(Collection<String> accounts, Caller caller) {
        return index.search(searcher -> {
            Query query = new BooleanQuery.Builder()
                    .add(AccountFilter.ALL.query(caller), Occur.FILTER)
                    .add(
                            new TermInSetQuery(
                                    AccountFields.KEY,
                                    accounts.stream().map(BytesRef::new).toList()),
                            Occur.FILTER)
                    .build();
            return KeyCollector.of(searcher, query).stream()
                    .map(key -> new String(key, StandardCharsets.UTF_8))
                    .collect(Collectors.toSet());
        });
    }

    /** The apps of all accounts, whoever sees them. */
    public Set<String> apps() {
        return index.search(searcher -> {
            Set<String> apps = new TreeSet<>();
            Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), AccountFields.APP);
            if (terms != null) {
                TermsEnum each = terms.iterator();
                for (BytesRef app = each.next(); app != null; app = each.next()) {
                    apps.add(app.utf8ToString());
                }
            }
            return apps;
        });
    }

    /** How many accounts of an app the caller sees, by their states. */
    public Map<StatusState, Long> counts(String app, Caller caller) {
        return index.search(searcher ->
                counts.of(searcher, AccountFilter.of(AccountFields.APP, app).query(caller)));
    }

    private static AccountStatus status(IndexSearcher searcher, int document) throws IOException {
        return LiveIndex.stored(searcher, document, AccountFields.STATUS, Topics.ACCOUNT_STATUS.codec());
    }

    @Override
    public void add(String key, AccountStatus status, RecordPlace place) {
        if (status.getState() == StatusState.DELETED) {
            delete(key);
        } else if (key.length() > LONGEST_KEY) {
            unfit = true;
        } else if (keys.size() >= limit && !keys.contains(key)) {
            full = true;
        } else {
            index.write(writer -> {
                writer.updateDocument(new Term(AccountFields.KEY, key), AccountFields.of(status, capabilities));
                keys.add(key);
            });
        }
    }

    @Override
    public boolean remove(String key, RecordPlace place) {
        delete(key);
        return true;
    }

    private void delete(String key) {
        if (!keys.contains(key)) {
            return;
        }
        index.remove(writer -> {
            writer.deleteDocuments(new Term(AccountFields.KEY, key));
            keys.remove(key);
        });
    }

    /** As {@link LiveIndex#purge}. */
    void purge() throws IOException {
        index.purge();
    }

    @Override
    public void readUpTo(Map<Integer, Long> nextOffsets) {
        read.upTo(nextOffsets);
    }

    @Override
    public void nowCaughtUp() {
        showAll();
        caughtUp = true;
    }

    @Override
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public int size() {
        return keys.size();
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public CheckResult check() {
        String broken = index.failure();
        if (broken != null) {
            return CheckResult.failed("the index of accounts cannot be used (" + broken
                    + "); see the log, and start again: the topic rebuilds it");
        }
        if (full) {
            return CheckResult.failed("there are more than " + limit
                    + " accounts, and the rest is not listed; raise accounts.limit, and start again");
        }
        return unfit || index.isUnfit()
                ? CheckResult.failed("an account cannot be listed, because its key or another id is too long")
                : CheckResult.ok();
    }

    @Override
    public void close() throws IOException {
        index.close();
    }
}
