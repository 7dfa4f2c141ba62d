package io.tokenkeep.exchange.provider.meta;

import io.tokenkeep.exchange.provider.AppCalls;
import io.tokenkeep.exchange.provider.Failure;
import io.tokenkeep.exchange.provider.FailureKind;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much a call about Pages asks for. One field that the app or a Page does not have fails a whole list, and so does a list
 * with too much data (contradiction K45). Then the next request asks for less, step by step, and never for more again.
 */
record FacebookPageRequest(Fields fields, int limit) {

    /** The largest request. */
    static final FacebookPageRequest WHOLE = new FacebookPageRequest(Fields.ALL, 100);

    private static final int UNKNOWN_OBJECT = 33;

    /** The fields of each Page, from most to least. */
    enum Fields {
        ALL("id,name,access_token,tasks,instagram_business_account{id,username}"),
        WITHOUT_INSTAGRAM("id,name,access_token,tasks"),
        LEAST("id,name,access_token");

        private final String text;

        Fields(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        Optional<Fields> fewer() {
            return switch (this) {
                case ALL -> Optional.of(WITHOUT_INSTAGRAM);
                case WITHOUT_INSTAGRAM -> Optional.of(LEAST);
                case LEAST -> Optional.empty();
            };
        }
    }

    /** The next smaller request; empty if a smaller request would not help. */
    Optional<FacebookPageRequest> less(Failure failure) {
        if (failure.kind() == FailureKind.TOO_MUCH_DATA && limit > 5) {
            return Optional.of(new FacebookPageRequest(fields, limit > 25 ? 25 : 5));
        }
        return failure.kind() == FailureKind.TOO_MUCH_DATA || mayBeAboutAField(failure)
                ? fields.fewer().map(fewer -> new FacebookPageRequest(fewer, limit))
                : Optional.empty();
    }

    /** Whether the refusal may be about one of the fields: an unknown one, or one that needs another permission. */
    static boolean mayBeAboutAField(Failure failure) {
        Integer code = failure.code();
        Integer subcode = failure.subcode();
        boolean refused = failure.kind() == FailureKind.BAD_REQUEST || failure.kind() == FailureKind.PERMISSION_MISSING;
        return refused
                && code != null
                && (code == 10 || code == 100 || (code >= 200 && code <= 299))
                && (subcode == null || subcode != UNKNOWN_OBJECT);
    }

    Map<String, String> parameters(@Nullable String after) {
        Map<String, String> parameters = AppCalls.parameters("fields", fields.text(), "limit", String.valueOf(limit));
        if (after != null) {
            parameters.put("after", after);
        }
        return parameters;
    }
}
