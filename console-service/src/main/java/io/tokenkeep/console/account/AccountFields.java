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

    static final String PARENT = "parent";
    static final String CAN = "can";
    static final String ID = "id";
    static final String ALIAS = "alias";
    static final String NAME = "name";
    /** Apart from the values to sort by, because those have one for accounts without an end, too. */
    static final String ENDS = "ends";

    static final String BY_STATE = "byState";
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
        exact(document, KEY, key);
        exact(document, APP, status.getApp());
        exact(document, PROVIDER, status.getProvider());
        exact(document, KIND, status.getKind().name());
        exact(document, STATE, status.getState().name());
        exact(document, ID, status.getAccountId());
        exact(document, PARENT, status.getParentAccount());
        exact(document, CLIENT, status.getClient());
        exact(document, UNASSIGNED, status.getClient() == null ? YES : null);
        status.getAliases().forEach(alias -> exact(document, ALIAS, alias));
        capabilities.now(status).forEach(capability -> exact(document, CAN, capability.name()));
        String name = status.getDisplayName();
        if (name != null) {
            document.add(new Field(NAME, separated(name), TERMS));
            document.add(new SortedDocValuesField(BY_NAME, new BytesRef(sorted(name))));
        }
        Instant end = end(status);
        if (end != null) {
            document.add(new LongPoint(ENDS, end.toEpochMilli()));
        }
        document.add(new SortedDocValuesField(KEY, new BytesRef(key)));
        document.add(new SortedDocValuesField(
                BY_STATE, new BytesRef(status.getState().name())));
        document.add(new NumericDocValuesField(BY_END, end == null ? NEVER : end.toEpochMilli()));
        document.add(new NumericDocValuesField(BY_CHANGE, status.getChangedAt().toEpochMilli()));
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

    private static void exact(Document document, String field, @Nullable String value) {
        if (value != null) {
            document.add(new StringField(field, value, Field.Store.NO));
        }
    }
}
