package io.tokenkeep.console.account;

import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The place of an account in the list: the values by which it is sorted, the last of them its key. It stays where it is while accounts
 * come, go and change, also if its own account does. As text it is opaque.
 */
record ListPlace(AccountSort sort, List<@Nullable Object> values) {

    ListPlace {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    static ListPlace of(AccountSort sort, FieldDoc found) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object value : found.fields) {
            values.add(value instanceof BytesRef bytes ? bytes.utf8ToString() : value);
        }
        return new ListPlace(sort, values);
    }

    /** Empty if the text is no place in a list of this order. */
    static Optional<ListPlace> parse(AccountSort sort, String text) {
        try {
            JsonArray json = new JsonArray(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
            SortField[] fields = sort.fields();
            if (json.size() != fields.length + 1 || !sort.text().equals(json.getValue(0))) {
                return Optional.empty();
            }
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < fields.length; i++) {
                Object value = json.getValue(i + 1);
                boolean isLast = i == fields.length - 1;
                if (fields[i].getType() == SortField.Type.LONG && value instanceof Number number) {
                    values.add(number.longValue());
                } else if (fields[i].getType() == SortField.Type.STRING
                        && (value instanceof String || (value == null && !isLast))) {
                    values.add(value);
                } else {
                    return Optional.empty();
                }
            }
            return Optional.of(new ListPlace(sort, values));
        } catch (RuntimeException e) {
            // Neither Base64 nor JSON.
            return Optional.empty();
        }
    }

    /** What Lucene continues after; {@code documents} is the number of its documents, so that none is taken for this one. */
    FieldDoc after(int documents) {
        Object[] fields = values.stream()
                .map(value -> value instanceof String text ? new BytesRef(text) : value)
                .toArray();
        return new FieldDoc(Math.max(0, documents - 1), Float.NaN, fields);
    }

    @Override
    public String toString() {
        JsonArray json = new JsonArray().add(sort.text());
        values.forEach(json::add);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }
}
