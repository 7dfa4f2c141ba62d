package io.tokenkeep.callback.consent;

import io.tokenkeep.callback.consent.Callback.Denied;
import io.tokenkeep.callback.consent.Callback.Granted;
import io.tokenkeep.callback.consent.Callback.Malformed;
import io.tokenkeep.callback.consent.Callback.Reason;
import io.tokenkeep.callback.provider.AuthorizationEndpoint;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the query of a redirect from one provider. Pure. */
final class CallbackReader {

    static final int MOST_CODE = 2048;
    static final int MOST_STATE = 511;

    /** All other known parameters belong to an error. */
    private static final Set<String> CONSENTED = Set.of("code", "state");

    /** Replaces a value with a broken encoding; it is no visible ASCII, so it is never a valid code or state. */
    private static final String UNREADABLE = "\0";

    private final AuthorizationEndpoint provider;
    private final Set<String> errors;

    CallbackReader(AuthorizationEndpoint provider) {
        this.provider = provider;
        this.errors = provider.errorParameters();
    }

    Callback read(@Nullable String rawQuery) {
        Map<String, String> values = new HashMap<>();
        Set<String> doubled = new HashSet<>();
        for (String pair : rawQuery == null ? new String[0] : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (CONSENTED.contains(name) || errors.contains(name)) {
                String value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
                if (values.put(name, provider.withoutSuffix(value)) != null) {
                    doubled.add(name);
                }
            }
        }
        return read(values, doubled);
    }

    private Callback read(Map<String, String> values, Set<String> doubled) {
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
            return new Denied(provider.isCancelled(values), known);
        }
        if (!visible || !isVisible(code)) {
            return new Malformed(Reason.UNREADABLE, known);
        }
        if (code.isEmpty()) {
            return new Malformed(Reason.CODE_MISSING, known);
        }
        return state.isEmpty() ? new Malformed(Reason.STATE_MISSING, null) : new Granted(code, state);
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
