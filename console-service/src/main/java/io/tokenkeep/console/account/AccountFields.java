package io.tokenkeep.console.account;

import io.tokenkeep.account.AccountKey;
import io.tokenkeep.avro.AccountStatus;
import io.tokenkeep.topic.Topics;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** An account as a document of the index: the whole status as it stands on the topic, and the fields by which it is found and sorted. */
final class AccountFields {

    static final String KEY = "key";
    static final String APP = "app";
    static final String PROVIDER = "provider";
    static final String KIND = "kind";
    static final String STATE = "state";
    static final String CLIENT = "client";
    /** Has a term for the accounts that belong to nobody. */
    static final String UNASSIGNED = "unassigned";
    /** Has a term for all others: Lucene skips quickly through those that have a term, but not through those without one. */
    static final String ASSIGNED = "assigned";

    static final String PARENT = "parent";
    static final String CAN = "can";
    static final String ID = "id";
    static final String ALIAS = "alias";
    static final String NAME = "name";
    /** Apart from the values to sort by, because those have one for accounts without an end, too. */
    static final String ENDS = "ends";

    static final String BY_NAME = "byName";
    static final String BY_END = "byEnd";
    static final String BY_CHANGE = "byChange";
    static final String STATUS = "status";
    static final String YES = "1";

    /** Of an account without an end. */
    static final long NEVER = Long.MAX_VALUE;

    /** Names that differ only after that many characters are sorted by their keys. */
    private static final int SORTED_NAME = 100;

    private static final FieldType TERMS = new FieldType();

    static {
        TERMS.setIndexOptions(IndexOptions.DOCS);
        TERMS.setOmitNorms(true);
        TERMS.freeze();
    }

    private AccountFields() {}

    static Document of(AccountStatus status, Capabilities capabilities) {
        Document document = new Document();
        String key = new AccountKey(status.getApp(), status.getAccountId()).toString();
        sortedText(document, KEY, key);
        exact(document, APP, status.getApp());
        exact(document, PROVIDER, status.getProvider());
        exact(document, KIND, status.getKind().name());
        exact(document, STATE, status.getState().name());
        exact(document, ID, status.getAccountId());
        exact(document, PARENT, status.getParentAccount());
        exact(document, CLIENT, status.getClient());
        exact(document, status.getClient() == null ? UNASSIGNED : ASSIGNED, YES);
        status.getAliases().forEach(alias -> exact(document, ALIAS, alias));
        capabilities.now(status).forEach(capability -> exact(document, CAN, capability.name()));
        String name = status.getDisplayName();
        if (name != null) {
            document.add(new Field(NAME, separated(name), TERMS));
            sortedText(document, BY_NAME, sorted(name));
        }
        Instant end = end(status);
        if (end != null) {
            document.add(new LongPoint(ENDS, end.toEpochMilli()));
        }
        sortedNumber(document, BY_END, end == null ? NEVER : end.toEpochMilli());
        sortedNumber(document, BY_CHANGE, status.getChangedAt().toEpochMilli());
        document.add(new StoredField(STATUS, Topics.ACCOUNT_STATUS.codec().encode(status)));
        return document;
    }

    /** When the first of the account's accesses ends by itself; null for never. */
    static @Nullable Instant end(AccountStatus status) {
        return Stream.of(
                        Optional.ofNullable(status.getExpiresAt()),
                        Optional.ofNullable(status.getDataAccessExpiresAt()))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** A handle such as {@code ada.lovelace_1} is found by each of its parts. */
    static String separated(String name) {
        return name.replace('.', ' ').replace('_', ' ').replace('-', ' ');
    }

    private static String sorted(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.substring(
                0, lower.offsetByCodePoints(0, Math.min(SORTED_NAME, lower.codePointCount(0, lower.length()))));
    }

    /** With terms, because Lucene skips by them what stands too far behind for a page. */
    private static void sortedText(Document document, String field, String value) {
        exact(document, field, value);
        document.add(new SortedDocValuesField(field, new BytesRef(value)));
    }

    /** With points, for the same reason as {@link #sortedText}. */
    private static void sortedNumber(Document document, String field, long value) {
        document.add(new LongPoint(field, value));
        document.add(new NumericDocValuesField(field, value));
    }

    private static void exact(Document document, String field, @Nullable String value) {
        if (value != null) {
            document.add(new StringField(field, value, Field.Store.NO));
        }
    }
}
