package io.tokenkeep.callback.consent;

import io.tokenkeep.callback.consent.Callback.Denied;
import io.tokenkeep.callback.consent.Callback.Granted;
import io.tokenkeep.callback.consent.Callback.Malformed;
import io.tokenkeep.callback.consent.Callback.Reason;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the query of a redirect. Meta appends {@code #_} (Threads, Instagram) or {@code #_=_} (Facebook) to the address;
 * that is no part of the last value. Some tools deliver it encoded, so it is removed in every form. Pure.
 */
final class CallbackReader {

    static final int MOST_CODE = 2048;
    static final int MOST_STATE = 511;

    private static final Set<String> KNOWN =
            Set.of("code", "state", "error", "error_reason", "error_code", "error_message");
    /** All other known parameters belong to an error. */
    private static final Set<String> CONSENTED = Set.of("code", "state");

    private static final Pattern SUFFIX = Pattern.compile("(?:#|%23)_(?:(?:=|%3D)_)?$", Pattern.CASE_INSENSITIVE);

    /** Replaces a value with a broken encoding; it is no visible ASCII, so it is never a valid code or state. */
    private static final String UNREADABLE = "\0";

    private CallbackReader() {}

    static Callback read(@Nullable String rawQuery) {
        Map<String, String> values = new HashMap<>();
        Set<String> doubled = new HashSet<>();
        for (String pair : rawQuery == null ? new String[0] : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (KNOWN.contains(name)) {
                String value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
                if (values.put(name, withoutSuffix(value)) != null) {
                    doubled.add(name);
                }
            }
        }
        return read(values, doubled);
    }

    private static Callback read(Map<String, String> values, Set<String> doubled) {
        String code = values.getOrDefault("code", "");
        String state = values.getOrDefault("state", "");
        boolean visible = isVisible(state);
        boolean usable = !state.isEmpty() && state.length() <= MOST_STATE && visible && !doubled.contains("state");
        String known = usable ? state : null;
        if (!doubled.isEmpty()) {
            return new Malformed(Reason.DOUBLED, known);
        }
        if (code.length() > MOST_CODE || state.length() > MOST_STATE) {
            return new Malformed(Reason.TOO_LONG, known);
        }
        if (!CONSENTED.containsAll(values.keySet())) {
            return new Denied(cancelled(values), known);
        }
        if (!visible || !isVisible(code)) {
            return new Malformed(Reason.UNREADABLE, known);
        }
        if (code.isEmpty()) {
            return new Malformed(Reason.CODE_MISSING, known);
        }
        return state.isEmpty() ? new Malformed(Reason.STATE_MISSING, null) : new Granted(code, state);
    }

    /** Only the reason decides. Meta's page spells the error itself in two ways, so it is never compared. */
    private static boolean cancelled(Map<String, String> values) {
        return "user_denied".equals(values.get("error_reason"));
    }

    private static String withoutSuffix(String value) {
        // Most values end differently, and a full search of each was a large part of the cost of reading a redirect.
        char last = value.isEmpty() ? ' ' : value.charAt(value.length() - 1);
        boolean mayHave = last == '_' || last == '=' || last == 'D' || last == 'd';
        return mayHave ? SUFFIX.matcher(value).replaceFirst("") : value;
    }

    /** RFC 6749 appendix A: code and state consist of visible ASCII. */
    private static boolean isVisible(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Providers do not encode the texts of their errors, percent signs included; such a redirect is still an error. */
    private static String decoded(String value) {
        if (value.indexOf('%') < 0 && value.indexOf('+') < 0) {
            return value;
        }
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return UNREADABLE;
        }
    }
}
